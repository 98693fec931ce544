package dev.scanrelay.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.problem.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.oidc.OIDCException;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.oidc.runtime.TenantConfigBean;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Finds who sent a token of the issuer. What is no signed token is refused before anything is asked; an issuer that is out is answered
 * 503, never 401: nobody is told that a good token is bad.
 */
@Singleton
final class TokenAuthentication {

    private static final Logger LOG = Logger.getLogger(TokenAuthentication.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration COME_AGAIN = DiscoveryGate.PAUSE;
    private static final Pattern SHAPE = Pattern.compile("([\\w-]{1,2000})\\.([\\w-]+)\\.[\\w-]+");
    private static final Set<String> SIGNATURES =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA");

    private final Issuer issuer;
    private final OidcAuthenticationMechanism mechanism;
    private final TokenClaims claims;
    private final KnownPartners partners;
    private final ObjectMapper mapper;
    private final DiscoveryGate gate;
    private final TenantConfigBean tenants;

    TokenAuthentication(
            Issuer issuer,
            OidcAuthenticationMechanism mechanism,
            TokenClaims claims,
            KnownPartners partners,
            ObjectMapper mapper,
            DiscoveryGate gate,
            TenantConfigBean tenants) {
        this.issuer = issuer;
        this.mechanism = mechanism;
        this.claims = claims;
        this.partners = partners;
        this.mapper = mapper;
        this.gate = gate;
        this.tenants = tenants;
    }

    /** Fails with a problem where the token can't be checked, and as an authentication where it is not good. */
    Uni<Identified> identify(RoutingContext request, IdentityProviderManager providers, String token) {
        if (!issuer.isSet() || !isSigned(token)) {
            return Uni.createFrom().failure(new AuthenticationFailedException());
        }
        return verified(request, providers)
                .onFailure()
                .transform(TokenAuthentication::answerable)
                .onItem()
                .ifNull()
                .failWith(AuthenticationFailedException::new)
                .chain(verified -> caller(token));
    }

    /** Once the issuer is known, without asking it; before, no more often than the gate allows. */
    private Uni<SecurityIdentity> verified(RoutingContext request, IdentityProviderManager providers) {
        return Uni.createFrom().deferred(() -> {
            if (Issuer.isKnown(tenants)) {
                return bounded(request, providers);
            }
            return switch (gate.enter()) {
                case DiscoveryGate.Pass.Ask ask ->
                    bounded(request, providers).onTermination().invoke(ask.ended());
                case DiscoveryGate.Pass.Wait wait ->
                    wait.ended().emitOn(here(Vertx.currentContext())).chain(() -> ifKnown(request, providers));
                case DiscoveryGate.Pass.Pause pause -> ifKnown(request, providers); // since the look above
            };
        });
    }

    private Uni<SecurityIdentity> bounded(RoutingContext request, IdentityProviderManager providers) {
        return Uni.createFrom()
                .deferred(() -> mechanism.authenticate(request, providers))
                .ifNoItem()
                .after(PATIENCE)
                .fail();
    }

    private Uni<SecurityIdentity> ifKnown(RoutingContext request, IdentityProviderManager providers) {
        return Issuer.isKnown(tenants)
                ? bounded(request, providers)
                : Uni.createFrom().failure(new OIDCException("the issuer was out a moment ago"));
    }

    /** The end of a wait comes on another request's thread. */
    private static Executor here(Context context) {
        return command -> context.runOnContext(back -> command.run());
    }

    private boolean isSigned(String token) {
        Matcher matcher = SHAPE.matcher(token);
        return matcher.matches()
                && json(matcher.group(1))
                        .map(header -> header.path("alg").asText())
                        .filter(SIGNATURES::contains)
                        .isPresent();
    }

    private Uni<Identified> caller(String token) {
        Matcher matcher = SHAPE.matcher(token);
        Optional<JsonNode> body = matcher.matches() ? json(matcher.group(2)) : Optional.empty();
        TokenClaims.Reading reading =
                body.map(claims::read).orElseGet(() -> new TokenClaims.Reading.Refused("no claims"));
        return switch (reading) {
            case TokenClaims.Reading.Refused refused -> refuse(refused.reason());
            case TokenClaims.Reading.Good good -> ofKnownPartner(good.caller());
        };
    }

    private Uni<Identified> ofKnownPartner(TokenCaller caller) {
        return partners.exists(caller.partner())
                .onFailure()
                .transform(TokenAuthentication::unavailable)
                .chain(known -> known ? Uni.createFrom().item(caller) : refuse("an unknown partner"));
    }

    /** Worth a line: its issuer signed it, so whoever set the issuer up wants to know. */
    private static Uni<Identified> refuse(String reason) {
        LOG.infof("A token of the issuer was refused reason=%s", reason);
        return Uni.createFrom().failure(new AuthenticationFailedException());
    }

    private static Throwable answerable(Throwable failure) {
        return failure instanceof AuthenticationFailedException && !isOutage(failure)
                ? new AuthenticationFailedException()
                : unavailable(failure);
    }

    private static boolean isOutage(Throwable failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException || cause instanceof TimeoutException || cause instanceof OIDCException) {
                return true;
            }
        }
        return false;
    }

    private static HttpProblem unavailable(Throwable cause) {
        LOG.warnf("Tokens can't be checked cause=%s", cause.getClass().getSimpleName());
        return Problems.unavailable("Tokens can't be checked just now. Come again later.", COME_AGAIN);
    }

    private Optional<JsonNode> json(String part) {
        try {
            return Optional.ofNullable(mapper.readTree(Base64.getUrlDecoder().decode(part)));
        } catch (IllegalArgumentException | IOException unreadable) {
            return Optional.empty();
        }
    }
}
