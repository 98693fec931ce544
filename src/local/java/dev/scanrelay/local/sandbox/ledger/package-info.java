/** What was produced, whom it told, what was fetched, which calls came. */
@NullMarked
package dev.scanrelay.local.sandbox.ledger;

import org.jspecify.annotations.NullMarked;
