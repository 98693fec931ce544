package dev.scanrelay.listen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.order.ReadyOrders;
import dev.scanrelay.testing.Services;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each listener as a process of its own, against the real service and its store. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(Services.class)
class ListenerTest {

    private static final int LARGE = 6_000_000;

    @TempDir
    static Path certificates;

    private static Certificate certificate;

    @TempDir
    Path clinic;

    @Inject
    ReadyOrders orders;

    @TestHTTPResource("/")
    URI service;

    private final String account = "ls" + UUID.randomUUID().toString().substring(0, 8);
    private final Random random = new Random(11);
    private final List<Listening> started = new ArrayList<>();
    private final Map<String, String> settings = new HashMap<>();
    private String key;
    private Road road;

    @BeforeAll
    static void makeACertificate() {
        certificate = new Certificate(certificates);
    }

    @BeforeEach
    void connect() {
        key = keyWith(Set.of("events:read", "orders:read", "artifacts:read"));
        road = Road.to(service);
        settings.put("SCANRELAY_URL", road.url());
        settings.put("SCANRELAY_KEY", key);
    }

    @AfterEach
    void saidNothingThatItMustNot() {
        started.forEach(Listening::close);
        road.close();
        started.forEach(listening -> assertThat(listening.said())
                .doesNotContain(key)
                .doesNotContain("Quillfeather")
                .doesNotContain("X-Amz"));
    }

    @ParameterizedTest
    @EnumSource
    void savesEachFileOnce(Program program) throws IOException {
        byte[] upper = bytes(5_000);
        byte[] lower = bytes(7_000);
        UUID first = orders.ready(account, upper, lower);

        assertThat(once(program)).isZero();

        assertThat(files())
                .isEqualTo(Map.of(
                        account + "/" + first + "/r1/mesh-r1-2.stl", sha256(upper),
                        account + "/" + first + "/r1/mesh-r1-3.stl", sha256(lower)));
        assertThat(road.downloads()).hasSize(2);

        road.forget();
        byte[] anew = bytes(3_000);
        orders.revised(first, anew);
        assertThat(once(program)).isZero();

        assertThat(road.downloads()).hasSize(1);
        assertThat(files()).hasSize(3).containsEntry(account + "/" + first + "/r2/mesh-r2-2.stl", sha256(anew));
    }

