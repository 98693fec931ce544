package dev.scanrelay.rx;

import dev.scanrelay.itero.IteroConfig;
import dev.scanrelay.pairing.PairingSettings;
import dev.scanrelay.startup.SettingProblem;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Stops the start on settings under which a request could be lost or asked about in a loop. */
@Singleton
final class RxSettingsCheck {

    private final RxSettings settings;
    private final IteroConfig itero;
    private final PairingSettings pairing;

    RxSettingsCheck(RxSettings settings, IteroConfig itero, PairingSettings pairing) {
        this.settings = settings;
        this.itero = itero;
        this.pairing = pairing;
    }

    void start(@Observes StartupEvent starting) {
        Duration call = itero.callTimeout().multipliedBy(2).plus(pairing.renewalLease());
        if (settings.sendingFor().compareTo(call) <= 0) {
            throw problem(
                    "sending-for",
                    "is not longer than two calls, scanrelay.itero.call-timeout, and a renewal, scanrelay.pairing.renewal-lease",
                    "PT5M");
        }
        positive("settle-every", settings.settleEvery(), "PT15S");
        positive("first-look", settings.firstLook(), "PT30S");
        positive("unresolved-after", settings.unresolvedAfter(), "PT2H");
        if (settings.longestWait().compareTo(settings.firstLook()) < 0) {
            throw problem("longest-wait", "is shorter than scanrelay.rx.first-look", "PT6H");
        }
        if (settings.keep().compareTo(Duration.ofDays(1)) < 0) {
            throw problem("keep", "is shorter than a day, for which an idempotency key is good", "P90D");
        }
    }

    private static void positive(String setting, Duration value, String example) {
        if (value.isNegative() || value.isZero()) {
            throw problem(setting, "is not longer than nothing", example);
        }
    }

    private static RuntimeException problem(String setting, String problem, String example) {
        return SettingProblem.of("scanrelay.rx." + setting, problem, example);
    }
}
