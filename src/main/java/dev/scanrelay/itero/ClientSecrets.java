package dev.scanrelay.itero;

import dev.scanrelay.id.PartnerId;
import dev.scanrelay.mounted.LiveSetting;
import dev.scanrelay.secret.Secret;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** The secrets of our registrations as they are now: Align lets us change them while we run. */
@Singleton
final class ClientSecrets {

    private static final String PREFIX = "scanrelay.itero.clients.";
    private static final String SUFFIX = ".secret";

    private final Config config;

    ClientSecrets(Config config) {
        this.config = config;
    }

    @Produces
    @Singleton
    static LiveSetting secrets() {
        return LiveSetting.matching("scanrelay\\.itero\\.clients\\.[^.]+\\.secret");
    }

    /** With and without the quotes that a partner's name may be written in. */
    Optional<Secret> now(PartnerId partner) {
        return Stream.of(partner.value(), '"' + partner.value() + '"')
                .flatMap(name -> config.getOptionalValue(PREFIX + name + SUFFIX, String.class).stream())
                .map(Secret::of)
                .findFirst();
    }
}
