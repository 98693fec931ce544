package dev.scanrelay.push;

import dev.scanrelay.secret.SealedColumn;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What endpoints answered is sealed. */
final class SealedBodies {

    static final String CONTEXT = "delivery-attempt";

    private SealedBodies() {}

    @Produces
    @Singleton
    static SealedColumn bodies() {
        return new SealedColumn("delivery_attempt", "body", id -> CONTEXT);
    }
}
