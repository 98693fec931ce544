package dev.scanrelay.security;

import com.fasterxml.jackson.core.JsonPointer;
import dev.scanrelay.startup.SettingProblem;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Set;

/** Stops the start on settings under which tokens would be taken from anybody, or never. */
@Singleton
final class OidcSettingsCheck {

    /** Quarkus takes it for "do not check". */
    private static final String UNCHECKED = "any";

    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

    private final OidcSettings settings;

    OidcSettingsCheck(OidcSettings settings) {
        this.settings = settings;
    }

    void start(@Observes StartupEvent starting) {
        check();
    }

    void check() {
        pointer("roles-claim", settings.rolesClaim(), "/realm_access/roles");
        pointer("partner-claim", settings.partnerClaim(), "/scanrelay_partner");
        pointer("accounts-claim", settings.accountsClaim(), "/scanrelay_accounts");
        if (settings.issuer().isEmpty()) {
            return;
        }
        if (!usable(settings.issuer().get())) {
            throw problem("issuer", "is not an https URL", "https://login.example.com/realms/dental");
        }
        List<String> audience = settings.audience().orElse(List.of());
        if (audience.isEmpty()) {
            throw problem("audience", "is not set, though scanrelay.oidc.issuer is", "scanrelay");
        }
        if (audience.contains(UNCHECKED)) {
            throw problem("audience", "can't be any", "scanrelay");
        }
    }

    private static boolean usable(URI issuer) {
        boolean safe = "https".equals(issuer.getScheme())
                || ("http".equals(issuer.getScheme()) && THIS_MACHINE.contains(issuer.getHost()));
        return safe && issuer.getHost() != null && issuer.getRawQuery() == null && issuer.getRawFragment() == null;
    }

    private static void pointer(String setting, String value, String example) {
        try {
            if (JsonPointer.compile(value).matches()) {
                throw problem(setting, "is empty", example);
            }
        } catch (IllegalArgumentException malformed) {
            throw problem(setting, "is not a JSON pointer", example);
        }
    }

    private static RuntimeException problem(String setting, String problem, String example) {
        return SettingProblem.of("scanrelay.oidc." + setting, problem, example);
    }
}
