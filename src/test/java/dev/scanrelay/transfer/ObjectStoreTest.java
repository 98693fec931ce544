package dev.scanrelay.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObjectStoreTest {

    private static final byte[] BYTES = Zips.random(10_000);

    private final ObjectStore store = Stores.embedded();
    private final ObjectAddress address = store.place().at(Stores.prefix() + "/a b+ü.jpg");

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void keepsReadsAndRemovesAnObject() throws Exception {
        store.put(address, BYTES, 9_000, "image/jpeg");

        assertThat(store.head(address)).map(ObjectHead::size).contains(9_000L);
        assertThat(Stores.bytes(store, address)).isEqualTo(java.util.Arrays.copyOf(BYTES, 9_000));
        store.delete(address);
        store.delete(address);
        assertThat(store.head(address)).isEmpty();
    }

    @Test
    void readsARange() throws Exception {
        store.put(address, BYTES, BYTES.length, "image/jpeg");

        try (InputStream range = store.get(address, 100, 50)) {
            assertThat(range.readAllBytes()).isEqualTo(java.util.Arrays.copyOfRange(BYTES, 100, 150));
        }
    }

    @Test
    void givesALinkThatReadsWithoutAKey() throws Exception {
        store.put(address, BYTES, BYTES.length, "image/jpeg");

        URI link = store.presign(address, Duration.ofMinutes(1), "attachment");

        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer =
                    client.send(HttpRequest.newBuilder(link).build(), HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(BYTES);
        }
    }

    @Test
    void saysThatAnObjectIsMissing() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.get(address))
                .withMessage("get object: NoSuchKey")
                .matches(failure -> failure.kind() == StoreException.Kind.PERMANENT);
    }

    @Test
    void forgetsAnAbortedUpload() {
        UploadAddress upload = store.createUpload(address, "image/jpeg");
        assertThat(store.uploadPart(upload, 1, BYTES, BYTES.length).size()).isEqualTo(BYTES.length);

        store.abort(upload);
        store.abort(upload);

        assertThat(store.uploads(store.place(), address.key())).isEmpty();
        assertThat(store.head(address)).isEmpty();
    }
}
