/** What happens in the clinics: RXs, scans and their changes. */
@NullMarked
package dev.scanrelay.local.sandbox.clinic;

import org.jspecify.annotations.NullMarked;
