package dev.scanrelay.transfer;

import dev.scanrelay.content.Classification;
import dev.scanrelay.content.VendorName;
import dev.scanrelay.local.embedded.LocalS3;
import dev.scanrelay.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/** Stores and requests for tests. */
final class Stores {

    static final int MIB = 1 << 20;
    static final int PART = 5 * MIB;

    private Stores() {}

    /** A store on the embedded server. */
    static ObjectStore embedded() {
        ObjectStore store = new ObjectStore(settings(Embedded.SERVER.endpoint()));
        store.createBucket();
        return store;
    }

    static StoreSettings settings(URI endpoint) {
        return new StoreSettings(
                "main",
                "scanrelay.store.",
                endpoint,
                LocalS3.ACCESS_KEY,
                Secret.of(LocalS3.SECRET_KEY),
                "scans",
                "us-east-1",
                true,
                PART,
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Duration.ofSeconds(20),
                3,
                Duration.ofMillis(20));
    }

    static TransferSettings transferSettings() {
        return new TransferSettings(
                12,
                4,
                8,
                Duration.ofMillis(400),
                0,
                Duration.ofSeconds(60),
                3,
                Duration.ofMillis(10),
                new ZipLimits(100, 200L * MIB, 300L * MIB, 100));
    }

    static StoreRequest request(String prefix, String name, UnpackPolicy unpack, Source source) {
        VendorName file = new VendorName(name);
        return new StoreRequest(
                prefix,
                1,
                file,
                Classification.of(file),
                OptionalLong.empty(),
                OptionalLong.empty(),
                unpack,
                Keep.BOTH,
                Earlier.nothing(),
                "104233",
                source,
                Progress.ignored());
    }

    static String prefix() {
        return "test/" + UUID.randomUUID();
    }

    static List<String> keys(ObjectStore store, String prefix) {
        return store.objects(store.place(), prefix).stream()
                .map(ObjectAddress::key)
                .toList();
    }

    static byte[] bytes(ObjectStore store, ObjectAddress address) throws IOException {
        try (InputStream body = store.get(address)) {
            return body.readAllBytes();
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("scanrelay-store");
        } catch (IOException noSpace) {
            throw new java.io.UncheckedIOException(noSpace);
        }
    }

    /** Started on first use, once for all tests of this JVM. */
    static final class Embedded {

        static final LocalS3 SERVER = LocalS3.start(temporary(), 0);
    }
}
