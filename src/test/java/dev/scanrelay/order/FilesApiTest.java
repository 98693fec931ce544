package dev.scanrelay.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.concurrent.Slots;
import dev.scanrelay.content.Classification;
import dev.scanrelay.content.EntryKind;
import dev.scanrelay.content.Fingerprint;
import dev.scanrelay.content.Jaw;
import dev.scanrelay.content.Role;
import dev.scanrelay.content.VendorName;
import dev.scanrelay.testing.AuditLog;
import dev.scanrelay.testing.Services;
import dev.scanrelay.transfer.ObjectAddress;
import dev.scanrelay.transfer.ObjectStore;
import dev.scanrelay.transfer.Stored;
import dev.scanrelay.transfer.StoredFile;
import dev.scanrelay.transfer.Unpacked;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Services.class)
class FilesApiTest {

    private static final byte[] ZIP = bytes(1, 900_000);
    private static final byte[] UPPER = bytes(2, 700_000);
    private static final byte[] LOWER = bytes(3, 500_000);
    private static final byte[] PICTURE = bytes(4, 40_000);

    @Inject
    Workbench bench;

    @Inject
    ObjectStore store;

    @Inject
    AuditLog log;

    @Inject
    @Identifier(OrderSlots.ZIPS) Slots slots;

    @Inject
    OrderConfig config;

    private final String account = "zip-" + UUID.randomUUID().toString().substring(0, 12);
    private ApiClient api;
    private StoredFile lower;
    private UUID order;
    private String path;

    @BeforeEach
    void storeAScan() {
        api = ApiClient.admin();
        lower = stored("Quillfeather_l.stl", mesh(Jaw.LOWER), "model/stl", "stl", LOWER);
        order = bench.wanted(account);
        record(new Unpacked.Complete(List.of(
                stored("Quillfeather_u.stl", mesh(Jaw.UPPER), "model/stl", "stl", UPPER),
                lower,
                stored("gallery.jpg", kind(EntryKind.IMAGE), "image/jpeg", "jpg", PICTURE))));
        path = "/api/v1/orders/" + order + "/files";
    }

    @Test
    void givesEveryFileOfTheLatestRevisionOnceUnderNamesThatSayNothingOfAPerson() throws IOException {
        Response answer = api.get(path);

        Map<String, byte[]> files = unzipped(answer);
        assertThat(files.keySet())
                .containsExactly("mesh-occlusion-upper-r1-2.stl", "mesh-occlusion-lower-r1-3.stl", "image-r1-4.jpg");
        assertThat(files.get("mesh-occlusion-upper-r1-2.stl")).isEqualTo(UPPER);
        assertThat(files.get("mesh-occlusion-lower-r1-3.stl")).isEqualTo(LOWER);
        assertThat(files.get("image-r1-4.jpg")).isEqualTo(PICTURE);
        assertThat(answer.contentType()).isEqualTo("application/zip");
        assertThat(answer.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"order-" + order + "-r1.zip\"");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Cache-Control")).isEqualTo("private, no-cache, no-transform");
        assertThat(answer.header("ETag")).startsWith("W/\"");
    }

