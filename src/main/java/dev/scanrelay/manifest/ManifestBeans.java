package dev.scanrelay.manifest;

import dev.scanrelay.transfer.ObjectStore;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The manifests for the service. */
final class ManifestBeans {

    private ManifestBeans() {}

    @Produces
    @Singleton
    static Manifests manifests(ObjectStore store) {
        return new Manifests(store);
    }
}
