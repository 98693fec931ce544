package dev.scanrelay.secret;

import jakarta.inject.Singleton;

/** The keys of this process. They may be exchanged while it runs, all at once. */
@Singleton
final class Keyring {

    private volatile Keysets now;

    Keyring(Keysets first) {
        this.now = first;
    }

    Keysets now() {
        return now;
    }

    void use(Keysets next) {
        now = next;
    }
}
