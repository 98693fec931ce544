package dev.scanrelay.storage;

import dev.scanrelay.manifest.Manifest;
import dev.scanrelay.manifest.Manifests;
import dev.scanrelay.transfer.ObjectAddress;
import dev.scanrelay.transfer.ObjectStore;
import dev.scanrelay.transfer.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at one object, and says what is wrong with it. */
final class Inspection {

    private final ObjectStore store;
    private final Manifests manifests;
    private final boolean digests;

    Inspection(ObjectStore store, boolean digests) {
        this.store = store;
        this.manifests = new Manifests(store);
        this.digests = digests;
    }

    Optional<String> of(KeptFile file) {
        return unlessRefused(() -> store.head(file.at())
                .map(found -> {
                    if (found.size() != file.size()) {
                        return Optional.of("length");
                    }
                    return digests && !store.sha256(file.at()).hex().equals(file.sha256())
                            ? Optional.of("digest")
                            : Optional.<String>empty();
                })
                .orElse(Optional.of("missing")));
    }

    Optional<String> of(ObjectAddress at, KeptRevision revision, List<KeptFile> files) {
        return unlessRefused(() -> {
            Optional<Manifest> manifest = manifests.read(at);
            if (manifest.isEmpty()) {
                return Optional.of("manifest-missing");
            }
            return agrees(manifest.get(), revision, files) ? Optional.empty() : Optional.of("manifest-differs");
        });
    }

    static boolean agrees(Manifest manifest, KeptRevision revision, List<KeptFile> files) {
        record Named(java.util.UUID id, long size, String sha256, ObjectAddress at) {}
        Set<Named> kept = files.stream()
                .map(file -> new Named(file.id(), file.size(), file.sha256(), file.at()))
                .collect(Collectors.toSet());
        Set<Named> named = manifest.files().stream()
                .map(file -> new Named(file.id(), file.sizeBytes(), file.sha256(), file.at()))
                .collect(Collectors.toSet());
        return manifest.revision() == revision.number()
                && manifest.fingerprint().equals(revision.fingerprint())
                && named.equals(kept);
    }

    /** What passes ends the command; what the store refuses is told of the object. */
    private static Optional<String> unlessRefused(java.util.function.Supplier<Optional<String>> look) {
        try {
            return look.get();
        } catch (StoreException failure) {
            if (failure.kind() == StoreException.Kind.TRANSIENT) {
                throw failure;
            }
            return Optional.of(failure.code());
        }
    }
}
