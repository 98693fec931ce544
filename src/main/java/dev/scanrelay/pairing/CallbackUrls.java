package dev.scanrelay.pairing;

import dev.scanrelay.secret.Secret;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;

/** The URLs that Align calls. They carry a key: never log one. */
@Singleton
final class CallbackUrls {

    private final Optional<URI> base;
    private final boolean send;
    private final CallbackKeys keys;

    CallbackUrls(PairingSettings settings, CallbackKeys keys) {
        this.base = settings.callbackBase();
        this.send = settings.sendCallback();
        this.keys = keys;
    }

    /** What Pair is told; nothing where all notifications come to the URL registered at Align. */
    Optional<URI> forPair(KeyOwner owner, int generation) {
        return send ? of(owner, generation) : Optional.empty();
    }

    Optional<URI> of(KeyOwner owner, int generation) {
        return base.map(url -> withKey(url, keys.written(owner, generation)));
    }

    /** Whether a pairing would get its notifications. */
    boolean ready() {
        return !send || base.isPresent();
    }

    private static URI withKey(URI base, Secret key) {
        String text = base.toString();
        String trimmed = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        return URI.create(trimmed + "/webhooks/itero/" + key.reveal());
    }
}
