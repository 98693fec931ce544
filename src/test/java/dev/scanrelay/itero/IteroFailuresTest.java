package dev.scanrelay.itero;

import static dev.scanrelay.itero.AlignStub.bytes;
import static dev.scanrelay.itero.AlignStub.json;
import static dev.scanrelay.itero.AlignStub.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import dev.scanrelay.itero.IteroException.Kind;
import dev.scanrelay.secret.Secret;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are no success, and none at all. */
class IteroFailuresTest {

    private static final PartnerId PARTNER = PartnerId.DEFAULT;
    private static final AccountId ACCOUNT = new AccountId("104233");
    private static final RxId RX = new RxId("6f9619ff-8b86-d011-b42d-00c04fc964ff");
    private static final String BY_RX = "/orders/by-rx/" + RX;

    private final AlignStub align = new AlignStub();
    private final Itero itero = align.client();
    private final CountDownLatch testIsOver = new CountDownLatch(1);

    @AfterEach
    void stop() {
        testIsOver.countDown();
        itero.close();
        align.close();
    }

    @ParameterizedTest
    @CsvSource({
        "400, bad_request, PERMANENT",
        "400, feature_disabled, REFUSED",
        "401, token_expired, UNAUTHORISED",
        "403, forbidden, REFUSED",
        "403, feature_disabled, REFUSED",
        "404, order_not_found, NOT_FOUND",
        "409, already_scanned, PERMANENT",
        "422, bad_request, PERMANENT",
        "408, slow, TRANSIENT",
        "429, slow_down, RATE_LIMITED",
        "500, oops, TRANSIENT",
        "503, maintenance, TRANSIENT",
        "302, moved, TRANSIENT",
    })
    void tellsKindsApart(int status, String code, Kind kind) {
        align.on(BY_RX, json(status, "{\"code\":\"%s\",\"message\":\"about Zelda Byron\"}".formatted(code)));

        IteroException failure = failureOf(this::getOrder);

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.code()).contains(code);
        assertThat(failure).hasMessage("orderByRxId: " + kind + " " + status + " " + code);
        assertThat(failure.grantDead()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_grant, UNAUTHORISED, true",
        "401, invalid_grant, UNAUTHORISED, true",
        "401, invalid_client, REFUSED, false",
        "400, unauthorized_client, REFUSED, false",
        "401, , REFUSED, false",
        "400, invalid_request, PERMANENT, false",
        "429, slow_down, RATE_LIMITED, false",
        "500, oops, TRANSIENT, false",
    })
    void tellsADeadGrantFromARefusedClient(int status, String error, Kind kind, boolean dead) {
        align.on("/oauth/token", json(status, error == null ? "" : "{\"error\":\"%s\"}".formatted(error)));

        IteroException failure = failureOf(() -> itero.refresh(PARTNER, directory(), Secret.of("r-1")));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.grantDead()).isEqualTo(dead);
    }

    @ParameterizedTest
    @CsvSource({
        "429, 7, PT7S",
        "429, 'Sun, 01 Mar 2026 10:02:00 GMT', PT2M",
        "429, 'Sun, 01 Mar 2026 09:00:00 GMT', PT0S",
        "503, 90, PT1M30S",
        "429, 99999999999999999999, PT1H",
        "429, 864000, PT1H",
        "429, soon, ",
        "429, -5, ",
    })
    void waitsAsLongAsItIsTold(int status, String header, Duration wait) {
        align.on(BY_RX, status(status, Map.of("Retry-After", header)));

        assertThat(failureOf(this::getOrder).retryAfter()).isEqualTo(Optional.ofNullable(wait));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>Zelda Byron</html>",
                "",
                "null",
                "[]",
                "{}",
                "{\"orderId\":1",
                "{\"orderId\":{\"Zelda\":\"Byron\"}}",
            })
    void anAnswerThatMakesNoSenseIsTransientAndNotQuoted(String body) {
        align.on(BY_RX, json(200, body));

        IteroException failure = failureOf(this::getOrder);

        assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(failure.code()).contains("malformed");
        assertThat(printed(failure)).doesNotContain("Zelda", "Byron");
    }

    @ParameterizedTest
    @CsvSource({"999, 6f9619ff-8b86-d011-b42d-00c04fc964ff", "104233, 00000000-8b86-d011-b42d-00c04fc964ff"})
    void anOrderOtherThanTheOneAskedForIsNone(String account, String rxId) {
        align.on(BY_RX, json(200, IteroCallsTest.order(account, rxId, "Completed")));

        assertThat(failureOf(this::getOrder).code()).contains("malformed");
    }

    @Test
    void anRxThatIsNotScannedYetIsNoOrder() {
        align.on(BY_RX, json(200, "{\"rxId\":\"%s\",\"companyId\":104233,\"status\":\"Rx Created\"}".formatted(RX)));

        IteroException failure = failureOf(this::getOrder);

        assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(failure.code()).contains("not_scanned");
    }

    @Test
    void anAnswerTooLongToReadIsTransient() {
        align.on(BY_RX, json(200, "{\"x\":\"" + "y".repeat(5000) + "\"}"));
        Itero frugal = align.client("max-json", "4K");

        IteroException failure = failureOf(() -> frugal.orderByRxId(access(), ACCOUNT, RX));

        assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(failure.code()).contains("io");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Zelda Byron", "UPPER", "a-b", "x234567890123456789012345678901234567890123"})
    void onlyAShortWordPassesForACode(String code) {
        align.on(BY_RX, json(400, "{\"code\":\"%s\"}".formatted(code)));

        assertThat(failureOf(this::getOrder).code()).isEmpty();
    }

    @Test
    void readsNoMoreOfAnErrorThanItMust() {
        align.on(BY_RX, json(400, "{\"x\":\"" + "y".repeat(20_000) + "\",\"code\":\"late\"}"));

        assertThat(failureOf(this::getOrder).code()).isEmpty();
    }

    @Test
    void givesUpOnASilentServer() {
        align.on(BY_RX, exchange -> await(testIsOver));
        Itero hasty = align.client("read-timeout", "200ms");

        IteroException failure = failureOf(() -> hasty.orderByRxId(access(), ACCOUNT, RX));

        assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(failure.code()).contains("timeout");
        assertThat(failure.unsent()).isFalse();
    }

    @Test
    void givesUpOnAServerThatIsGone() {
        Access access = access();
        align.close();

        IteroException failure = failureOf(() -> itero.orderByRxId(access, ACCOUNT, RX));

        assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
    }

    @Tag("slow")
    @Test
    void isCertainThatNothingLeftWhereNoConnectionCameAbout() {
        Access secure = new Access(overTls(), token());
        Access gone = access();

        IteroException noHandshake = failureOf(() -> itero.orderByRxId(secure, ACCOUNT, RX));
        assertThat(failureOf(() -> itero.orderByRxId(gone, ACCOUNT, RX)).unsent())
                .as("an answer is proof of the contrary")
                .isFalse();
        align.close();
        IteroException refused = failureOf(() -> align.client().orderByRxId(gone, ACCOUNT, RX));

        assertThat(noHandshake.unsent()).isTrue();
        assertThat(refused.unsent()).isTrue();
        assertThat(refused.kind()).isEqualTo(Kind.TRANSIENT);
    }

    @Test
    void isNotCertainWhereTheConnectionBrokeAfterTheRequest() {
        align.on(BY_RX, com.sun.net.httpserver.HttpExchange::close);

        assertThat(failureOf(this::getOrder).unsent()).isFalse();
    }

    @Test
    void spendsARefreshTokenOnce() {
        // Given
        align.on("/oauth/token", com.sun.net.httpserver.HttpExchange::close);

        // When
        IteroException failure = failureOf(() -> itero.refresh(PARTNER, directory(), Secret.of("r-1")));

        // Then
        assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(align.requests()).hasSize(1);
    }

    @Test
    void saysNothingThatIsSecret() {
        align.on("/oauth/token", json(400, "{\"error\":\"invalid_grant\",\"error_description\":\"r-secret\"}"))
                .on(BY_RX, json(401, "{\"message\":\"t-secret\"}"));

        IteroException refresh = failureOf(() -> itero.refresh(PARTNER, directory(), Secret.of("r-secret")));
        IteroException get =
                failureOf(() -> itero.orderByRxId(new Access(directory(), Secret.of("t-secret")), ACCOUNT, RX));

        assertThat(printed(refresh) + printed(get)).doesNotContain("r-secret", "t-secret", "top-secret");
    }

    @Test
    void aPartnerWithoutARegistrationIsRefused() {
        assertThat(failureOf(() -> itero.authorizeUri(new PartnerId("other"), "s", "c"))
                        .code())
                .contains("no_client");
    }

    @Test
    void sendsNoTokenToAHostItWasNotToldToTrust() {
        Access elsewhere = new Access(
                directoryOf("http://localhost:" + align.uri(align.url()).getPort()), token());

        IteroException failure = failureOf(() -> itero.companies(elsewhere));

        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure.code()).contains("untrusted_endpoint");
        assertThat(align.requests()).isEmpty();
    }

    @Test
    void sendsNoTokenOverPlainHttp() {
        Itero strict = align.client(
                "allow-http",
                "false",
                "base-url",
                "https://127.0.0.1",
                "mode",
                "fixed",
                "clients.\"default\".authorize-url",
                "https://127.0.0.1/a");

        IteroException failure = failureOf(() -> strict.companies(new Access(directoryOf(align.url()), token())));

        assertThat(failure.code()).contains("untrusted_endpoint");
        assertThat(align.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "',\"practiceConfiguration\":\"https://evil.example/x\"', REFUSED, untrusted_endpoint",
        "',\"practiceConfiguration\":\"https://127.0.0.1@evil.example/x\"', REFUSED, untrusted_endpoint",
        "',\"practiceConfiguration\":\"https://127.0.0.1.evil.example/x\"', REFUSED, untrusted_endpoint",
        "',\"practiceConfiguration\":\"/relative\"', REFUSED, untrusted_endpoint",
        "',\"practiceConfiguration\":\"http://127.0.0.1/{broken\"', TRANSIENT, endpoint_malformed",
        "',\"pair\":null', TRANSIENT, malformed",
    })
    void aDirectoryThatLeadsAstrayIsNotTaken(String more, Kind kind, String code) {
        align.on("/discovery", json(200, IteroCallsTest.discovery(align.url(), more)));
        Itero discovering = align.client("mode", "discovery");

        IteroException failure = failureOf(() -> discovering.discover(PARTNER, Optional.empty()));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.code()).contains(code);
    }

    @Test
    void aCallThatDiscoveryDoesNotOfferIsRefused() {
        align.on("/discovery", json(200, IteroCallsTest.discovery(align.url(), "")));
        Directory directory = align.client("mode", "discovery").discover(PARTNER, Optional.empty());

        IteroException failure = failureOf(() -> itero.practiceConfiguration(new Access(directory, token()), ACCOUNT));

        assertThat(failure.code()).contains("endpoint_missing");
    }

    @Test
    void aBodyOfBytesIsNoJson() {
        align.on(BY_RX, bytes(200, Map.of(), new byte[] {(byte) 0xff, 0, 1}));

        assertThat(failureOf(this::getOrder).code()).contains("malformed");
    }

    private void getOrder() {
        itero.orderByRxId(access(), ACCOUNT, RX);
    }

    private Directory directory() {
        return itero.discover(PARTNER, Optional.empty());
    }

    /** A server that speaks no TLS. */
    private Directory overTls() {
        Map<String, String> templates = new java.util.HashMap<>();
        directory().templates().forEach((name, uri) -> templates.put(name, uri.replace("http://", "https://")));
        return new Directory("fixed", templates, AlignStub.NOW, 60);
    }

    private Directory directoryOf(String base) {
        Map<String, String> templates = Map.of("companiesForPairing", base + "/companies");
        return new Directory("fixed", templates, AlignStub.NOW, 60);
    }

    private Access access() {
        return new Access(directory(), token());
    }

    private static Secret token() {
        return Secret.of("token-1");
    }

    private static IteroException failureOf(ThrowingCallable call) {
        return catchThrowableOfType(IteroException.class, call);
    }

    private static String printed(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }
}
