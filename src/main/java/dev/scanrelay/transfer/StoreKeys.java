package dev.scanrelay.transfer;

import dev.scanrelay.mounted.LiveSetting;
import io.minio.credentials.Credentials;
import io.minio.credentials.Provider;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** The keys of the stores as they are when a request is signed: they may be exchanged while we run. */
@Singleton
final class StoreKeys {

    private static final String OTHERS = "scanrelay.stores.";

    private final Config config;

    StoreKeys(Config config) {
        this.config = config;
    }

    @Produces
    @Singleton
    static LiveSetting keys() {
        return LiveSetting.matching("scanrelay\\.(store|stores\\.[^.]+)\\.(access|secret)-key");
    }

    /** A store's settings with its keys of now. The name of one of several may be written with and without quotes. */
    StoreSettings now(StoreSettings settings) {
        String quoted = OTHERS + '"' + settings.name() + "\".";
        return settings.with(
                value(settings.accessKey(), settings.prefix() + "access-key", quoted + "access-key"),
                value(settings.secretKey().reveal(), settings.prefix() + "secret-key", quoted + "secret-key"));
    }

    static Provider provider(StoreSettings settings, UnaryOperator<StoreSettings> now) {
        return () -> {
            StoreSettings current = now.apply(settings);
            return new Credentials(current.accessKey(), current.secretKey().reveal(), null, null);
        };
    }

    private String value(String before, String... names) {
        return Stream.of(names)
                .flatMap(name -> config.getOptionalValue(name, String.class).stream())
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse(before);
    }
}
