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
     * The caller closes it. Makes the bucket of new objects if the settings say so.
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
        ObjectStore store = new ObjectStore(
                main, main.others(settings.getConfigMapping(StoresConfig.class)), new StoreKeys(config));
        if (main.createBucket()) {
            createBucket(store);
        }
        return store;
    }

    private static void createBucket(ObjectStore store) {
        try {
            store.createBucket();
        } catch (StoreException failure) {
            store.close();
            throw failure;
        }
    }
}
