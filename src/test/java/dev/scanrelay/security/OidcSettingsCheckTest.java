package dev.scanrelay.security;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OidcSettingsCheckTest {

    @Test
    void takesNoIssuerAndAGoodOne() {
        assertThatCode(() -> check("", "", "/roles")).doesNotThrowAnyException();
        assertThatCode(() -> check("https://login.example.com/realms/dental", "scanrelay", "/realm_access/roles"))
                .doesNotThrowAnyException();
        assertThatCode(() -> check("http://localhost:8180/realms/dental", "scanrelay", "/roles"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "https://login.example.com, '',        /roles, scanrelay.oidc.audience",
        "https://login.example.com, any,       /roles, scanrelay.oidc.audience",
        "http://login.example.com,  scanrelay, /roles, scanrelay.oidc.issuer",
        "login.example.com,         scanrelay, /roles, scanrelay.oidc.issuer",
        "https://login.example.com, scanrelay, roles,  scanrelay.oidc.roles-claim",
        "https://login.example.com, scanrelay, '',     scanrelay.oidc.roles-claim"
    })
    void stopsTheStartOnWhatWouldTakeTokensOfAnybody(String issuer, String audience, String roles, String named) {
        assertThatThrownBy(() -> check(issuer, audience, roles)).hasMessageContaining("Cannot start: " + named);
    }

    private static void check(String issuer, String audience, String roles) {
        new OidcSettingsCheck(new OidcSettings() {
                    @Override
                    public Optional<URI> issuer() {
                        return issuer.isEmpty() ? Optional.empty() : Optional.of(URI.create(issuer));
                    }

                    @Override
                    public Optional<List<String>> audience() {
                        return audience.isEmpty() ? Optional.empty() : Optional.of(List.of(audience));
                    }

                    @Override
                    public String rolesClaim() {
                        return roles;
                    }

                    @Override
                    public String partnerClaim() {
                        return "/scanrelay_partner";
                    }

                    @Override
                    public String accountsClaim() {
                        return "/scanrelay_accounts";
                    }
                })
                .check();
    }
}
