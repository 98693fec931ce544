package dev.scanrelay.transfer;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** The stores for a command, which starts nothing of the service. */
public final class StoreAccess {

    private StoreAccess() {}

    /**
     * The caller closes it.
     *
     * @throws dev.scanrelay.startup.SettingProblem a setting can't work
     */
    public static ObjectStore of(Config config) {
        List<ConfigSource> sources = new ArrayList<>();
        config.getConfigSources().forEach(sources::add);
        SmallRyeConfig settings = new SmallRyeConfigBuilder()
                .withSources(sources)
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(StoreConfig.class)
                .withMapping(StoresConfig.class)
                .withValidateUnknown(false)
                .build();
        StoreSettings main = StoreSettings.from(settings.getConfigMapping(StoreConfig.class));
        return new ObjectStore(main, main.others(settings.getConfigMapping(StoresConfig.class)));
    }
}
