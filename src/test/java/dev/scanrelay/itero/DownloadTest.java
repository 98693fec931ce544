package dev.scanrelay.itero;

import static dev.scanrelay.itero.AlignStub.bytes;
import static dev.scanrelay.itero.AlignStub.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.itero.Download.ContentRange;
import dev.scanrelay.itero.IteroException.Kind;
import dev.scanrelay.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadTest {

    private static final AccountId ACCOUNT = new AccountId("104233");
    private static final String PATH = "/orders/123456789/artifacts";
    private static final byte[] ZIP = "0123456789".getBytes(StandardCharsets.US_ASCII);

    private final AlignStub align = new AlignStub();
    private final AlignStub storage = new AlignStub();
    private final Itero itero = align.client();
    private final CountDownLatch testIsOver = new CountDownLatch(1);

    @AfterEach
    void stop() {
        testIsOver.countDown();
        itero.close();
        align.close();
        storage.close();
    }

    @Test
    void opensAnArtifactByItsType() throws IOException {
        align.on(PATH, bytes(200, Map.of("ETag", "\"v1\""), ZIP));

        try (Download download = open(artifact(Optional.empty()), 0, Optional.empty())) {
            assertThat(download.status()).isEqualTo(200);
            assertThat(download.strongEtag()).contains("\"v1\"");
            assertThat(download.length()).hasValue(10);
            assertThat(download.range()).isEmpty();
            assertThat(download.identityEncoded()).isTrue();
            assertThat(download.body()).hasBinaryContent(ZIP);
        }
        AlignStub.Asked asked = align.onlyRequest();
        assertThat(asked.uri()).isEqualTo(PATH + "?type=IDE");
        assertThat(asked.header("Authorization")).contains("Bearer token-1");
        assertThat(asked.header("Accept-encoding")).contains("identity");
        assertThat(asked.header("Range")).isEmpty();
    }

    @Test
    void asksForSeveralTypesInAForm() throws IOException {
        align.on(PATH, bytes(200, Map.of(), ZIP));
        FileWish wish =
                new FileWish(List.of("IDE", "IMAGE_GALLERY"), Optional.of("PLY"), Optional.empty(), Optional.empty());

        try (Download download = itero.download(access(), "123456789", wish)) {
            assertThat(download.body()).hasBinaryContent(ZIP);
        }
        assertThat(align.onlyRequest().uri()).isEqualTo(PATH + "?type=IDE&type=IMAGE_GALLERY&fileFormat=PLY");
    }

    @Test
    void handsOnNoPartThatWasNotAskedFor() {
        Map<String, String> headers = Map.of("ETag", "\"v1\"", "Content-Range", "bytes 4-9/10");
        align.on(PATH, bytes(206, headers, "456789".getBytes(StandardCharsets.US_ASCII)));
        FileWish wish = new FileWish(List.of(), Optional.empty(), Optional.empty(), Optional.empty());

        IteroException failure =
                catchThrowableOfType(IteroException.class, () -> itero.download(access(), "123456789", wish));

        assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
    }

    @Test
    void goesOnWhereItBroke() throws IOException {
        Map<String, String> headers = Map.of("ETag", "\"v1\"", "Content-Range", "bytes 4-9/10");
        align.on(PATH, bytes(206, headers, "456789".getBytes(StandardCharsets.US_ASCII)));

        try (Download download = open(artifact(Optional.empty()), 4, Optional.of("\"v1\""))) {
            assertThat(download.status()).isEqualTo(206);
            assertThat(download.range()).contains(new ContentRange(4, 9, OptionalLong.of(10)));
            assertThat(download.length()).hasValue(6);
        }
        assertThat(align.onlyRequest().header("Range")).contains("bytes=4-");
        assertThat(align.onlyRequest().header("If-range")).contains("\"v1\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes 4-9", "items 4-9/10", "bytes */10", "nonsense"})
    void claimsNoRangeItCouldNotRead(String header) throws IOException {
        align.on(PATH, bytes(206, Map.of("Content-Range", header), ZIP));

        try (Download download = open(artifact(Optional.empty()), 4, Optional.empty())) {
            assertThat(download.range()).isEmpty();
        }
    }

    @Test
    void tellsOfWhatMakesResumingUnsafe() throws IOException {
        align.on(PATH, exchange -> {
            exchange.getResponseHeaders().set("ETag", "W/\"v1\"");
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(ZIP);
        });

        try (Download download = open(artifact(Optional.empty()), 0, Optional.empty())) {
            assertThat(download.strongEtag()).isEmpty();
            assertThat(download.identityEncoded()).isFalse();
            assertThat(download.length()).isEmpty();
            assertThat(download.body()).hasBinaryContent(ZIP);
        }
    }

    @Test
    void takesTheTokenAlongWithinTheOrigin() throws IOException {
        align.on(PATH, redirect("/elsewhere?x=1")).on("/elsewhere", bytes(200, Map.of(), ZIP));

        open(artifact(Optional.empty()), 0, Optional.empty()).close();

        assertThat(align.requests().getLast().header("Authorization")).contains("Bearer token-1");
    }

    @Test
    void leavesTheTokenBehindOnTheWayToStorage() throws IOException {
        align.on(PATH, redirect(storage.url() + "/blob?sig=1"));
        storage.on("/blob", bytes(206, Map.of("Content-Range", "bytes 4-9/10"), ZIP));

        open(artifact(Optional.empty()), 4, Optional.of("\"v1\"")).close();

        AlignStub.Asked asked = storage.onlyRequest();
        assertThat(asked.uri()).isEqualTo("/blob?sig=1");
        assertThat(asked.header("Authorization")).isEmpty();
        assertThat(asked.header("Range")).contains("bytes=4-");
        assertThat(asked.header("If-range")).contains("\"v1\"");
    }

    @Test
    void aTokenLeftBehindStaysBehind() throws IOException {
        align.on(PATH, redirect(storage.url() + "/blob")).on("/unpair", bytes(200, Map.of(), ZIP));
        storage.on("/blob", redirect(align.url() + "/unpair"));

        open(artifact(Optional.empty()), 0, Optional.empty()).close();

        assertThat(align.requests().getLast().header("Authorization")).isEmpty();
    }

    @Test
    void followsALinkOfTheArtifactsOwnWithoutTheToken() throws IOException {
        storage.on("/blob", bytes(200, Map.of(), ZIP));

        open(artifact(Optional.of(storage.url() + "/blob?sig=1")), 0, Optional.empty())
                .close();

        assertThat(storage.onlyRequest().header("Authorization")).isEmpty();
        assertThat(align.requests()).isEmpty();
    }

    @Test
    void followsALinkToAlignWithTheToken() throws IOException {
        align.on("/link", bytes(200, Map.of(), ZIP));

        open(artifact(Optional.of(align.url() + "/link")), 0, Optional.empty()).close();

        assertThat(align.onlyRequest().header("Authorization")).contains("Bearer token-1");
    }

    @Test
    void followsThreeRedirectsAndNoMore() throws IOException {
        align.on(PATH, redirect("/1"))
                .on("/1", redirect("/2"))
                .on("/2", redirect("/3"))
                .on("/3", bytes(200, Map.of(), ZIP));
        open(artifact(Optional.empty()), 0, Optional.empty()).close();

        align.on("/3", redirect("/4"));
        IteroException failure = failureOf(artifact(Optional.empty()));

        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure.code()).contains("too_many_redirects");
    }

    @ParameterizedTest
    @CsvSource({
        "http://storage.example.com/x",
        "https://127.0.0.1/x",
        "https://10.1.2.3/x",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/x",
        "https://[::ffff:10.0.0.1]/x",
        "https://2130706433/x",
        "https://user:pass@storage.example.com/x",
        "file:///etc/passwd",
        "https://",
    })
    void doesNotGoWhereNoStorageIs(String link) {
        Trust strict = new Trust(strictConfig());

        IteroException failure =
                catchThrowableOfType(IteroException.class, () -> strict.storage(Endpoint.STORAGE, link));

        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure.code()).contains("untrusted_storage");
    }

    @Test
    void doesNotConnectToANameOfOurOwnNetwork() {
        HttpClients strict = HttpClients.of(strictConfig());

        assertThatThrownBy(() -> strict.storage().dns().lookup("localhost")).hasMessage("no public address");
    }

    @Test
    void goesOnlyToTheStorageItWasToldOf() {
        Trust told = new Trust(AlignStub.config(Map.of("scanrelay.itero.storage-hosts", "blob.example.com")));

        assertThat(told.storage(Endpoint.STORAGE, "https://eu.blob.example.com/x")
                        .host())
                .isEqualTo("eu.blob.example.com");
        assertThatThrownBy(() -> told.storage(Endpoint.STORAGE, "https://evilblob.example.com/x"))
                .isInstanceOf(IteroException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 410})
    void aLinkThatRanOutIsTransient(int status) {
        storage.on("/blob", status(status, Map.of()));

        assertThat(failureOf(artifact(Optional.of(storage.url() + "/blob"))).kind())
                .isEqualTo(Kind.TRANSIENT);
    }

    @ParameterizedTest
    @CsvSource({"401, UNAUTHORISED", "403, TRANSIENT", "404, TRANSIENT", "410, TRANSIENT", "429, RATE_LIMITED"})
    void aLinkToAlignMayRunOutToo(int status, Kind kind) {
        align.on("/link", status(status, Map.of()));

        assertThat(failureOf(artifact(Optional.of(align.url() + "/link"))).kind())
                .isEqualTo(kind);
    }

    @Test
    void anArtifactThatIsGoneIsNotFound() {
        assertThat(failureOf(artifact(Optional.empty())).kind()).isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void aRedirectToNowhereIsTransient() {
        align.on(PATH, status(302, Map.of()));

        assertThat(failureOf(artifact(Optional.empty())).kind()).isEqualTo(Kind.TRANSIENT);
    }

    @Test
    void aBodyThatEndsEarlyIsAnError() throws IOException {
        align.on(PATH, exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(ZIP);
            exchange.getResponseBody().flush();
        });

        try (Download download = open(artifact(Optional.empty()), 0, Optional.empty())) {
            assertThatThrownBy(() -> download.body().readAllBytes()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aBodyThatStandsStillIsAnError() throws IOException {
        align.on(PATH, exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(ZIP);
            exchange.getResponseBody().flush();
            await(testIsOver);
        });
        Itero hasty = align.client("stall-timeout", "200ms");

        try (Download download =
                hasty.download(access(), ACCOUNT, "123456789", artifact(Optional.empty()), 0, Optional.empty())) {
            assertThatThrownBy(() -> download.body().readAllBytes()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void printsNoLinkAndNoName() {
        assertThat(artifact(Optional.of("https://storage.example.com/x?sig=secret"))
                        .toString())
                .doesNotContain("storage", "secret", "Byron");
    }

    private Download open(IteroArtifact artifact, long offset, Optional<String> ifRange) {
        return itero.download(access(), ACCOUNT, "123456789", artifact, offset, ifRange);
    }

    private IteroException failureOf(IteroArtifact artifact) {
        return catchThrowableOfType(IteroException.class, () -> open(artifact, 0, Optional.empty()));
    }

    private Access access() {
        return new Access(itero.discover(PartnerId.DEFAULT, Optional.empty()), Secret.of("token-1"));
    }

    private static IteroConfig strictConfig() {
        return AlignStub.config(Map.of());
    }

    private static AlignStub.Reply redirect(String location) {
        return status(302, Map.of("Location", location));
    }

    private static IteroArtifact artifact(Optional<String> link) {
        return new IteroArtifact(
                Optional.of("a1"),
                "IDE",
                Optional.of("Byron.zip"),
                Optional.empty(),
                OptionalLong.empty(),
                link.map(URI::create));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }
}
