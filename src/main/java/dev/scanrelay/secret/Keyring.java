package dev.scanrelay.secret;

import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicReference;

/** The keys of this process. They may be exchanged while it runs, all at once. */
@Singleton
final class Keyring {

    private final AtomicReference<Keysets> now;

    Keyring(Keysets first) {
        this.now = new AtomicReference<>(first);
    }

    Keysets now() {
        return now.get();
    }

    void use(Keysets next) {
        now.set(next);
    }
}
