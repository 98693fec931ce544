package dev.scanrelay.security;

import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TenantConfigResolver;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;
import io.quarkus.oidc.runtime.TenantConfigBean;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The one issuer whose tokens we take. It is asked for its keys when the first token comes and when a token names a key not known
 * yet; never about a token itself, so that what is no token of its costs it nothing.
 */
@Singleton
final class Issuer implements TenantConfigResolver {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** How often an unknown key id may make us ask the issuer for its keys again. */
    private static final Duration NEW_KEYS = Duration.ofSeconds(30);

    private static final String TENANT = "scanrelay";

    private final Optional<OidcTenantConfig> config;

    Issuer(OidcSettings settings) {
        this.config = settings.issuer()
                .map(issuer -> config(issuer, settings.audience().orElse(List.of())));
    }

    boolean isSet() {
        return config.isPresent();
    }

    /** Whether it has told where it is and what its keys are: from then on no token makes us ask for that again. */
    static boolean isKnown(TenantConfigBean tenants) {
        return tenants.getDynamicTenant(TENANT) != null;
    }

    @Override
    public Uni<OidcTenantConfig> resolve(RoutingContext request, OidcRequestContext<OidcTenantConfig> context) {
        return config.map(known -> Uni.createFrom().item(known))
                .orElseGet(() -> Uni.createFrom().nullItem());
    }

    private static OidcTenantConfig config(URI issuer, List<String> audience) {
        return OidcTenantConfig.authServerUrl(issuer.toString())
                .tenantId(TENANT)
                .applicationType(ApplicationType.SERVICE)
                .connectionTimeout(PATIENCE)
                .token()
                .issuer(issuer.toString())
                .audience(audience)
                .subjectRequired()
                .forcedJwkRefreshInterval(NEW_KEYS)
                .allowJwtIntrospection(false)
                .allowOpaqueTokenIntrospection(false)
                .end()
                .build();
    }
}