    @ParameterizedTest
    @EnumSource
    void fetchesNothingThatIsThereThoughItsPlaceIsLost(Program program) throws IOException {
        orders.ready(account, bytes(5_000));
        assertThat(once(program)).isZero();
        Files.delete(place());
        road.forget();

        assertThat(once(program)).isZero();

        assertThat(road.downloads()).isEmpty();
        assertThat(files()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void goesOnWhereItWasKilled(Program program) throws IOException {
        byte[] mesh = bytes(LARGE);
        orders.ready(account, mesh);
        road.turn("/artifacts/", road.stallAfter(LARGE / 2));
        Listening killed = start(program, "--once");
        await().atMost(Duration.ofSeconds(30)).until(() -> partSize() > LARGE / 4);
        killed.close();
        long had = partSize();
        assertThat(place()).doesNotExist();
        road.straight();
        road.forget();

        assertThat(once(program)).isZero();

        assertThat(road.downloads()).singleElement().satisfies(again -> {
            assertThat(again.range()).contains("bytes=" + had + "-");
            assertThat(again.ifRange()).contains("\"" + sha256(mesh) + "\"");
        });
        assertThat(files().values()).containsExactly(sha256(mesh));
        assertThat(place()).exists();
    }

    @ParameterizedTest
    @EnumSource
    void goesOnAfterACut(Program program) throws IOException {
        byte[] mesh = bytes(LARGE);
        orders.ready(account, mesh);
        road.turn("/artifacts/", 1, Road.cutAfter(LARGE / 2));

        assertThat(once(program)).isZero();

        assertThat(road.downloads()).hasSize(2);
        assertThat(road.downloads().getLast().range()).isPresent();
        assertThat(files().values()).containsExactly(sha256(mesh));
    }

    @ParameterizedTest
    @EnumSource
    void takesAStalledConnectionForDead(Program program) throws IOException {
        byte[] mesh = bytes(LARGE);
        orders.ready(account, mesh);
        road.turn("/artifacts/", 1, road.stallAfter(LARGE / 2));

        assertThat(once(program, "--patience", "1")).isZero();

        assertThat(files().values()).containsExactly(sha256(mesh));
    }

    @ParameterizedTest
    @EnumSource
    void fetchesAnewWhatCameDamaged(Program program) throws IOException {
        byte[] mesh = bytes(5_000);
        orders.ready(account, mesh);
        road.turn("/artifacts/", 2, Road.damaged());

        assertThat(once(program)).isZero();

        assertThat(road.downloads())
                .hasSize(3)
                .allSatisfy(one -> assertThat(one.range()).isEmpty());
        assertThat(files().values()).containsExactly(sha256(mesh));
    }

    @ParameterizedTest
    @EnumSource
    void neverSavesWhatStaysDamagedNorLetsItHoldUpOthers(Program program) throws IOException {
        byte[] bad = bytes(5_000);
        UUID order = orders.ready(account, bad);
        byte[] good = bytes(6_000);
        orders.ready(account, good);
        road.turn(order + "/artifacts/", Road.damaged());

        assertThat(once(program)).isEqualTo(3);

        assertThat(files().values()).containsExactly(sha256(good));
        assertThat(Files.readString(folder().resolve(".scanrelay-place.owed"))).isEqualTo(order + " 1\n");
        assertThat(said()).contains("ERROR");

        assertThat(once(program)).isEqualTo(3);
        road.straight();
        assertThat(once(program)).isZero();

        assertThat(files().values()).containsExactlyInAnyOrder(sha256(good), sha256(bad));
    }

    @ParameterizedTest
    @EnumSource
    void leavesByAProxyThatWantsALogin(Program program) throws IOException {
        byte[] mesh = bytes(LARGE);
        orders.ready(account, mesh);
        String login = Base64.getEncoder().encodeToString("anna:s3cret:%".getBytes(UTF_8));
        try (Road safe = Road.to(service, certificate.context());
                ClinicProxy proxy = new ClinicProxy(login, safe.port())) {
            settings.put("SCANRELAY_URL", "https://scans.example.com");
            settings.put("HTTPS_PROXY", "http://anna:s3cret%3A%25@localhost:" + proxy.port());

            assertThat(once(program)).as(this::said).isZero();

            assertThat(files().values()).containsExactly(sha256(mesh));
            assertThat(proxy.asked())
                    .isNotEmpty()
                    .allSatisfy(head -> assertThat(head)
                            .startsWith("CONNECT scans.example.com:443 ")
                            .doesNotContain(key));
            assertThat(said()).doesNotContain("s3cret");
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsWhereTheProxyRefusesTheLogin(Program program) throws IOException {
        try (Road safe = Road.to(service, certificate.context());
                ClinicProxy proxy = new ClinicProxy("another", safe.port())) {
            settings.put("SCANRELAY_URL", "https://scans.example.com");
            settings.put("SCANRELAY_PROXY", "http://anna:s3cret@localhost:" + proxy.port());

            assertThat(once(program)).isEqualTo(1);

            assertThat(said().lines().filter(line -> line.contains("ERROR")))
                    .singleElement()
                    .asString()
                    .contains("proxy wants a user and a password, or refuses");
            assertThat(said()).doesNotContain("s3cret");
            assertThat(safe.passed()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void trustsNoCertificateThatItDoesNotKnow(Program program, @TempDir Path others) {
        try (Road safe = Road.to(service, new Certificate(others).context())) {
            settings.put("SCANRELAY_URL", safe.url());

            assertThat(once(program)).isEqualTo(3);

            assertThat(said()).contains("no safe connection");
            assertThat(safe.passed()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsHostileNamesInItsFolder(Program program) throws IOException {
        UUID order = orders.ready(
                account, bytes(10), bytes(11), bytes(12), bytes(13), bytes(14), bytes(15), bytes(16), bytes(17));
        List<String> names = List.of(
                "../../outside.stl",
                "CON.stl",
                "c:\\\\windows\\\\x:y*?.stl",
                ".scanrelay-place",
                "x".repeat(400) + ".stl",
                "...",
                "COM1",
                "\\u202e\\u0000\\ud83d\\ude00lts.exe ");
        road.turn("/revisions/1", Road.rewritten(answer -> {
            String changed = answer;
            for (int at = 0; at < names.size(); at++) {
                changed = changed.replace("\"mesh-r1-" + (at + 2) + ".stl\"", "\"" + names.get(at) + "\"");
            }
            return changed;
        }));

        assertThat(once(program, "--name", "a b/{order}-{file}")).as(this::said).isZero();
        assertThat(once(
                        program,
                        "--name",
                        "{order}/{file}",
                        "--state",
                        clinic.resolve("other").toString()))
                .as(this::said)
                .isZero();

        String start = order + "/";
        assertThat(files().keySet().stream().filter(name -> name.startsWith(start)))
                .containsExactlyInAnyOrder(
                        start + "_.._.._outside.stl",
                        start + "_CON.stl",
                        start + "c__windows_x_y__.stl",
                        start + "_.scanrelay-place",
                        start + "x".repeat(60) + ".stl",
                        start + "_",
                        start + "_COM1",
                        start + "___lts.exe_");
        assertThat(files()).hasSize(16);
        try (Stream<Path> beside = Files.list(clinic)) {
            assertThat(beside.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("scans", "said", "other", "other.lock");
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNotTakeATemplateThatWouldMixFilesUp(Program program) {
        assertThat(once(program, "--name", "{kind}.stl")).isEqualTo(2);
        assertThat(once(program, "--name", "../{artifact}")).isEqualTo(2);
        assertThat(once(program, "--name", "{nonsense}/{artifact}")).isEqualTo(2);
        assertThat(road.passed()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void endsWithOneLineWhenItsKeyIsRefused(Program program) {
        settings.put("SCANRELAY_KEY", keyWith(Set.of("orders:read")));

        assertThat(once(program)).isEqualTo(1);

        assertThat(said().lines().filter(line -> line.contains("ERROR")))
                .singleElement()
                .asString()
                .contains("refuses the key (403)", "events:read");
        assertThat(road.passed()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void takesItsKeyFromAFile(Program program) throws IOException {
        orders.ready(account, bytes(10));
        Path file = Files.writeString(clinic.resolve("key"), "\uFEFF" + key + "\r\n");
        settings.put("SCANRELAY_KEY", "wrong");
        settings.put("SCANRELAY_KEY_FILE", file.toString());

        assertThat(once(program)).isZero();

        assertThat(files()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void leavesTheServiceAloneAsLongAsItAsks(Program program) {
        road.turn("/api/v1/events", 1, Road.instead(429, Optional.of("3"), "{\"detail\":\"Slower.\"}"));

        assertThat(once(program)).isZero();

        List<Road.Passed> passed = road.passed();
        assertThat(passed).hasSize(2);
        assertThat(Duration.ofNanos(passed.get(1).atNanos() - passed.get(0).atNanos()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(3));
        assertThat(said()).contains("status 429. Slower.");
    }

    @ParameterizedTest
    @EnumSource
    void saysThatItDidNotFinishWhereTheServiceIsOut(Program program) {
        road.turn("/api/v1/events", Road.instead(503, Optional.empty(), "<html>a proxy's page</html>"));

        assertThat(once(program)).isEqualTo(3);

        assertThat(road.passed()).hasSize(4);
        assertThat(said()).contains("not finished, run this again").doesNotContain("html");
    }

    @ParameterizedTest
    @EnumSource
    void readsFromTheBeginningWhenItWasAwayTooLong(Program program) throws IOException {
        orders.ready(account, bytes(10));
        assertThat(once(program)).isZero();
        byte[] missed = bytes(20);
        orders.ready(account, missed);
        String cursor = Files.readAllLines(place()).get(1);
        road.turn(
                "after=" + cursor,
                Road.instead(410, Optional.empty(), "{\"type\":\"urn:scanrelay:problem:feed-gone\"}"));
        road.forget();

        assertThat(once(program, "--from", "newest")).as(this::said).isZero();

        assertThat(files().values()).hasSize(2).contains(sha256(missed));
        assertThat(road.downloads()).hasSize(1);
        assertThat(road.passed()).anyMatch(one -> one.path().contains("after=oldest"));
        assertThat(Files.readAllLines(place()).get(1)).isNotIn(cursor, "oldest");
    }

    @ParameterizedTest
    @EnumSource
    void passesOverWhatIsNotInTheStoreAnyMore(Program program) throws IOException {
        UUID gone = orders.ready(account, bytes(10));
        byte[] there = bytes(20);
        orders.ready(account, there);
        road.turn(
                gone + "/artifacts/",
                Road.instead(410, Optional.empty(), "{\"type\":\"urn:scanrelay:problem:artifact-gone\"}"));

        assertThat(once(program)).isZero();

        assertThat(files().values()).containsExactly(sha256(there));
    }

    @ParameterizedTest
    @EnumSource
    void passesOverNothingThatAnotherThanTheServiceCallsGone(Program program) throws IOException {
        byte[] mesh = bytes(10);
        orders.ready(account, mesh);
        road.turn("/artifacts/", 1, Road.instead(404, Optional.empty(), "<html>no such page</html>"));
        assertThat(once(program)).isZero();
        assertThat(files().values()).containsExactly(sha256(mesh));

        byte[] other = bytes(20);
        orders.ready(account, other);
        road.turn("/revisions/", Road.instead(404, Optional.empty(), "{}"));
        assertThat(once(program)).isEqualTo(3);
        road.straight();
        assertThat(once(program)).isZero();
        assertThat(files().values()).contains(sha256(other));
    }

    @Test
    void eitherGoesOnWhereTheOtherWas() throws IOException {
        orders.ready(account, bytes(10));
        assertThat(once(Program.COMMAND)).isZero();
        byte[] later = bytes(LARGE);
        orders.ready(account, later);
        road.turn("/artifacts/", road.stallAfter(LARGE / 2));
        Listening killed = start(Program.SINGLE_FILE, "--once");
        await().atMost(Duration.ofSeconds(30)).until(() -> partSize() > LARGE / 4);
        assertThat(once(Program.COMMAND)).as("one at a time").isEqualTo(1);
        killed.close();
        road.straight();
        road.forget();

        assertThat(once(Program.COMMAND)).isZero();

        assertThat(files().values()).hasSize(2).contains(sha256(later));
        assertThat(road.downloads())
                .singleElement()
                .satisfies(one -> assertThat(one.range()).isPresent());
    }

    @ParameterizedTest
    @EnumSource
    void followsUntilItIsEndedAndRunsOnceForOneFolder(Program program) throws IOException {
        orders.ready(account, bytes(10));
        Listening follows = start(program, "--from", "newest", "--every", "1");
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(place()));

        byte[] later = bytes(20);
        orders.ready(account, later);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(files().values()).containsExactly(sha256(later)));
        assertThat(once(program)).isEqualTo(1);
        assertThat(said()).contains("Another listener runs");
        assertThat(follows.runs()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void savesOnlyTheKindsAskedFor(Program program) throws IOException {
        orders.ready(account, bytes(10));

        assertThat(once(program, "--kinds", "archive,image")).isZero();

        assertThat(files().keySet()).singleElement().asString().endsWith("/archive-r1-1.zip");
    }

    @ParameterizedTest
    @EnumSource
    void startsWithoutAKeyOnNoAccount(Program program) {
        settings.remove("SCANRELAY_KEY");

        assertThat(once(program)).isEqualTo(2);
        assertThat(said()).contains("SCANRELAY_KEY_FILE");
    }

    @ParameterizedTest
    @CsvSource({
        "http://scans.example.com, has to be https",
        "http://127.0.0.1.example.com, has to be https",
        "https://anna:secret@scans.example.com, has to be such as",
        "ftp://localhost, has to be https",
        "scans.example.com, has to be such as"
    })
    void sendsItsKeyOverNothingPlain(String url, String words) {
        settings.put("SCANRELAY_URL", url);

        for (Program program : Program.values()) {
            assertThat(once(program)).isEqualTo(2);
        }
        assertThat(said()).contains(words);
    }

    private int once(Program program, String... more) {
        String[] arguments = Stream.concat(Stream.of("--once"), Stream.of(more)).toArray(String[]::new);
        return start(program, arguments).ended();
    }

    private Listening start(Program program, String... more) {
        program.require();
        String[] arguments = Stream.concat(Stream.of("--to", folder().toString()), Stream.of(more))
                .toArray(String[]::new);
        Map<String, String> all = new HashMap<>(program.environment(certificate));
        all.putAll(settings);
        Listening listening = Listening.start(program.line(certificate, arguments), all, clinic.resolve("said"));
        started.add(listening);
        return listening;
    }

    private String said() {
        return started.getLast().said();
    }

    private Path folder() {
        return clinic.resolve("scans");
    }

    private Path place() {
        return folder().resolve(".scanrelay-place");
    }

    private long partSize() throws IOException {
        if (!Files.exists(folder())) {
            return 0;
        }
        try (Stream<Path> all = Files.walk(folder())) {
            Optional<Path> part =
                    all.filter(path -> path.toString().endsWith(".part")).findFirst();
            return part.isPresent() ? Files.size(part.get()) : 0;
        }
    }

    /** Digests by names, without the listener's own files. */
    private Map<String, String> files() throws IOException {
        Map<String, String> files = new HashMap<>();
        if (Files.exists(folder())) {
            try (Stream<Path> all = Files.walk(folder())) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    if (!file.getFileName().toString().startsWith(".")) {
                        files.put(folder().relativize(file).toString(), sha256(Files.readAllBytes(file)));
                    }
                }
            }
        }
        return files;
    }

    private byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException neverOnAJdk) {
            throw new IllegalStateException(neverOnAJdk);
        }
    }

    private String keyWith(Set<String> scopes) {
        return RestAssured.given()
                .auth()
                .oauth2(TestKeys.admin())
                .contentType(ContentType.JSON)
                .body(Map.of("name", "listener", "owner", "a test", "scopes", scopes, "accounts", Set.of(account)))
                .post("/api/v1/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }
}
