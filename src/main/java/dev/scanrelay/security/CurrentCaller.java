package dev.scanrelay.security;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Produces;

/** Gives the caller of the request at hand. */
final class CurrentCaller {

    private CurrentCaller() {}

    @Produces
    @RequestScoped
    static Caller caller(SecurityIdentity identity) {
        if (identity.getPrincipal() instanceof Identified caller) {
            return caller;
        }
        throw new IllegalStateException("asked for the caller of a request without a key");
    }
}
