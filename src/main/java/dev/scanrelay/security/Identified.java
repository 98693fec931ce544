package dev.scanrelay.security;

import java.security.Principal;
import java.time.Instant;
import java.util.Optional;

/** A caller as its credential tells it. */
sealed interface Identified extends Caller, Principal permits KeyCaller, TokenCaller {

    /** What it came with. */
    String credential();

    /** What people call it. */
    Optional<String> label();

    Optional<String> owner();

    Optional<Instant> expiresAt();

    Pass.Kind passKind();

    @Override
    default Pass pass() {
        return new Pass(passKind(), keyId(), expiresAt());
    }

    @Override
    default String getName() {
        return keyId();
    }
}
