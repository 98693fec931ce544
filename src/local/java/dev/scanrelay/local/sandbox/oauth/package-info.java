/** Authorization, tokens, their rotation and their end. */
@NullMarked
package dev.scanrelay.local.sandbox.oauth;

import org.jspecify.annotations.NullMarked;