    @ParameterizedTest
    @CsvSource({
        "kind=mesh, 2",
        "kind=mesh&kind=image, 3",
        "format=jpg, 1",
        "format=stl&format=jpg, 3",
        "kind=mesh&format=jpg, 0",
        "kind=archive, 1",
        "format=zip, 1",
        "kind=margin, 0",
        "revision=1&kind=image, 1",
    })
    void givesTheKindsAndFormatsThatAreChosen(String query, int found) throws IOException {
        Response answer = api.get(path + "?" + query);

        if (found == 0) {
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.jsonPath().getString("type")).isEqualTo("urn:scanrelay:problem:no-such-files");
        } else {
            assertThat(unzipped(answer)).hasSize(found);
        }
    }

    @Test
    void givesAnArchiveThatCouldNotBeUnpacked() throws IOException {
        record(new Unpacked.Refused("bomb"));

        assertThat(unzipped(api.get(path)).values()).containsExactly(ZIP);
        assertThat(unzipped(api.get(path + "?revision=1"))).hasSize(3);
    }

    @Test
    void makesOnlySoManyZipsAtATimeAndGivesEachPlaceBack() {
        List<Slots.Slot> taken = Stream.generate(() -> slots.take().orElseThrow())
                .limit(config.maxZips())
                .toList();

        Response oneMore = api.get(path);
        taken.forEach(Slots.Slot::close);

        assertThat(oneMore.statusCode()).isEqualTo(503);
        assertThat(oneMore.header("Retry-After")).isNotBlank();
        for (int zip = 0; zip <= config.maxZips(); zip++) {
            assertThat(api.get(path + "?kind=image").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void sendsNothingToWhoHasTheFilesAlready() {
        String etag = api.get(path).header("ETag");

        Response again = api.request().header("If-None-Match", etag).get(path);

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.header("ETag")).isEqualTo(etag);
        assertThat(api.get(path + "?kind=mesh").header("ETag")).isNotEqualTo(etag);
    }

    @Test
    void answersHeadWithTheSameHeaders() {
        Response answer = api.request().head(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("ETag")).isEqualTo(api.get(path).header("ETag"));
        assertThat(answer.contentType()).isEqualTo("application/zip");
    }

    @Test
    void breaksTheConnectionWhenAStoredFileIsNotTheOneThatWasStored() {
        byte[] other = bytes(5, LOWER.length);
        store.put(lower.at(), other, other.length, "model/stl");

        assertThatThrownBy(() -> download(path)).isInstanceOf(IOException.class);
    }

    @Test
    void recordsADownloadThatBrokeOffAsThat() {
        store.delete(lower.at());

        assertThatThrownBy(() -> download(path)).isInstanceOf(IOException.class);

        String about = " account:" + account + " order:" + order + " patient:7c6f1d52";
        await("what became of it")
                .untilAsserted(
                        () -> assertThat(log.lines("action = 'order-files.download' and r.id in (select record_id"
                                        + " from audit_subject where kind = 'order' and subject_id = '" + order + "')"))
                                .containsExactly(
                                        "ended order-files.download ok 200" + about,
                                        "broke-off order-files.download failed 200" + about));
    }

    @Test
    void recordsADownloadThatCameWholeOnce() throws Exception {
        download(path);

        assertThat(log.lines("action = 'order-files.download' and r.id in (select record_id"
                        + " from audit_subject where kind = 'order' and subject_id = '" + order + "')"))
                .singleElement()
                .asString()
                .startsWith("ended order-files.download ok 200 ");
    }

    @Test
    void breaksTheConnectionWhenAFileIsMissingInMidDownload() {
        store.delete(lower.at());

        assertThatThrownBy(() -> download(path)).isInstanceOf(IOException.class);
    }

    @Test
    void saysThatTheFirstFileIsGone() {
        store.delete(lower.at());

        Response gone = ofOne(lower);

        assertThat(gone.statusCode()).isEqualTo(410);
    }

    @ParameterizedTest
    @CsvSource({"kind=movie,kind", "format=.stl,format", "format=STL,format", "revision=0,revision", "x=1,kind"})
    void refusesByNameWhatHasTheWrongForm(String query, String named) {
        Response answer = api.get(path + "?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("detail")).contains(named);
    }

    @Test
    void knowsNoOrderOfAnotherAndNeedsItsScope() {
        bench.execute("insert into partner (id, name) values ('orders-other', 'Other') on conflict do nothing");

        assertThat(ApiClient.adminOf("orders-other").get(path).statusCode()).isEqualTo(404);
        assertThat(api.with(List.of("artifacts:read"), List.of("another"))
                        .get(path)
                        .statusCode())
                .isEqualTo(404);
        assertThat(api.with(List.of("orders:read"), List.of()).get(path).statusCode())
                .isEqualTo(403);
        assertThat(api.get(path + "?revision=2").statusCode()).isEqualTo(404);
        assertThat(api.get("/api/v1/orders/" + bench.wanted(account) + "/files").statusCode())
                .isEqualTo(404);
    }

    private Response ofOne(StoredFile file) {
        UUID one = bench.wanted(account);
        bench.record(
                one,
                Samples.facts("Completed"),
                Samples.content(true, Fingerprint.RULE_VERSION, new Stored(file, "00000000", new Unpacked.None())));
        return api.get("/api/v1/orders/" + one + "/files");
    }

    private void record(Unpacked unpacked) {
        StoredFile zip = stored("Quillfeather.zip", kind(EntryKind.ARCHIVE), "application/zip", "zip", ZIP);
        bench.record(
                order,
                Samples.facts("Completed"),
                Samples.content(true, Fingerprint.RULE_VERSION, new Stored(zip, "00000000", unpacked)));
    }

    private StoredFile stored(String name, Classification is, String mediaType, String extension, byte[] bytes) {
        ObjectAddress at = store.place().at("orders/test/" + UUID.randomUUID() + "/1." + extension);
        store.put(at, bytes, bytes.length, mediaType);
        return new StoredFile(
                at, new VendorName(name), is, mediaType, bytes.length, Samples.sha256(bytes), Samples.sha256(bytes));
    }

    private byte[] download(String from) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + RestAssured.port + from);
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .header("Authorization", "Bearer " + api.key())
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
        }
    }

    private static Map<String, byte[]> unzipped(Response answer) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(200);
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(answer.asByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                assertThat(files.put(entry.getName(), zip.readAllBytes())).isNull();
            }
        }
        return files;
    }

    private static Classification mesh(Jaw jaw) {
        return new Classification(EntryKind.MESH, Optional.of(Role.OCCLUSION), Optional.of(jaw));
    }

    private static Classification kind(EntryKind kind) {
        return new Classification(kind, Optional.empty(), Optional.empty());
    }

    private static byte[] bytes(long seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
