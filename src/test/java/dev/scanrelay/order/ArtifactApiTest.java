package dev.scanrelay.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.content.Classification;
import dev.scanrelay.content.EntryKind;
import dev.scanrelay.content.Fingerprint;
import dev.scanrelay.content.VendorName;
import dev.scanrelay.testing.AuditLog;
import dev.scanrelay.testing.RawCall;
import dev.scanrelay.testing.Services;
import dev.scanrelay.transfer.ObjectAddress;
import dev.scanrelay.transfer.ObjectStore;
import dev.scanrelay.transfer.Stored;
import dev.scanrelay.transfer.StoredFile;
import dev.scanrelay.transfer.Unpacked;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Services.class)
class ArtifactApiTest {

    private static final int SIZE = 300_000;
    private static final byte[] BYTES = bytes();

    @Inject
    Workbench bench;

    @Inject
    ObjectStore store;

    @Inject
    AuditLog log;

    private ApiClient api;
    private ObjectAddress at;
    private String path;

    @BeforeEach
    void storeAnArtifact() {
        api = ApiClient.admin();
        at = store.place().at("orders/test/" + UUID.randomUUID() + "/1.stl");
        store.put(at, BYTES, SIZE, "model/stl");
        StoredFile file = new StoredFile(
                at,
                new VendorName("Quillfeather.stl"),
                new Classification(EntryKind.MESH, Optional.empty(), Optional.empty()),
                "model/stl",
                SIZE,
                Samples.sha256(BYTES),
                Samples.sha256(BYTES));
        UUID order = bench.wanted("files-1");
        bench.record(
                order,
                Samples.facts("Completed"),
                Samples.content(true, Fingerprint.RULE_VERSION, new Stored(file, "00000000", new Unpacked.None())));
        path = api.ok("/api/v1/orders/{id}", order).getString("revisions[0].artifacts[0].href");
    }

    @Test
    void streamsAllBytesWithWhatIsKnownOfThem() {
        Response answer = api.get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asByteArray()).isEqualTo(BYTES);
        expectHeaders(answer);
        assertThat(answer.header("Content-Length")).isEqualTo("300000");
        assertThat(answer.header("Content-Digest")).isEqualTo(digest());
    }

    @Test
    void recordsADownloadBeforeItsFirstByte() throws Exception {
        RawCall call;
        try (var outage = log.stall()) {
            call = RawCall.send("GET", path, api.key());
            log.somebodyWaits();
            assertThat(call.answers()).isFalse();
        }

        try (call) {
            String answer = call.answer();
            assertThat(answer).startsWith("HTTP/1.1 200");
            String request = answer.lines()
                    .filter(line -> line.startsWith("X-Request-Id: "))
                    .findFirst()
                    .orElseThrow()
                    .substring(14);
            assertThat(log.lines("request_id = '" + request + "'"))
                    .containsExactly("ended artifact.download ok 200 account:files-1 order:" + path.split("/")[4]
                            + " patient:7c6f1d52");
        }
    }

    @Test
    void sendsNoByteOfADownloadThatItCannotRecord() throws Exception {
        try (var outage = log.refuse("action = 'artifact.download'")) {
            Response withheld = api.get(path);

            assertThat(withheld.statusCode()).isEqualTo(503);
            assertThat(withheld.contentType()).startsWith("application/problem+json");
            assertThat(withheld.header("ETag")).isNull();
            assertThat(withheld.<String>path("type")).isEqualTo("urn:scanrelay:problem:unavailable");
        }
    }

    @Test
    void recordsWhoAskedForALinkAndWhoAskedForHeaders() {
        Response link = api.request().post(path + "/link");
        Response head = api.request().head(path);

        assertThat(log.of(link)).singleElement().asString().startsWith("ended artifact.link ok 200 account:files-1");
        assertThat(log.of(head)).singleElement().asString().startsWith("ended artifact.probe ok 200 account:files-1");
    }

    @Test
    void answersHeadWithTheSameHeaders() {
        Response answer = api.request().head(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        expectHeaders(answer);
        assertThat(answer.header("Content-Length")).isEqualTo("300000");
        assertThat(answer.asByteArray()).isEmpty();
    }

    @Test
    void streamsARange() {
        Response answer = api.request().header("Range", "bytes=100000-199999").get(path);

        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.asByteArray()).isEqualTo(Arrays.copyOfRange(BYTES, 100_000, 200_000));
        expectHeaders(answer);
        assertThat(answer.header("Content-Range")).isEqualTo("bytes 100000-199999/300000");
        assertThat(answer.header("Content-Length")).isEqualTo("100000");
        assertThat(answer.header("Content-Digest")).isNull();
    }

    @Test
    void streamsTheEnd() {
        Response answer = api.request().header("Range", "bytes=-1").get(path);

        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.asByteArray()).containsExactly(BYTES[SIZE - 1]);
    }

    @Test
    void ignoresTheRangeOfAnotherFile() {
        Response answer = api.request()
                .header("Range", "bytes=0-0")
                .header("If-Range", "\"another\"")
                .get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asByteArray()).hasSize(SIZE);
    }

    @Test
    void refusesARangeOutside() {
        Response answer = api.request().header("Range", "bytes=300000-").get(path);

        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(answer.header("Content-Range")).isEqualTo("bytes */300000");
        assertThat(answer.contentType()).startsWith("application/problem+json");
    }

    @Test
    void sendsNothingToWhoHasItAlready() {
        for (String method : new String[] {"GET", "HEAD"}) {
            Response answer =
                    api.request().header("If-None-Match", "\"x\", " + etag()).request(method, path);

            assertThat(answer.statusCode()).isEqualTo(304);
            assertThat(answer.header("ETag")).isEqualTo(etag());
            assertThat(answer.asByteArray()).isEmpty();
        }
    }

    @Test
    void givesALinkThatWorksWithoutAKeyForAShortTime() {
        Response answer = api.request().post(path + "/link");

        JsonPath link = answer.then().statusCode(200).extract().jsonPath();
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(Instant.parse(link.getString("expiresAt")))
                .isBetween(Instant.now(), Instant.now().plusSeconds(301));
        Response read = given().urlEncodingEnabled(false).get(link.getString("url"));
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.asByteArray()).isEqualTo(BYTES);
    }

    @Test
    void saysThatAFileIsGone() {
        store.delete(at);

        Response answer = api.get(path);

        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(answer.jsonPath().getString("type")).isEqualTo("urn:scanrelay:problem:artifact-gone");
    }

    private static void expectHeaders(Response answer) {
        assertThat(answer.header("ETag")).isEqualTo(etag());
        assertThat(answer.header("Content-Type")).isEqualTo("model/stl");
        assertThat(answer.header("Content-Disposition")).isEqualTo("attachment; filename=\"mesh-r1-1.stl\"");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Accept-Ranges")).isEqualTo("bytes");
        assertThat(answer.header("Repr-Digest")).isEqualTo(digest());
        assertThat(answer.header("Cache-Control")).isEqualTo("private, no-cache, no-transform");
    }

    private static String etag() {
        return '"' + Samples.sha256(BYTES).hex() + '"';
    }

    private static String digest() {
        byte[] raw = HexFormat.of().parseHex(Samples.sha256(BYTES).hex());
        return "sha-256=:" + Base64.getEncoder().encodeToString(raw) + ":";
    }

    private static byte[] bytes() {
        byte[] bytes = new byte[SIZE];
        new Random(7).nextBytes(bytes);
        return bytes;
    }
}
