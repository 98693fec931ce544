package dev.scanrelay.security;

import dev.scanrelay.problem.Problems;
import io.quarkus.security.AuthenticationFailedException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Finds who sent a key, without blocking. */
@Singleton
final class KeyAuthentication {

    private static final Logger LOG = Logger.getLogger(KeyAuthentication.class);
    private static final Duration COME_AGAIN = Duration.ofSeconds(2);

    private final KnownKeys known;
    private final KeyUses uses;
    private final Clock clock;

    KeyAuthentication(KnownKeys known, KeyUses uses, Clock clock) {
        this.known = known;
        this.uses = uses;
        this.clock = clock;
    }

    /** Fails with a problem where the key can't be looked up, and as an authentication where it is not good. */
    Uni<Identified> identify(String text) {
        Optional<KeyToken> token = KeyToken.parse(text);
        return token.map(this::identify).orElseGet(KeyAuthentication::refuse);
    }

    private Uni<Identified> identify(KeyToken token) {
        return known.find(token.id())
                .onFailure()
                .transform(KeyAuthentication::unavailable)
                .chain(found -> found.map(key -> identify(key, token)).orElseGet(KeyAuthentication::refuse));
    }

    private Uni<Identified> identify(ApiKey key, KeyToken token) {
        return key.opens(token, clock.instant())
                ? Uni.createFrom().item(accept(key))
                : Uni.createFrom().failure(RefusedKey.of(key, token));
    }

    private Identified accept(ApiKey key) {
        uses.note(key.id(), clock.instant());
        return new KeyCaller(key);
    }

    private static Uni<Identified> refuse() {
        return Uni.createFrom().failure(new AuthenticationFailedException());
    }

    private static Throwable unavailable(Throwable cause) {
        LOG.warnf("API keys can't be looked up cause=%s", cause.getClass().getSimpleName());
        return Problems.unavailable("API keys can't be checked just now. Come again later.", COME_AGAIN);
    }
}
