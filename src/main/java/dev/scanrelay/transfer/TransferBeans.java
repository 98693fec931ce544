package dev.scanrelay.transfer;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Makes the store and the transfers from their settings when the service starts. */
@ApplicationScoped
class TransferBeans {

    private static final Logger LOG = Logger.getLogger(TransferBeans.class);

    @Produces
    @Singleton
    ObjectStore objectStore(StoreConfig config, StoresConfig others, StoreKeys keys) {
        StoreSettings settings = StoreSettings.from(config);
        return new ObjectStore(settings, settings.others(others), keys);
    }

    @Produces
    @Singleton
    Transfers transfers(ObjectStore store, TransferConfig config) {
        return new Transfers(store, TransferSettings.from(config));
    }

    void close(@Disposes Transfers transfers) {
        transfers.close();
    }

    void close(@Disposes ObjectStore store) {
        store.close();
    }

    void start(@Observes StartupEvent starting, StoreConfig config, ObjectStore store, Transfers transfers) {
        LOG.infof(
                "Object store store=%s endpoint=%s bucket=%s others=%d buffers=%d",
                store.place().store(),
                config.endpoint().orElse(""),
                store.place().bucket(),
                store.places().size() - 1,
                transfers.budget().total());
        if (config.createBucket()) {
            createBucket(store);
        }
    }

    private static void createBucket(ObjectStore store) {
        try {
            store.createBucket();
        } catch (StoreException unavailable) {
            LOG.warnf(
                    "Bucket could not be created bucket=%s code=%s",
                    store.place().bucket(), unavailable.code());
        }
    }
}
