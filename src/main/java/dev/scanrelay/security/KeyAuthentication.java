package dev.scanrelay.security;

import dev.scanrelay.problem.ProblemAnswer;
import dev.scanrelay.problem.Problems;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** {@code Authorization: Bearer sr_...}: finds the key, without blocking, and makes the caller known with its scopes as roles. */
@Singleton
final class KeyAuthentication implements HttpAuthenticationMechanism {

    private static final Logger LOG = Logger.getLogger(KeyAuthentication.class);
    private static final String SCHEME = "Bearer ";
    private static final Duration COME_AGAIN = Duration.ofSeconds(2);

    private final KnownKeys known;
    private final KeyUses uses;
    private final Clock clock;
    private final ProblemAnswer answer;

    KeyAuthentication(KnownKeys known, KeyUses uses, Clock clock, ProblemAnswer answer) {
        this.known = known;
        this.uses = uses;
        this.clock = clock;
        this.answer = answer;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        String header = request.request().getHeader("Authorization");
        if (header == null) {
            return Uni.createFrom().nullItem();
        }
        return token(header).map(this::identify).orElseGet(KeyAuthentication::refuse);
    }

    private static Optional<KeyToken> token(String header) {
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? KeyToken.parse(header.substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    private Uni<SecurityIdentity> identify(KeyToken token) {
        Context here = Vertx.currentContext();
        return known.find(token.id())
                .emitOn(command -> here.runOnContext(back -> command.run())) // the lookup may be another request's
                .onFailure()
                .transform(KeyAuthentication::unavailable)
                .chain(found -> found.filter(key -> key.opens(token, clock.instant()))
                        .map(key -> Uni.createFrom().item(accept(key)))
                        .orElseGet(KeyAuthentication::refuse));
    }

    private SecurityIdentity accept(ApiKey key) {
        uses.note(key.id(), clock.instant());
        return identity(new KeyCaller(key));
    }

    private static SecurityIdentity identity(KeyCaller caller) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(caller)
                .addRoles(caller.scopes())
                .build();
    }

    private static Uni<SecurityIdentity> refuse() {
        return Uni.createFrom().failure(new AuthenticationFailedException());
    }

    private static Throwable unavailable(Throwable cause) {
        LOG.warnf("API keys can't be looked up cause=%s", cause.getClass().getSimpleName());
        return Problems.unavailable("API keys can't be checked just now. Come again later.", COME_AGAIN);
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext request) {
        answer.send(request.response(), Problems.unauthorized());
        return Uni.createFrom().item(true);
    }
}
