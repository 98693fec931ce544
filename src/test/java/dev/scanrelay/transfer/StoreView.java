package dev.scanrelay.transfer;

import dev.scanrelay.local.embedded.LocalS3;
import dev.scanrelay.secret.Secret;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** What is in a bucket, finished or not, for checkers. */
public final class StoreView implements AutoCloseable {

    private static final String ALL = "orders/";

    private final ObjectStore store;

    public StoreView(URI endpoint, String bucket) {
        this.store = new ObjectStore(new StoreSettings(
                "main",
                "scanrelay.store.",
                endpoint,
                LocalS3.ACCESS_KEY,
                Secret.of(LocalS3.SECRET_KEY),
                bucket,
                "us-east-1",
                false,
                Stores.PART,
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                3,
                Duration.ofMillis(200)));
    }

    public List<String> keys() {
        return store.objects(store.place(), ALL).stream()
                .map(ObjectAddress::key)
                .toList();
    }

    public List<String> openUploads() {
        return store.uploads(store.place(), ALL).stream()
                .map(upload -> upload.object().key())
                .toList();
    }

    public InputStream open(String key) {
        return store.get(store.place().at(key));
    }

    @Override
    public void close() {
        store.close();
    }
}
