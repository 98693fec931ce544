package dev.scanrelay.security;

import dev.scanrelay.audit.Actor;
import dev.scanrelay.audit.Refusal;
import io.quarkus.security.AuthenticationFailedException;
import java.util.Optional;

/** Why an authentication failed: the key exists but does not open, as it has ended or came without its secret. */
final class RefusedKey extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int UNAUTHORIZED = 401;

    private final transient Refusal refusal;

    private RefusedKey(Refusal refusal) {
        super("a key that does not open", null, false, false);
        this.refusal = refusal;
    }

    /** Only who has the secret is held to account; who has not is nobody, seen by the key's partner. */
    static AuthenticationFailedException of(ApiKey key, KeyToken token) {
        Actor actor = key.hash().matches(token)
                ? new KeyCaller(key).actor()
                : Actor.nobodyAt(key.partner().value());
        return new AuthenticationFailedException(
                new RefusedKey(new Refusal(actor, Optional.of(key.id()), UNAUTHORIZED)));
    }

    Refusal refusal() {
        return refusal;
    }
}
