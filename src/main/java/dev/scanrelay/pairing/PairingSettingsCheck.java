package dev.scanrelay.pairing;

import dev.scanrelay.itero.IteroConfig;
import dev.scanrelay.startup.SettingProblem;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Stops the start on settings under which pairings would break later. */
@Singleton
final class PairingSettingsCheck {

    private static final Duration PROMISED = Duration.ofSeconds(5);

    private final PairingSettings settings;
    private final IteroConfig itero;

    PairingSettingsCheck(PairingSettings settings, IteroConfig itero) {
        this.settings = settings;
        this.itero = itero;
    }

    void start(@Observes StartupEvent starting) {
        check();
    }

    void check() {
        if (settings.callbackBase().filter(base -> !usable(base)).isPresent()) {
            throw problem("callback-base", "is not a plain absolute URL", "https://scans.example.com");
        }
        if (settings.returnUrls().stream().flatMap(List::stream).anyMatch(url -> !ReturnUrls.plain(url))) {
            throw problem("return-urls", "holds what is no plain https URL", "https://dpms.example.com/itero");
        }
        if (settings.invitationLife().compareTo(settings.invitationLongestLife()) > 0) {
            throw problem("invitation-longest-life", "is shorter than scanrelay.pairing.invitation-life", "P30D");
        }
        if (settings.renewalLease().compareTo(itero.callTimeout().multipliedBy(2)) <= 0) {
            throw problem("renewal-lease", "is not longer than two calls, scanrelay.itero.call-timeout", "PT2M");
        }
        if (settings.renewAtOnce() < 1) {
            throw problem("renew-at-once", "is not at least 1", "8");
        }
        if (settings.refreshTokenIdle().filter(this::endsBeforeItIsRenewed).isPresent()) {
            throw problem("refresh-token-idle", "is not longer than refresh-ahead", "P30D");
        }
        if (settings.revokedEvery().isZero() || settings.revokedEvery().compareTo(PROMISED) > 0) {
            throw problem("revoked-every", "is zero or longer than 5 s", "PT2S");
        }
    }

    private boolean endsBeforeItIsRenewed(Duration idle) {
        return idle.compareTo(settings.refreshAhead()) <= 0;
    }

    private static boolean usable(URI base) {
        boolean web = "https".equals(base.getScheme()) || "http".equals(base.getScheme());
        return web && base.getHost() != null && base.getRawQuery() == null && base.getRawFragment() == null;
    }

    private static RuntimeException problem(String setting, String problem, String example) {
        return SettingProblem.of("scanrelay.pairing." + setting, problem, example);
    }
}
