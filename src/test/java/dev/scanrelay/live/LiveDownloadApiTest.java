package dev.scanrelay.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.database.Database;
import dev.scanrelay.flow.FlowProfile;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.Captured;
import dev.scanrelay.testing.Flow;
import dev.scanrelay.testing.SandboxClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(FlowProfile.class)
class LiveDownloadApiTest {

    private static final Map<String, Object> SMALL = Map.of("bytes", 60_000, "imageWidth", 160);

    @Inject
    Pairings pairings;

    @Inject
    Database database;

    @Inject
    MeterRegistry meters;

    private Flow flow;
    private SandboxClient sandbox;
    private Key key;
    private long account;

    @BeforeEach
    void pairAClinic() {
        flow = Flow.with(pairings);
        sandbox = flow.sandbox();
        key = Key.of("artifacts:read");
        account = flow.pairedClinic();
    }

    @AfterEach
    void leavesNothingOpen() {
        sandbox.clearFaults();
        await().until(() -> open() == 0);
    }

    @Test
    void streamsOneTypeAsAlignHasItUnderANameOfOurs() throws IOException {
        var scan = sandbox.scanQuietly(account, SMALL);

        Response answer = key.get(files(account, scan) + "&type=IDE");

        assertThat(unzipped(answer).keySet()).anyMatch(name -> name.endsWith("_shell_occlusion_u.stl"));
        assertThat(answer.contentType()).isEqualTo("application/zip");
        assertThat(answer.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"align-order-" + scan.order() + ".zip\"");
        assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(answer.asByteArray().length));
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Cache-Control")).isEqualTo("private, no-store, no-transform");
    }

    @Test
    void givesSeveralTypesOrAllInOneZip() throws IOException {
        var scan = sandbox.scanQuietly(account, SMALL);

        assertThat(unzipped(key.get(files(account, scan)))).hasSize(2);
        assertThat(unzipped(key.get(files(account, scan) + "&type=IDE&type=IMAGE_GALLERY")))
                .hasSize(2);
        assertThat(key.get(files(account, scan) + "&type=IMAGE_GALLERY").contentType())
                .isEqualTo("image/jpeg");
    }

    @Test
    void givesMeshesInTheFormatThatIsAskedFor() throws IOException {
        var scan = sandbox.scanQuietly(account, SMALL);

        Map<String, byte[]> files = unzipped(
                key.get(files(account, scan) + "&type=IDE&fileFormat=PLY&fileType=TwoFiles_ArchesOrientedInOcclusion"));

        assertThat(files.get(scan.order() + "_shell_occlusion_u.ply"))
                .startsWith("ply\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(files.keySet()).noneMatch(name -> name.endsWith(".stl"));
    }

    @Test
    void needsNoRxOfAnOrderThatWeKnow() {
        var scan = sandbox.scan(account, SMALL);
        flow.ready(scan.rxId(), 1);

        assertThat(key.get(path(account, scan.order()) + "?type=IMAGE_GALLERY").statusCode())
                .isEqualTo(200);
    }

    @Test
    void givesNoOrderOfAnotherClinicThoughOneDoctorWorksInBoth() {
        long other = flow.pairedClinic();
        var foreign = sandbox.scan(other, SMALL);
        flow.ready(foreign.rxId(), 1);
        var own = sandbox.scanQuietly(account, SMALL);

        Response unnamed = key.get(path(account, foreign.order()));
        Response named = key.get(files(account, foreign));
        Response underAnOwnRx = key.get(path(account, foreign.order()) + "?rxId=" + own.rxId());

        assertThat(unnamed.statusCode()).isEqualTo(400);
        assertThat(unnamed.jsonPath().getString("detail")).contains("rxId");
        assertThat(named.statusCode()).isEqualTo(404);
        assertThat(underAnOwnRx.statusCode()).isEqualTo(404);
        assertThat(sandbox.ledgerOf(foreign.rxId()).served())
                .allSatisfy(served -> assertThat(served.type()).isNotEqualTo("IDE+IMAGE_GALLERY"));
        assertThat(pairings.find(PartnerId.DEFAULT, new AccountId(Long.toString(account))))
                .hasValueSatisfying(pairing -> assertThat(pairing.status()).isEqualTo("active"));
    }

    @Test
    void knowsNoAccountOfAnotherAndNeedsItsScope() {
        var scan = sandbox.scanQuietly(account, SMALL);
        Key elsewhere = Key.admin().narrowed(List.of("artifacts:read"), List.of("104233"));

        assertThat(elsewhere.get(files(account, scan)).statusCode()).isEqualTo(404);
        assertThat(Key.ofAnotherPartner(database).get(files(account, scan)).statusCode())
                .isEqualTo(404);
        assertThat(Key.of("orders:read").get(files(account, scan)).statusCode()).isEqualTo(403);
    }

    @Test
    void goesOnWithTheBuildThatADownloadBrokeOffFrom() {
        var scan = sandbox.scanQuietly(account, SMALL);
        Response whole = key.get(files(account, scan) + "&type=IDE");
        byte[] bytes = whole.asByteArray();

        Response rest = key.request()
                .header("Range", "bytes=1000-")
                .header("If-Range", whole.header("ETag"))
                .get(files(account, scan) + "&type=IDE");

        assertThat(rest.statusCode()).isEqualTo(206);
        assertThat(rest.header("Content-Range")).isEqualTo("bytes 1000-" + (bytes.length - 1) + "/" + bytes.length);
        assertThat(rest.asByteArray()).isEqualTo(Arrays.copyOfRange(bytes, 1000, bytes.length));
    }

    @Test
    void saysThatARangeLiesBehindTheEnd() {
        var scan = sandbox.scanQuietly(account, SMALL);
        Response whole = key.get(files(account, scan) + "&type=IDE");

        Response beyond = key.request()
                .header("Range", "bytes=" + whole.asByteArray().length + "-")
                .header("If-Range", whole.header("ETag"))
                .get(files(account, scan) + "&type=IDE");

        assertThat(beyond.statusCode()).isEqualTo(416);
        assertThat(beyond.jsonPath().getString("type")).endsWith("range-not-satisfiable");
    }

    @Test
    void ignoresARangeThatDoesNotSayOfWhichBuild() {
        var scan = sandbox.scanQuietly(account, SMALL);

        Response answer = key.request().header("Range", "bytes=1000-").get(files(account, scan) + "&type=IDE");

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SAME_ORIGIN", "OTHER_ORIGIN"})
    void followsAlignToItsStorageByItself(String storage) throws IOException {
        sandbox.behaviour(account, Map.of("storage", storage));
        var scan = sandbox.scanQuietly(account, SMALL);

        Response answer = key.get(files(account, scan) + "&type=IDE");

        assertThat(unzipped(answer)).isNotEmpty();
        assertThat(answer.getHeaders().toString()).doesNotContain("/storage/");
    }

    @ParameterizedTest
    @CsvSource({
        "fileFormat=OBJ, 400, fileFormat",
        "fileType=Cube, 400, fileType",
        "fileFormat=a.b, 400, fileFormat",
        "type=../x, 400, type",
        "format=stl, 400, fileFormat",
        "type=RAW_SCAN, 404, account",
    })
    void saysWhatCanNotBeHad(String query, int status, String named) {
        var scan = sandbox.scanQuietly(account, SMALL);

        Response answer = key.get(files(account, scan) + "&" + query);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getString("detail")).contains(named);
    }

    @ParameterizedTest
    @CsvSource({"SERVER_ERROR,align-unavailable", "RATE_LIMIT,align-rate-limited", "HTML_INSTEAD,align-unavailable"})
    void saysWhenToComeAgainWhileAlignIsOutOrLimitsUs(String fault, String code) {
        var scan = sandbox.scanQuietly(account, SMALL);
        sandbox.fault(Map.of("kind", fault, "account", account, "call", "downloadOrder"));

        Response answer = key.get(files(account, scan));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.jsonPath().getString("code")).isEqualTo(code);
        assertThat(answer.jsonPath().getBoolean("retryable")).isTrue();
        assertThat(answer.header("Retry-After")).isNotBlank();
    }

    @Test
    void breaksOffWhereAlignDoes() {
        var scan = sandbox.scanQuietly(account, Map.of("bytes", 4_000_000, "imageWidth", 0, "stored", true));
        sandbox.fault(Map.of("kind", "DROP", "account", account, "call", "downloadOrder", "bytes", 2_000_000));

        assertThatThrownBy(() -> download(files(account, scan) + "&type=IDE")).isInstanceOf(IOException.class);
    }

    @Test
    void saysThatAlignIsOutIfItBreaksOffBeforeTheAnswerHasBegun() {
        var scan = sandbox.scanQuietly(account, SMALL);
        sandbox.fault(Map.of("kind", "DROP", "account", account, "call", "downloadOrder", "bytes", 1000));

        Response answer = key.get(files(account, scan) + "&type=IDE");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("align-unavailable");
    }

    @Test
    void letsGoOfAlignWhenTheReaderHangsUp() throws IOException {
        var scan = sandbox.scanQuietly(
                account, Map.of("bytes", 400_000_000, "imageWidth", 0, "stored", true, "artifacts", List.of("IDE")));

        double failedBefore = failed();
        try (Captured log = Captured.start()) {
            hangUp(account, scan);

            await().until(() -> open() == 0);
            // Whether anything is logged depends on what was being written when the reader left.
            assertThat(log.text()).doesNotContain("status=500", "IOException", "ClosedChannel");
        }
        assertThat(failed()).isEqualTo(failedBefore);
    }

    private double failed() {
        return meters.find("http.server.requests").tag("outcome", "SERVER_ERROR").timers().stream()
                .mapToDouble(timer -> timer.count())
                .sum();
    }

    private void hangUp(long account, SandboxClient.Scan scan) throws IOException {
        try (Socket reader = new Socket("127.0.0.1", RestAssured.port)) {
            reader.getOutputStream()
                    .write(("GET " + files(account, scan) + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                                    + key.secret() + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(reader.getInputStream().readNBytes(100_000)).hasSize(100_000);
            assertThat(open()).isEqualTo(1);
        }
    }

    private double open() {
        return meters.get(LiveSlots.GAUGE).gauge().value();
    }

    private static String files(long account, SandboxClient.Scan scan) {
        return path(account, scan.order()) + "?rxId=" + scan.rxId();
    }

    private static String path(long account, long order) {
        return "/api/v1/accounts/" + account + "/align-orders/" + order + "/files";
    }

    private byte[] download(String from) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + RestAssured.port + from);
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .header("Authorization", "Bearer " + key.secret())
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
        }
    }

    private static Map<String, byte[]> unzipped(Response answer) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(200);
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(answer.asByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }
}
