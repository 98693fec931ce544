package dev.scanrelay.local.sandbox;

import static dev.scanrelay.local.sandbox.SandboxFlowTest.unzip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.scanrelay.testing.SandboxClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxDownloadTest {

    static final long ACCOUNT = 104233;
    static final Map<String, ?> SMALL = Map.of("bytes", 100_000, "imageWidth", 160);

    static Sandbox sandbox;
    static SandboxClient scenario;
    static Partner partner;
    static JsonNode tokens;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxConfig.defaults());
        scenario = new SandboxClient(sandbox.baseUri());
        partner = new Partner(sandbox);
        tokens = JsonNodeFactory.instance
                .objectNode()
                .put("access_token", scenario.pair(ACCOUNT, Optional.empty()).accessToken());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @AfterEach
    void mend() {
        scenario.clearFaults();
        scenario.behaviour(ACCOUNT, Map.of("storage", "DIRECT", "chunked", false, "downloadedVanish", false));
    }

    @Test
    void everyDownloadIsAnotherZipOfTheSameFiles() throws Exception {
        var scan = scenario.scan(ACCOUNT, SMALL);
        var first = get(scan);
        var second = get(scan);

        assertThat(first.body()).isNotEqualTo(second.body()).hasSameSizeAs(second.body());
        assertThat(etag(first)).isNotEqualTo(etag(second));
        var one = unzip(first.body());
        var other = unzip(second.body());
        var changed = one.keySet().stream()
                .filter(name -> !Arrays.equals(one.get(name), other.get(name)))
                .toList();
        assertThat(changed)
                .containsExactly(
                        "itero_export_#%d_v50.xml".formatted(scan.order()), "Rx_%d.html".formatted(scan.order()));
        assertThat(withoutTime(one.get(changed.getFirst()))).isEqualTo(withoutTime(other.get(changed.getFirst())));
        for (var entry : scenario.contents(scan.rxId()).entries()) {
            entry.sha256()
                    .ifPresent(sha -> assertThat(sha256(one.get(entry.name()))).isEqualTo(sha));
        }
    }

    @Test
    void aNewSandboxWithTheSameSeedMakesTheSameFiles() {
        var config = SandboxConfig.defaults().withSeed(7);
        try (var one = Sandbox.start(config);
                var other = Sandbox.start(config)) {
            assertThat(digests(one)).isEqualTo(digests(other)).isNotEmpty();
        }
    }

    private static List<SandboxClient.Entry> digests(Sandbox sandbox) {
        var client = new SandboxClient(sandbox.baseUri());
        return client.contents(client.scan(ACCOUNT, SMALL).rxId()).entries().stream()
                .filter(entry -> !entry.printed())
                .toList();
    }

    @Test
    void aReScanHasNewMeshesAndAMarginChangeOnlyNewMargins() {
        var scan = scenario.scan(ACCOUNT, Map.of("kind", "RESTORATIVE", "bytes", 60_000, "imageWidth", 160));
        var before = digests(scan);
        scenario.event(scan.rxId(), "REEXPORT");
        assertThat(digests(scan)).isEqualTo(before);
        scenario.event(scan.rxId(), "MARGIN_CHANGE");
        var margin = digests(scan);
        assertThat(differing(before, margin))
                .allMatch(name -> name.contains("MarginLine"))
                .hasSize(2);
        scenario.rescan(scan.rxId());
        assertThat(differing(margin, digests(scan))).hasSize(6);
    }

    @Test
    void aChangedPatientShowsInTheOrderAndNotInTheFiles() throws Exception {
        var scan = scenario.scan(ACCOUNT, SMALL);
        scenario.changePatient(scan.rxId(), Map.of("lastName", "Neuername"));
        assertThat(partner.order(tokens, ACCOUNT, scan.rxId())
                        .path("patient")
                        .path("lastName")
                        .asText())
                .isEqualTo("Neuername");
        assertThat(new String(unzip(get(scan).body()).values().iterator().next(), StandardCharsets.UTF_8))
                .doesNotContain("Neuername");
    }

    @Test
    void theZipIsReadableFromItsDirectoryAndItsPicturesDecode() throws Exception {
        var scan = scenario.scan(ACCOUNT);
        var file = Files.write(folder.resolve("scan.zip"), get(scan).body());
        try (var zip = new ZipFile(file.toFile())) {
            assertThat(zip.size()).isEqualTo(10);
            var picture = zip.getInputStream(zip.getEntry("gallery_#%d_penta_front_m.jpg".formatted(scan.order())));
            assertThat(ImageIO.read(picture).getWidth()).isEqualTo(320);
        }
    }

    @Test
    void aRestorativeExportHasColouredMeshesMarginsAndAPdf() throws Exception {
        var scan = scenario.scan(ACCOUNT, Map.of("kind", "RESTORATIVE", "bytes", 100_000, "imageWidth", 160));
        var entries = unzip(get(scan).body());
        assertThat(entries.keySet())
                .contains("iTero_Rx_%d.pdf".formatted(scan.order()), scan.order() + "_MarginLine_16.xyz")
                .filteredOn(name -> name.endsWith(".xml"))
                .hasSize(3);
        var ply = entries.get(scan.order() + "_UpperJawScan.ply");
        var header = new String(ply, 0, 400, StandardCharsets.US_ASCII);
        int vertices = Integer.parseInt(header.replaceAll("(?s).*element vertex (\\d+).*", "$1"));
        int faces = Integer.parseInt(header.replaceAll("(?s).*element face (\\d+).*", "$1"));
        int body = ply.length - header.indexOf("end_header\n") - "end_header\n".length();
        assertThat(body).isEqualTo(15 * vertices + 13 * faces);
    }

    @Test
    void onlyTheFilesThatAreAskedForCome() throws Exception {
        var scan = scenario.scan(ACCOUNT, SMALL);
        var gallery = partner.get(artifacts(scan, "?type=IMAGE_GALLERY"), Partner.bearer(tokens));
        assertThat(ImageIO.read(new ByteArrayInputStream(gallery.body()))).isNotNull();
        var all = unzip(partner.get(artifacts(scan, ""), Partner.bearer(tokens)).body());
        assertThat(all.keySet())
                .containsExactly(
                        "OrthoCAD_Export_%d.zip".formatted(scan.order()), "gallery_#%d.jpg".formatted(scan.order()));
        assertThat(partner.get(artifacts(scan, "?type=XYZ"), Partner.bearer(tokens))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aRangeOfTheSameBuildContinuesIt() {
        var scan = scenario.scan(ACCOUNT, SMALL);
        var whole = get(scan);
        var rest = get(scan, "Range", "bytes=1000-", "If-Range", etag(whole));
        assertThat(rest.statusCode()).isEqualTo(206);
        assertThat(rest.headers().firstValue("Content-Range"))
                .contains("bytes 1000-%d/%d".formatted(whole.body().length - 1, whole.body().length));
        assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(whole.body(), 1000, whole.body().length));
        var last = get(scan, "Range", "bytes=-22", "If-Range", etag(whole));
        assertThat(last.body())
                .isEqualTo(Arrays.copyOfRange(whole.body(), whole.body().length - 22, whole.body().length));
    }

    @Test
    void aRangeOfABuildThatIsGoneGetsTheWholeOfANewOne() {
        var scan = scenario.scan(ACCOUNT, SMALL);
        var whole = get(scan);
        scenario.fault(Map.of("kind", "ETAG_CHANGES", "times", 1));
        var changed = get(scan, "Range", "bytes=1000-", "If-Range", etag(whole));
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.body()).hasSameSizeAs(whole.body()).isNotEqualTo(whole.body());

        scenario.rescan(scan.rxId());
        assertThat(get(scan, "Range", "bytes=1000-", "If-Range", etag(whole)).statusCode())
                .isEqualTo(200);
        assertThat(get(scan, "Range", "bytes=99999999-").statusCode()).isEqualTo(416);
    }

    @Test
    void fiveGibibytesAreServedFromAnyOffsetWithoutBeingMade() throws Exception {
        long size = 5L << 30;
        var scan = scenario.scan(
                ACCOUNT,
                Map.of("bytes", size, "rawBytes", size, "artifacts", List.of("IDE", "RAW_SCAN"), "imageWidth", 160));
        var raw = get(scan, "RAW_SCAN", "Range", "bytes=" + (size - 10) + "-");
        assertThat(raw.headers().firstValue("Content-Range"))
                .contains("bytes %d-%d/%d".formatted(size - 10, size - 1, size));

        var order =
                partner.order(tokens, ACCOUNT, scan.rxId()).path("artifacts").get(0);
        long declared = order.path("sizeBytes").asLong();
        assertThat(declared).isBetween(size, size + 500_000);
        var start = get(scan, "IDE", "Range", "bytes=0-3");
        assertThat(start.body()).containsExactly('P', 'K', 3, 4);
        var end = get(scan, "IDE", "Range", "bytes=-22", "If-Range", etag(start));
        assertThat(end.headers().firstValue("Content-Range").orElseThrow()).endsWith("/" + declared);
        assertThat(end.body()).startsWith('P', 'K', 5, 6);
    }

    @Test
    void rawBytesComeFast() {
        var scan = scenario.scan(ACCOUNT, Map.of("rawBytes", 64 << 20, "artifacts", List.of("RAW_SCAN")));
        var body = get(scan, "RAW_SCAN").body();
        assertThat(sha256(body))
                .isEqualTo(scenario.contents(scan.rxId())
                        .artifacts()
                        .getFirst()
                        .sha256()
                        .orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"SAME_ORIGIN", "OTHER_ORIGIN"})
    void aDownloadMayBeSentToTheStorage(String storage) throws Exception {
        scenario.behaviour(ACCOUNT, Map.of("storage", storage));
        var scan = scenario.scan(ACCOUNT, SMALL);
        var redirect = get(scan);
        assertThat(redirect.statusCode()).isEqualTo(302);
        var link = URI.create(redirect.headers().firstValue("Location").orElseThrow());
        assertThat(link.getPort() == sandbox.baseUri().getPort()).isEqualTo(storage.equals("SAME_ORIGIN"));

        var first = partner.get(link, "");
        assertThat(unzip(first.body())).hasSize(10);
        assertThat(partner.get(link, "").body()).isEqualTo(first.body());
        var forged = URI.create(link.toString().replace("expires=", "expires=9"));
        assertThat(partner.get(forged, "").statusCode()).isEqualTo(403);
        var withToken = partner.get(link, Partner.bearer(tokens)).statusCode();
        assertThat(withToken).isEqualTo(storage.equals("SAME_ORIGIN") ? 200 : 400);
    }

    @Test
    void aDownloadedOrderMayVanishFromTheList() {
        scenario.behaviour(ACCOUNT, Map.of("downloadedVanish", true));
        var scan = scenario.scan(ACCOUNT, SMALL);
        assertThat(listed(scan)).isTrue();
        get(scan);
        org.awaitility.Awaitility.await().until(() -> !listed(scan));
        assertThat(partner.orderAnswer(tokens, ACCOUNT, scan.rxId()).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"DROP", "WRONG_LENGTH", "TRUNCATED_CHUNKS"})
    void anAnswerThatIsCutFailsAtTheReader(String kind) {
        var scan = scenario.scan(ACCOUNT, SMALL);
        scenario.fault(Map.of("kind", kind, "times", 1, "bytes", 5000, "rxId", scan.rxId()));
        assertThatThrownBy(() -> get(scan)).hasRootCauseInstanceOf(IOException.class);
        assertThat(get(scan).statusCode()).isEqualTo(200);
        assertThat(scenario.ledgerOf(scan.rxId()).served())
                .extracting(SandboxClient.Served::complete)
                .containsExactly(false, true);
    }

    @Test
    void aChunkedAnswerHasNoLength() throws Exception {
        var scan = scenario.scan(ACCOUNT, SMALL);
        scenario.fault(Map.of("kind", "CHUNKED", "times", 1));
        var answer = get(scan);
        assertThat(answer.headers().firstValue("Content-Length")).isEmpty();
        assertThat(unzip(answer.body())).hasSize(10);
    }

    @Test
    void aStalledDownloadSendsNothingMore() {
        var scan = scenario.scan(ACCOUNT, SMALL);
        scenario.fault(Map.of("kind", "STALL", "times", 1, "bytes", 1000));
        var request = java.net.http.HttpRequest.newBuilder(artifacts(scan, "?type=IDE"))
                .header("Authorization", Partner.bearer(tokens))
                .build();
        var answer = partner.http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
        assertThatThrownBy(() -> answer.get(300, java.util.concurrent.TimeUnit.MILLISECONDS))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
        answer.cancel(true);
    }

    @Test
    void aDripComesSlowly() {
        var scan = scenario.scan(ACCOUNT, Map.of("rawBytes", 1000, "artifacts", List.of("RAW_SCAN")));
        scenario.fault(Map.of("kind", "DRIP", "times", 1, "bytesPerSecond", 2000));
        long start = System.nanoTime();
        assertThat(get(scan, "RAW_SCAN").body()).hasSize(1000);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(400));
    }

    @Test
    void aCallMayBeLimitedBrokenUnauthorisedAndLate() {
        var scan = scenario.scan(ACCOUNT, SMALL);
        scenario.fault(Map.of("kind", "RATE_LIMIT", "times", 1, "retryAfterSeconds", 7, "call", "orderByRxId"));
        var limited = partner.orderAnswer(tokens, ACCOUNT, scan.rxId());
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("Retry-After")).contains("7");
        scenario.fault(Map.of("kind", "SERVER_ERROR", "times", 2, "status", 502, "account", ACCOUNT));
        assertThat(status(scan)).isEqualTo(502);
        assertThat(status(scan)).isEqualTo(502);
        scenario.fault(Map.of("kind", "UNAUTHORISED", "after", 1, "times", 1, "account", ACCOUNT));
        assertThat(status(scan)).isEqualTo(200);
        assertThat(status(scan)).isEqualTo(401);
        scenario.fault(Map.of("kind", "NOT_THERE_YET", "times", 1, "rxId", scan.rxId()));
        assertThat(status(scan)).isEqualTo(404);
        scenario.fault(Map.of("kind", "EMPTY_ARTIFACTS", "times", 1, "rxId", scan.rxId()));
        assertThat(partner.order(tokens, ACCOUNT, scan.rxId()).path("artifacts"))
                .isEmpty();
        scenario.fault(Map.of("kind", "LATENCY", "times", 1, "millis", 150));
        long start = System.nanoTime();
        assertThat(status(scan)).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(149));
        assertThat(partner.order(tokens, ACCOUNT, scan.rxId()).path("artifacts"))
                .hasSize(2);
    }

    @Test
    void hostileZipsAreWhatTheySay() throws Exception {
        var scan = scenario.scan(ACCOUNT, SMALL);
        scenario.variant(scan.rxId(), "ZIP_BOMB");
        var file = Files.write(folder.resolve("bomb.zip"), get(scan).body());
        try (var zip = new ZipFile(file.toFile())) {
            var bomb = zip.getEntry("segmentation.bin");
            assertThat(bomb.getSize()).isEqualTo(4L << 30);
            assertThat(zip.getInputStream(bomb).readNBytes(3 << 20)).containsOnly(0);
            assertThat(bomb.getCompressedSize()).isLessThan(20L << 20);
        }
        scenario.variant(scan.rxId(), "DOT_DOT");
        assertThat(unzip(get(scan).body()).keySet()).anyMatch(name -> name.startsWith("../"));
        scenario.variant(scan.rxId(), "NOT_A_ZIP");
        assertThat(unzip(get(scan).body())).isEmpty();
        scenario.variant(scan.rxId(), "BAD_CRC");
        assertThatThrownBy(() -> unzip(get(scan).body())).hasMessageContaining("CRC");
        scenario.variant(scan.rxId(), "PLAIN");
        scenario.fault(Map.of("kind", "BAD_CRC", "times", 1));
        assertThatThrownBy(() -> unzip(get(scan).body())).hasMessageContaining("CRC");
        scenario.fault(Map.of("kind", "HTML_INSTEAD", "times", 1));
        assertThat(get(scan).headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(unzip(get(scan).body())).hasSize(10);
    }

    @Test
    void headersAndPicturesMayDifferInRepeatedDownloads() throws Exception {
        var scan = scenario.scan(ACCOUNT, SMALL);
        var plain = unzip(get(scan).body());
        scenario.fault(Map.of("kind", "VOLATILE_STL_HEADERS"));
        scenario.fault(Map.of("kind", "REENCODED_IMAGES"));
        var fresh = unzip(get(scan).body());
        var name = scan.order() + "_shell_occlusion_l.stl";
        assertThat(fresh.get(name)).isNotEqualTo(plain.get(name));
        assertThat(Arrays.copyOfRange(fresh.get(name), 80, fresh.get(name).length))
                .isEqualTo(Arrays.copyOfRange(plain.get(name), 80, plain.get(name).length));
        var picture = "gallery_#%d.jpg".formatted(scan.order());
        assertThat(fresh.get(picture)).isNotEqualTo(plain.get(picture)).hasSameSizeAs(plain.get(picture));
        assertThat(ImageIO.read(new ByteArrayInputStream(fresh.get(picture)))).isNotNull();
    }

    private int status(SandboxClient.Scan scan) {
        return partner.orderAnswer(tokens, ACCOUNT, scan.rxId()).statusCode();
    }

    private boolean listed(SandboxClient.Scan scan) {
        var uri = URI.create(sandbox.baseUri() + "/eu/orders?pageSize=200&companyId=" + ACCOUNT);
        return Partner.json(partner.get(uri, Partner.bearer(tokens)))
                .path("orders")
                .findValuesAsText("rxId")
                .contains(scan.rxId());
    }

    private Map<String, String> digests(SandboxClient.Scan scan) {
        return scenario.contents(scan.rxId()).entries().stream()
                .filter(entry -> entry.sha256().isPresent())
                .collect(Collectors.toMap(
                        SandboxClient.Entry::name, entry -> entry.sha256().orElseThrow()));
    }

    private static List<String> differing(Map<String, String> one, Map<String, String> other) {
        return one.keySet().stream()
                .filter(name -> !one.get(name).equals(other.get(name)))
                .toList();
    }

    private HttpResponse<byte[]> get(SandboxClient.Scan scan) {
        return get(scan, "IDE");
    }

    private HttpResponse<byte[]> get(SandboxClient.Scan scan, String name, String value, String... more) {
        var headers = new java.util.ArrayList<>(List.of(name, value));
        headers.addAll(List.of(more));
        boolean typed = headers.size() % 2 == 1;
        var type = typed ? headers.removeFirst() : "IDE";
        return partner.get(artifacts(scan, "?type=" + type), Partner.bearer(tokens), headers.toArray(String[]::new));
    }

    private HttpResponse<byte[]> get(SandboxClient.Scan scan, String type) {
        return partner.get(artifacts(scan, "?type=" + type), Partner.bearer(tokens));
    }

    private static URI artifacts(SandboxClient.Scan scan, String query) {
        return URI.create(sandbox.baseUri() + "/eu/orders/" + scan.order() + "/artifacts" + query);
    }

    private static String etag(HttpResponse<byte[]> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    private static String withoutTime(byte[] xml) {
        return new String(xml, StandardCharsets.UTF_8).replaceAll("ExportTime=\"[^\"]*\"", "");
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
