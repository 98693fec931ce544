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
import java.util.Optional;

/**
 * {@code Authorization: Bearer}: what begins with {@code sr_} is an API key, anything else a token of the issuer, if one is set. Makes
 * the caller known, with its scopes as roles, and keeps it within its quota.
 */
@Singleton
final class Authentication implements HttpAuthenticationMechanism {

    /** Before Quarkus' own, which sees no request with a credential then. */
    private static final int FIRST = 5000;

    private static final String SCHEME = "Bearer ";

    private final KeyAuthentication keys;
    private final TokenAuthentication tokens;
    private final RateLimits limits;
    private final ProblemAnswer answer;
    private final TurnedAway turnedAway;

    Authentication(
            KeyAuthentication keys,
            TokenAuthentication tokens,
            RateLimits limits,
            ProblemAnswer answer,
            TurnedAway turnedAway) {
        this.keys = keys;
        this.tokens = tokens;
        this.limits = limits;
        this.answer = answer;
        this.turnedAway = turnedAway;
    }

    @Override
    public int getPriority() {
        return FIRST;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        limits.arrived(request);
        String header = request.request().getHeader("Authorization");
        if (header == null) {
            return Uni.createFrom().nullItem();
        }
        return bearer(header)
                .map(credential -> caller(request, providers, credential))
                .orElseGet(() -> Uni.createFrom().failure(new AuthenticationFailedException()))
                .onFailure()
                .call(failure -> turnedAway.note(request, failure))
                .onTermination()
                .invoke(() -> request.put(HttpAuthenticationMechanism.class.getName(), this)) // asks for the challenge
                .chain(caller -> limits.take(request, caller)
                        .<Uni<SecurityIdentity>>map(problem -> turnedAway
                                .overQuota(request, caller)
                                .chain(() -> Uni.createFrom().failure(problem)))
                        .orElseGet(() -> Uni.createFrom().item(identity(caller))));
    }

    private Uni<Identified> caller(RoutingContext request, IdentityProviderManager providers, String credential) {
        Context here = Vertx.currentContext();
        Uni<Identified> caller = credential.startsWith(KeyToken.PREFIX)
                ? ofKey(request, credential)
                : tokens.identify(request, providers, credential);
        return caller.emitOn(
                command -> here.runOnContext(back -> command.run())); // the look-up may be another request's
    }

    /** Of keys alone the refused ones are counted: a token's signature is checked without the database. */
    private Uni<Identified> ofKey(RoutingContext request, String key) {
        return limits.unheard(request, key)
                .<Uni<Identified>>map(problem -> Uni.createFrom().failure(problem))
                .orElseGet(() -> keys.identify(key)
                        .invoke(caller -> limits.accepted(key))
                        .onFailure(AuthenticationFailedException.class)
                        .invoke(() -> limits.refused(request, key)));
    }

    private static Optional<String> bearer(String header) {
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(header.substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    private static SecurityIdentity identity(Identified caller) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(caller)
                .addRoles(caller.scopes())
                .build();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext request) {
        return turnedAway.withoutCredential(request).map(noted -> {
            answer.send(request.response(), Problems.unauthorized());
            return true;
        });
    }
}
