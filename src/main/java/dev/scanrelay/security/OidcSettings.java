package dev.scanrelay.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Bearer tokens of an OpenID Connect issuer, taken beside API keys. */
@ConfigMapping(prefix = "scanrelay.oidc")
public interface OidcSettings {

    /** The issuer, as its tokens name it; its discovery document lies under it. Unset: API keys alone are taken. */
    Optional<URI> issuer();

    /** What a token must name in {@code aud}, one of them. Needed with an issuer: a token for something else is refused. */
    Optional<List<String>> audience();

    /** Where a token names our scopes, as JSON pointer: a list, or words in one text. What is no scope of ours is passed over. */
    @WithDefault("/realm_access/roles")
    String rolesClaim();

    /** Where a token names its partner, as JSON pointer. A token without one, or with an unknown one, is refused. */
    @WithDefault("/scanrelay_partner")
    String partnerClaim();

    /** Where a token lists the accounts it is limited to, as JSON pointer. Without that claim: every account of the partner. */
    @WithDefault("/scanrelay_accounts")
    String accountsClaim();
}
