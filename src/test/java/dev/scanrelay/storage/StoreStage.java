package dev.scanrelay.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.database.Database;
import dev.scanrelay.local.embedded.LocalS3;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.Announcements.Announcement;
import dev.scanrelay.testing.Bucket;
import dev.scanrelay.testing.Catalogue;
import dev.scanrelay.testing.Flow;
import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.Services;
import dev.scanrelay.testing.TestKeys;
import dev.scanrelay.transfer.ObjectStore;
import dev.scanrelay.transfer.Place;
import dev.scanrelay.transfer.StoreAccess;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Two object stores, the database and the service, all real; the command is run as an operator would, for one clinic of the test's own. */
abstract class StoreStage {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    static final Map<String, Object> SMALL = Map.of("bytes", 60_000, "imageWidth", 0, "artifacts", List.of("IDE"));

    @Inject
    Pairings pairings;

    @Inject
    Database database;

    @Inject
    ObjectStore store;

    @TempDir
    Path data;

    Flow flow;
    SandboxClient sandbox;
    Bucket bucket;
    Catalogue catalogue;
    LocalS3 second;
    ObjectStore both;
    long account;

    @BeforeEach
    void connect() {
        flow = Flow.with(pairings);
        sandbox = flow.sandbox();
        bucket = new Bucket(store);
        catalogue = new Catalogue(database);
        second = LocalS3.start(data, 0);
        both = StoreAccess.of(intoTheSecond());
        data.resolve("scans").toFile().mkdirs(); // its bucket
        account = flow.pairedClinic();
    }

    @AfterEach
    void close() {
        both.close();
        second.close();
    }

    final Announcement scanned() {
        return flow.ready(sandbox.scan(account, SMALL).rxId(), 1);
    }

    static String meshOf(Announcement ready) {
        return Bucket.keys(ready.data()).stream()
                .filter(key -> key.endsWith(".stl") || key.endsWith(".ply"))
                .findFirst()
                .orElseThrow();
    }

    /** One byte of it is another. */
    final byte[] damage(String key) {
        byte[] bytes = bytes(key);
        byte[] other = bytes.clone();
        other[other.length / 2] ^= 1;
        mend(key, other);
        return bytes;
    }

    private byte[] bytes(String key) {
        try (InputStream body = store.get(store.place().at(key))) {
            return body.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    final void mend(String key, byte[] bytes) {
        store.put(store.place().at(key), bytes, bytes.length, "application/octet-stream");
    }

    final int objects(Place place) {
        return both.objects(place, "orders/default/" + account + "/").size();
    }

    static Place secondPlace() {
        return new Place("second", "scans");
    }

    final void change(String sql) {
        database.write(session -> session.createNativeQuery(sql).executeUpdate());
    }

    /** All of the order, to its end. */
    final void erased(Announcement ready, Runnable helping) {
        String id = ask("", Map.of("orderId", ready.data().path("orderId").asText()))
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        await("erasure " + id).atMost(PATIENCE).until(() -> {
            helping.run();
            return erasure(id).path("state").equals("done");
        });
    }

    final Response ask(String more, Map<String, String> what) {
        return api().contentType(ContentType.JSON).body(what).post(erasures() + more);
    }

    final Response erasure(String id) {
        return api().get(erasures() + "/" + id);
    }

    private String erasures() {
        return "/api/v1/accounts/" + account + "/erasures";
    }

    static RequestSpecification api() {
        return RestAssured.given().header("Authorization", "Bearer " + TestKeys.admin());
    }

    static Config asItIs() {
        return config(Map.of());
    }

    final Config intoTheSecond() {
        Map<String, String> settings = new HashMap<>(access("scanrelay.store."));
        settings.put("scanrelay.store.name", "second");
        settings.put("scanrelay.store.endpoint", second.endpoint().toString());
        settings.put("scanrelay.store.bucket", "scans");
        settings.put("scanrelay.stores.main.endpoint", Services.shared().get("scanrelay.store.endpoint"));
        settings.putAll(access("scanrelay.stores.main."));
        return config(settings);
    }

    final Config fromTheSecond() {
        Map<String, String> settings = new HashMap<>(access("scanrelay.stores.second."));
        settings.put("scanrelay.stores.second.endpoint", second.endpoint().toString());
        settings.put("scanrelay.stores.second.bucket", "scans");
        return config(settings);
    }

    static Map<String, String> access(String prefix) {
        return Map.of(prefix + "access-key", LocalS3.ACCESS_KEY, prefix + "secret-key", LocalS3.SECRET_KEY);
    }

    static Config config(Map<String, String> change) {
        Map<String, String> settings = new HashMap<>(Services.shared());
        settings.putAll(change);
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 500))
                .build();
    }

    final Said run(Config config, String verb, String... more) {
        List<String> words = new ArrayList<>(List.of(verb, "--account", Long.toString(account)));
        words.addAll(List.of(more));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code =
                StoreCommand.run(words, config, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        return new Said(code, out.toString(UTF_8), err.toString(UTF_8));
    }

    record Said(int code, String out, String err) {}
}
