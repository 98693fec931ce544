/** Calls under /sandbox that steer the sandbox; none of them exists in the vendor's cloud. */
@NullMarked
package dev.scanrelay.local.sandbox.scenario;

import org.jspecify.annotations.NullMarked;
