package dev.scanrelay.erase;

import dev.scanrelay.secret.SealedColumn;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What this package seals, so that a rotation of keys reaches it. */
final class SealedPatients {

    private SealedPatients() {}

    static String context(String erasure) {
        return "erasure:" + erasure + ":patient";
    }

    static String reference(String hold) {
        return "legal-hold:" + hold + ":reference";
    }

    @Produces
    @Singleton
    static SealedColumn patients() {
        return new SealedColumn("erasure", "patient_id", SealedPatients::context);
    }

    @Produces
    @Singleton
    static SealedColumn references() {
        return new SealedColumn("legal_hold", "reference", SealedPatients::reference);
    }
}
