package dev.scanrelay.itero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import dev.scanrelay.itero.IteroException.Kind;
import dev.scanrelay.local.sandbox.Sandbox;
import dev.scanrelay.local.sandbox.SandboxConfig;
import dev.scanrelay.secret.Secret;
import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.trace.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipInputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against the cloud's stand-in: both read the same contract, neither knows the other. */
class IteroSandboxTest {

    private static final PartnerId PARTNER = PartnerId.DEFAULT;
    private static final Secret VERIFIER = Secret.of("a-verifier-of-at-least-forty-three-characters");
    private static final AtomicLong ACCOUNTS = new AtomicLong(700_000);

    private static Sandbox sandbox;
    private static SandboxClient scenario;
    private static Itero itero;

    private final long number = ACCOUNTS.incrementAndGet();
    private final AccountId account = new AccountId(Long.toString(number));

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxConfig.defaults());
        scenario = new SandboxClient(sandbox.baseUri());
        itero = client(Map.of());
    }

    @AfterAll
    static void stop() {
        itero.close();
        sandbox.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"discovery", "fixed"})
    void aClinicPairsFetchesAndLeaves(String mode) throws Exception {
        // Given
        scenario.newAccount(number);
        Itero partner = client(Map.of("mode", mode));
        Directory before = partner.discover(PARTNER, Optional.empty());
        TokenSet user = partner.exchangeCode(PARTNER, before, signIn(partner, "anna.mueller"), VERIFIER);

        // When
        List<Company> companies = partner.companies(new Access(before, user.accessToken()));
        Paired paired = partner.pair(new Access(before, user.accessToken()), account, Optional.empty());
        Directory directory = partner.discover(PARTNER, Optional.of(account));
        Access access = new Access(directory, paired.tokens().accessToken());
        RxId rxId = new RxId(scenario.scan(number).rxId());
        IteroOrderPage page = partner.orders(
                access, IteroOrderQuery.between(account, Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z")));
        IteroOrder order = partner.orderByRxId(access, account, rxId);
        List<String> entries = entriesOf(partner, access, order);
        partner.unpair(access, account);
        partner.revoke(PARTNER, directory, paired.tokens().refreshToken().orElseThrow());

        // Then
        assertThat(companies).extracting(Company::account).contains(account);
        assertThat(page.orders()).containsExactly(order);
        assertThat(page.unreadable()).isZero();
        assertThat(order.status()).isEqualTo("Completed");
        assertThat(entries).anyMatch(name -> name.endsWith(".stl")).anyMatch(name -> name.endsWith(".xml"));
        assertThat(failureOf(() -> partner.orderByRxId(access, account, rxId)).kind())
                .isIn(Kind.UNAUTHORISED, Kind.REFUSED);
        assertThat(failureOf(() -> partner.refresh(
                                PARTNER,
                                directory,
                                paired.tokens().refreshToken().orElseThrow()))
                        .grantDead())
                .isTrue();
    }

    @Test
    void anAccountOfAnotherRegionIsCalledThere() {
        scenario.newAccount(number, "US", "anna.mueller");

        Directory europe = itero.discover(PARTNER, Optional.empty());
        Directory america = itero.discover(PARTNER, Optional.of(account));

        assertThat(america.region()).isEqualTo("us-east-1").isNotEqualTo(europe.region());
        assertThat(america.templates().get("orders"))
                .isNotEqualTo(europe.templates().get("orders"));
    }

    @Test
    void aPairingWakesUpAfterItsAccessTokenDied() {
        // Given
        Paired paired = paired();
        RxId rxId = new RxId(scenario.scan(number).rxId());
        scenario.expireAccessTokens(number);
        assertThat(failureOf(() -> itero.orderByRxId(access(paired.tokens()), account, rxId))
                        .kind())
                .isEqualTo(Kind.UNAUTHORISED);

        // When
        Directory directory = itero.discover(PARTNER, Optional.of(account));
        TokenSet fresh =
                itero.refresh(PARTNER, directory, paired.tokens().refreshToken().orElseThrow());

        // Then
        assertThat(itero.orderByRxId(access(fresh), account, rxId).rxId()).isEqualTo(rxId);
    }

    @Test
    void aGrantThatEndedIsDead() {
        Paired paired = paired();
        scenario.endGrants(number);

        IteroException failure = failureOf(() -> itero.refresh(
                PARTNER, directory(), paired.tokens().refreshToken().orElseThrow()));

        assertThat(failure.grantDead()).isTrue();
    }

    @Test
    void aCodeWorksOnce() throws Exception {
        String code = signIn(itero, "anna.mueller");
        itero.exchangeCode(PARTNER, directory(), code, VERIFIER);

        assertThat(failureOf(() -> itero.exchangeCode(PARTNER, directory(), code, VERIFIER))
                        .grantDead())
                .isTrue();
    }

    @Test
    void aCodeNeedsItsVerifier() throws Exception {
        String code = signIn(itero, "anna.mueller");
        Secret other = Secret.of("another-verifier-of-at-least-forty-three-chars");

        assertThat(failureOf(() -> itero.exchangeCode(PARTNER, directory(), code, other))
                        .grantDead())
                .isTrue();
    }

    @Test
    void aClientSecretMayHaveAnyCharacter() {
        scenario.newClient("odd:client", "s+cr%t:ö &=", Optional.empty());

        Itero odd = client(Map.of("clients.\"default\".id", "odd:client", "clients.\"default\".secret", "s+cr%t:ö &="));

        assertThat(odd.discover(PARTNER, Optional.empty()).templates()).isNotEmpty();
    }

    @Test
    void aWrongClientSecretIsRefused() {
        Itero wrong = client(Map.of("clients.\"default\".secret", "wrong"));

        assertThat(failureOf(() -> wrong.discover(PARTNER, Optional.empty())).kind())
                .isEqualTo(Kind.REFUSED);
    }

    @Test
    void warningsOfAPairingAreHandedOn() {
        assertThat(paired().warnings()).isNotNull().noneMatch(String::isBlank);
    }

    @Test
    void anRxThatAlignDoesNotKnowIsNotFound() {
        Access access = access(paired().tokens());

        IteroException failure =
                failureOf(() -> itero.orderByRxId(access, account, new RxId("00000000-0000-4000-8000-000000000000")));

        assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(failure.code()).contains("order_not_found");
    }

    @ParameterizedTest
    @CsvSource({
        "RATE_LIMIT, RATE_LIMITED",
        "SERVER_ERROR, TRANSIENT",
        "UNAUTHORISED, UNAUTHORISED",
        "ANSWER_LOST, TRANSIENT"
    })
    void faultsAreToldApart(String fault, Kind kind) {
        Access access = access(paired().tokens());
        RxId rxId = new RxId(scenario.scan(number).rxId());
        long id =
                scenario.fault(Map.of("kind", fault, "account", number, "call", "orderByRxId", "retryAfterSeconds", 3));

        IteroException failure = failureOf(() -> itero.orderByRxId(access, account, rxId));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.retryAfter())
                .isEqualTo(kind == Kind.RATE_LIMITED ? Optional.of(Duration.ofSeconds(3)) : Optional.empty());
        scenario.removeFault(id);
    }

    @Test
    void ordersAreListedPageByPage() {
        Access access = access(paired().tokens());
        List<RxId> scanned = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            scanned.add(new RxId(scenario.scan(number).rxId()));
        }

        List<RxId> listed = new ArrayList<>();
        IteroOrderQuery query =
                new IteroOrderQuery(account, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 2);
        IteroOrderPage page = itero.orders(access, query);
        page.orders().forEach(order -> listed.add(order.rxId()));
        while (page.nextPageToken().isPresent()) {
            page = itero.orders(access, query.after(page.nextPageToken().get()));
            page.orders().forEach(order -> listed.add(order.rxId()));
        }

        assertThat(listed).containsAll(scanned);
    }

    @Test
    void anRxIsPushedSeenAndWithdrawn() {
        // Given
        Access access = access(paired().tokens());
        scenario.behaviour(number, Map.of("listRequested", true));
        PracticeConfiguration practice = itero.practiceConfiguration(access, account);
        ScanRequest request = new ScanRequest(
                account,
                practice.doctors().getFirst().doctorId(),
                Optional.of(practice.scanners().getFirst().serialNumber()),
                practice.procedures().getFirst().procedureMapId(),
                new ScanRequest.Patient("Ada", "Byron", Optional.of("C-1815"), Optional.of(LocalDate.of(1815, 12, 10))),
                Optional.empty(),
                Optional.empty(),
                false);

        // When
        Requested requested = itero.scanRequest(access, request);

        // Then
        assertThat(requested.status()).isEqualTo("Rx Created");
        assertThat(failureOf(() -> itero.orderByRxId(access, account, requested.rxId()))
                        .code())
                .contains("not_scanned");
        IteroOrderPage page = itero.orders(access, IteroOrderQuery.ofChart(account, "C-1815"));
        assertThat(page).isEqualTo(new IteroOrderPage(List.of(), Optional.empty(), 0));
        itero.deleteRx(access, account, requested.rxId());
        assertThat(failureOf(() -> itero.deleteRx(access, account, requested.rxId()))
                        .kind())
                .isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void anRxThatIsScannedIsNotWithdrawn() {
        Access access = access(paired().tokens());
        RxId scanned = new RxId(scenario.scan(number).rxId());

        IteroException failure = failureOf(() -> itero.deleteRx(access, account, scanned));

        assertThat(failure.kind()).isEqualTo(Kind.PERMANENT);
        assertThat(failure.code()).contains("already_scanned");
    }

    @Test
    void aBrokenDownloadGoesOnWithTheSameBytes() throws IOException {
        // Given
        Access access = access(paired().tokens());
        IteroOrder order = itero.orderByRxId(
                access, account, new RxId(scenario.scan(number).rxId()));
        scenario.fault(Map.of("kind", "DROP", "account", number, "bytes", 5000, "times", 1));

        // When
        byte[] start;
        String etag;
        try (Download broken = open(access, order, 0, Optional.empty())) {
            etag = broken.strongEtag().orElseThrow();
            start = broken.body().readNBytes(4000);
            assertThatThrownBy(() -> broken.body().readAllBytes()).isInstanceOf(IOException.class);
        }
        byte[] whole;
        try (Download rest = open(access, order, start.length, Optional.of(etag))) {
            assertThat(rest.status()).isEqualTo(206);
            assertThat(rest.range().orElseThrow().start()).isEqualTo(start.length);
            whole = joined(start, rest.body().readAllBytes());
            assertThat(rest.range().orElseThrow().total()).hasValue(whole.length);
        }

        // Then
        assertThat(entriesOf(whole)).isNotEmpty();
    }

    @Test
    void aDownloadThatWasRebuiltStartsAgain() throws IOException {
        Access access = access(paired().tokens());
        IteroOrder order = itero.orderByRxId(
                access, account, new RxId(scenario.scan(number).rxId()));
        scenario.fault(Map.of("kind", "ETAG_CHANGES", "account", number));

        try (Download rest = open(access, order, 100, Optional.of("\"another\""))) {
            assertThat(rest.status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SAME_ORIGIN", "OTHER_ORIGIN"})
    void aDownloadMayLeadToStorage(String storage) throws IOException {
        Access access = access(paired().tokens());
        scenario.behaviour(number, Map.of("storage", storage));
        IteroOrder order = itero.orderByRxId(
                access, account, new RxId(scenario.scan(number).rxId()));

        assertThat(entriesOf(itero, access, order)).isNotEmpty();
    }

    @Test
    void aSignedLinkWorksUntilItRunsOut() throws IOException {
        Access access = access(paired().tokens());
        scenario.behaviour(number, Map.of("signedUrls", true));
        RxId rxId = new RxId(scenario.scan(number).rxId());
        IteroOrder order = itero.orderByRxId(access, account, rxId);
        assertThat(entriesOf(itero, access, order)).isNotEmpty();

        scenario.advance(Duration.ofMinutes(6));

        IteroException failure = failureOf(() -> open(access, order, 0, Optional.empty()));
        assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(failure.code()).contains("link_expired");
        assertThat(entriesOf(itero, access, itero.orderByRxId(access, account, rxId)))
                .isNotEmpty();
    }

    @Test
    void aDownloadMayHaveNoLength() throws IOException {
        Access access = access(paired().tokens());
        scenario.behaviour(number, Map.of("chunked", true));
        IteroOrder order = itero.orderByRxId(
                access, account, new RxId(scenario.scan(number).rxId()));

        try (Download download = open(access, order, 0, Optional.empty())) {
            assertThat(download.length()).isEmpty();
            assertThat(entriesOf(download.body().readAllBytes())).isNotEmpty();
        }
    }

    @Test
    void aPageIsNoFile() {
        Access access = access(paired().tokens());
        IteroOrder order = itero.orderByRxId(
                access, account, new RxId(scenario.scan(number).rxId()));
        scenario.fault(Map.of("kind", "HTML_INSTEAD", "account", number));

        assertThat(failureOf(() -> open(access, order, 0, Optional.empty())).kind())
                .isEqualTo(Kind.TRANSIENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"STALL", "WRONG_LENGTH", "TRUNCATED_CHUNKS"})
    void aDownloadThatDoesNotCompleteFails(String fault) throws IOException {
        Access access = access(paired().tokens());
        IteroOrder order = itero.orderByRxId(
                access, account, new RxId(scenario.scan(number).rxId()));
        scenario.fault(Map.of("kind", fault, "account", number, "bytes", 1000));
        Itero hasty = client(Map.of("stall-timeout", "300ms"));

        try (Download download = hasty.download(access, account, order.orderId(), ide(order), 0, Optional.empty())) {
            assertThatThrownBy(() -> download.body().readAllBytes()).isInstanceOf(IOException.class);
        }
    }

    private Paired paired() {
        scenario.newAccount(number);
        try {
            Directory directory = directory();
            TokenSet user = itero.exchangeCode(PARTNER, directory, signIn(itero, "anna.mueller"), VERIFIER);
            return itero.pair(new Access(directory, user.accessToken()), account, Optional.empty());
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError(broken);
        }
    }

    private Access access(TokenSet tokens) {
        return new Access(itero.discover(PARTNER, Optional.of(account)), tokens.accessToken());
    }

    private static Directory directory() {
        return itero.discover(PARTNER, Optional.empty());
    }

    private Download open(Access access, IteroOrder order, long offset, Optional<String> ifRange) {
        return itero.download(access, account, order.orderId(), ide(order), offset, ifRange);
    }

    private List<String> entriesOf(Itero partner, Access access, IteroOrder order) throws IOException {
        try (Download download = partner.download(access, account, order.orderId(), ide(order), 0, Optional.empty())) {
            return entriesOf(download.body().readAllBytes());
        }
    }

    private static IteroArtifact ide(IteroOrder order) {
        return order.artifacts().stream()
                .filter(artifact -> artifact.type().equals("IDE"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> entriesOf(byte[] zip) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                entries.transferTo(java.io.OutputStream.nullOutputStream());
                names.add(entry.getName());
            }
        }
        return names;
    }

    private static byte[] joined(byte[] start, byte[] rest) {
        byte[] whole = java.util.Arrays.copyOf(start, start.length + rest.length);
        System.arraycopy(rest, 0, whole, start.length, rest.length);
        return whole;
    }

    /** What the user's browser does. */
    private static String signIn(Itero partner, String doctor) throws IOException, InterruptedException {
        URI page = URI.create(partner.authorizeUri(PARTNER, "state-1", challenge()) + "&auto_approve=" + doctor);
        try (HttpClient browser = HttpClient.newHttpClient()) {
            String back = browser.send(HttpRequest.newBuilder(page).build(), BodyHandlers.discarding())
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            assertThat(back).contains("state=state-1");
            return back.replaceAll(".*[?&]code=([^&]+).*", "$1");
        }
    }

    private static String challenge() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(VERIFIER.reveal().getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static Itero client(Map<String, String> settings) {
        String client = "clients.\"default\".";
        Map<String, String> all = new HashMap<>(Map.of(
                "base-url",
                sandbox.fixedBaseUri().toString(),
                "allow-http",
                "true",
                "trusted-hosts",
                "127.0.0.1,localhost",
                client + "id",
                SandboxConfig.CLIENT_ID,
                client + "secret",
                SandboxConfig.CLIENT_SECRET,
                client + "discovery-url",
                sandbox.discoveryUri().toString(),
                client + "authorize-url",
                sandbox.authorizeUri().toString(),
                client + "redirect-uri",
                "http://localhost/paired"));
        all.putAll(settings);
        Map<String, String> named = new HashMap<>();
        all.forEach((name, value) -> named.put("scanrelay.itero." + name, value));
        return new Itero(
                AlignStub.config(named),
                AlignStub.secrets(named),
                new SimpleMeterRegistry(),
                new Tracing(OpenTelemetry.noop()),
                Gate.OPEN,
                Clock.systemUTC());
    }

    private static IteroException failureOf(ThrowingCallable call) {
        return catchThrowableOfType(IteroException.class, call);
    }
}
