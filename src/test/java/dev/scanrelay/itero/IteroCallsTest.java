package dev.scanrelay.itero;

import static dev.scanrelay.itero.AlignStub.json;
import static dev.scanrelay.itero.AlignStub.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import dev.scanrelay.secret.Secret;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes out on the wire and what comes of the answer, call by call. */
class IteroCallsTest {

    private static final PartnerId PARTNER = PartnerId.DEFAULT;
    private static final AccountId ACCOUNT = new AccountId("104233");
    private static final RxId RX = new RxId("6f9619ff-8b86-d011-b42d-00c04fc964ff");
    private static final String BASIC = "Basic c2NhbnJlbGF5OnRvcC1zZWNyZXQ=";

    private final AlignStub align = new AlignStub();
    private final Itero itero = align.client();

    @AfterEach
    void stop() {
        itero.close();
        align.close();
    }

    @Test
    void readsTheEndpointsFromDiscovery() {
        // Given
        align.on("/discovery", json(200, discovery(align.url(), "")));

        // When
        Directory directory = align.client("mode", "discovery").discover(PARTNER, Optional.of(ACCOUNT));

        // Then
        assertThat(directory.region()).isEqualTo("eu-central-1");
        assertThat(directory.validFor()).isEqualTo(Duration.ofMinutes(30));
        assertThat(directory.readAt()).isEqualTo(AlignStub.NOW);
        assertThat(directory.templates())
                .containsEntry("pair", align.url() + "/eu/pair")
                .containsKey("someNewEndpoint");
        assertThat(align.onlyRequest().uri()).isEqualTo("/discovery?companyId=104233");
        assertThat(align.onlyRequest().header("Authorization")).contains(BASIC);
    }

    @Test
    void callsWhereDiscoverySays() {
        // Given
        align.on("/discovery", json(200, discovery(align.url(), "")))
                .on("/eu/companies", json(200, "{\"companies\":[]}"));
        Directory directory = align.client("mode", "discovery").discover(PARTNER, Optional.empty());

        // When
        List<Company> companies = itero.companies(new Access(directory, Secret.of("token-1")));

        // Then
        assertThat(companies).isEmpty();
    }

    @Test
    void sendsTheUserToAlignToSignIn() {
        URI uri = itero.authorizeUri(PARTNER, "state-1", "challenge-1");

        assertThat(uri)
                .hasToString(align.url() + "/oauth/authorize?response_type=code&client_id=scanrelay"
                        + "&redirect_uri=https%3A%2F%2Fscanrelay.example.com%2Freturn&state=state-1"
                        + "&code_challenge=challenge-1&code_challenge_method=S256");
    }

    @Test
    void exchangesACodeForTokens() {
        align.on("/oauth/token", json(200, """
                        {"access_token":"a-1","refresh_token":"r-1","token_type":"Bearer","expires_in":3600,"scope":"x"}"""));

        TokenSet tokens = itero.exchangeCode(PARTNER, directory(), "code-1", Secret.of("verifier-1"));

        assertThat(tokens)
                .isEqualTo(new TokenSet(
                        Secret.of("a-1"), Optional.of(Secret.of("r-1")), AlignStub.NOW.plus(Duration.ofHours(1))));
        assertThat(align.onlyRequest().header("Authorization")).contains(BASIC);
        assertThat(align.onlyRequest().body().split("&"))
                .containsExactlyInAnyOrder(
                        "grant_type=authorization_code",
                        "code=code-1",
                        "code_verifier=verifier-1",
                        "redirect_uri=https%3A%2F%2Fscanrelay.example.com%2Freturn");
    }

    @Test
    void refreshesWithoutARotatedRefreshToken() {
        align.on("/oauth/token", json(200, "{\"access_token\":\"a-2\",\"expires_in\":60}"));

        TokenSet tokens = itero.refresh(PARTNER, directory(), Secret.of("r-1"));

        assertThat(tokens).isEqualTo(new TokenSet(Secret.of("a-2"), Optional.empty(), AlignStub.NOW.plusSeconds(60)));
        assertThat(align.onlyRequest().body().split("&"))
                .containsExactlyInAnyOrder("grant_type=refresh_token", "refresh_token=r-1");
    }

    @Test
    void revokesAToken() {
        align.on("/oauth/revoke", status(200, Map.of()));

        itero.revoke(PARTNER, directory(), Secret.of("r-1"));

        assertThat(align.onlyRequest().body()).isEqualTo("token=r-1");
        assertThat(align.onlyRequest().header("Authorization")).contains(BASIC);
    }

    @Test
    void listsTheAccountsToPairTo() {
        align.on("/companies", json(200, """
                        {"companies":[{"companyId":104233,"name":"Smile","city":"Brno","country":"CZ","role":"Doctor",
                        "paired":true},{"companyId":"C-7","name":"Bite"}]}"""));

        assertThat(itero.companies(access()))
                .containsExactly(
                        new Company(
                                ACCOUNT, "Smile", Optional.of("Brno"), Optional.of("CZ"), Optional.of("Doctor"), true),
                        new Company(
                                new AccountId("C-7"),
                                "Bite",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                false));
        assertThat(align.onlyRequest().header("Authorization")).contains("Bearer token-1");
    }

    @Test
    void pairsWithACallbackOfTheAccountsOwn() {
        align.on("/pair", json(200, """
                        {"access_token":"a-3","refresh_token":"r-3","expires_in":3600,
                        "warnings":["duplicates",{"code":"x","message":"no chart number"}]}"""));

        Paired paired =
                itero.pair(access(), ACCOUNT, Optional.of(URI.create("https://us.example.com/webhooks/itero/k")));

        assertThat(paired.tokens().refreshToken()).contains(Secret.of("r-3"));
        assertThat(paired.warnings()).containsExactly("duplicates", "no chart number");
        assertThat(align.onlyRequest().body())
                .isEqualTo("{\"companyId\":104233,\"callbackUrl\":\"https://us.example.com/webhooks/itero/k\"}");
    }

    @Test
    void pairsWithoutACallback() {
        align.on("/pair", json(200, "{\"access_token\":\"a-3\"}"));

        itero.pair(access(), ACCOUNT, Optional.empty());

        assertThat(align.onlyRequest().body()).isEqualTo("{\"companyId\":104233}");
    }

    @Test
    void unpairs() {
        align.on("/unpair", status(204, Map.of()));

        itero.unpair(access(), new AccountId("007"));

        assertThat(align.onlyRequest().body()).isEqualTo("{\"companyId\":\"007\"}");
    }

    @Test
    void readsAnOrderWithFieldsAndStatusesItHasNeverSeen() {
        align.on("/orders/by-rx/" + RX, json(200, order("104233", RX.value(), "Beaming Up")));

        IteroOrder order = itero.orderByRxId(access(), ACCOUNT, RX);

        assertThat(order)
                .isEqualTo(new IteroOrder(
                        "123456789",
                        RX,
                        ACCOUNT,
                        "Beaming Up",
                        new IteroOrder.Patient(
                                Optional.of("p-1"), Optional.of("Ada"), Optional.of("Byron"), Optional.of("C1")),
                        new IteroOrder.Doctor(Optional.of("12"), Optional.of("Dr. Who")),
                        Optional.of("Study Model"),
                        Optional.of(Instant.parse("2026-02-28T09:00:00Z")),
                        Optional.of(Instant.parse("2026-02-28T09:30:00Z")),
                        List.of(new IteroArtifact(
                                Optional.of("a1"),
                                "IDE",
                                Optional.of("x.zip"),
                                Optional.of("application/zip"),
                                OptionalLong.of(42),
                                Optional.of(URI.create("https://storage.example.com/x?sig=1"))))));
        assertThat(align.onlyRequest().uri()).isEqualTo("/orders/by-rx/" + RX + "?companyId=104233");
    }

    @Test
    void listsOrdersPageByPage() {
        align.on(
                "/orders",
                json(
                        200,
                        "{\"orders\":[%s,%s,{\"orderId\":7},{\"rxId\":\"requested\"},null],\"nextPageToken\":\"p 2\"}"
                                .formatted(
                                        order("104233", RX.value(), "Completed"),
                                        order("999", RX.value(), "Completed"))));
        IteroOrderQuery query = IteroOrderQuery.between(ACCOUNT, AlignStub.NOW.minusSeconds(60), AlignStub.NOW);

        IteroOrderPage page = itero.orders(access(), query);
        itero.orders(access(), query.after(page.nextPageToken().orElseThrow()));

        assertThat(page.orders()).extracting(IteroOrder::orderId).containsExactly("123456789");
        assertThat(page.unreadable()).isEqualTo(3);
        assertThat(align.requests())
                .extracting(AlignStub.Asked::uri)
                .containsExactly(
                        "/orders?companyId=104233&from=2026-03-01T09%3A59%3A00Z&to=2026-03-01T10%3A00%3A00Z"
                                + "&pageSize=100",
                        "/orders?companyId=104233&from=2026-03-01T09%3A59%3A00Z&to=2026-03-01T10%3A00%3A00Z"
                                + "&pageToken=p%202&pageSize=100");
    }

    @Test
    void listsOrdersOfAChart() {
        align.on("/orders", json(200, "{\"orders\":[]}"));

        itero.orders(access(), IteroOrderQuery.ofChart(ACCOUNT, "a/b&c"));

        assertThat(align.onlyRequest().uri()).isEqualTo("/orders?companyId=104233&chartNumber=a%2Fb%26c&pageSize=100");
    }

    @Test
    void readsThePractice() {
        align.on("/practice-configuration", json(200, """
                        {"companyId":104233,"name":"Smile","timeZone":"Europe/Prague",
                        "address":{"street":"Main 1","zip":60200,"city":"Brno","state":null},
                        "doctors":[{"doctorId":12,"firstName":"A","lastName":"B","licenseNumber":"L"}],
                        "scanners":[{"serialNumber":"S1","model":"Element 5D"}],
                        "procedures":[{"procedureMapId":3,"name":"Study Model"}]}"""));

        assertThat(itero.practiceConfiguration(access(), ACCOUNT))
                .isEqualTo(new PracticeConfiguration(
                        ACCOUNT,
                        "Smile",
                        Optional.of("Main 1, 60200, Brno"),
                        Optional.of("Europe/Prague"),
                        List.of(new PracticeConfiguration.Doctor(
                                "12", Optional.of("A"), Optional.of("B"), Optional.of("L"))),
                        List.of(new PracticeConfiguration.Scanner("S1", Optional.of("Element 5D"), Optional.empty())),
                        List.of(new PracticeConfiguration.Procedure("3", Optional.of("Study Model")))));
    }

    @Test
    void pushesAndWithdrawsAnRx() {
        // Given
        align.on(
                        "/rx",
                        json(
                                201,
                                "{\"rxId\":\"{%s}\",\"patientId\":\"p-1\",\"status\":\"Rx Created\"}"
                                        .formatted(RX.value().toUpperCase(java.util.Locale.ROOT))))
                .on("/rx/" + RX, status(204, Map.of()));
        ScanRequest request = new ScanRequest(
                ACCOUNT,
                "12",
                Optional.empty(),
                "3",
                new ScanRequest.Patient("Ada", "Byron", Optional.of("C1"), Optional.of(LocalDate.of(1815, 12, 10))),
                Optional.empty(),
                Optional.empty(),
                false);

        // When
        Requested requested = itero.scanRequest(access(), request);
        itero.deleteRx(access(), ACCOUNT, requested.rxId());

        // Then
        assertThat(requested).isEqualTo(new Requested(RX, Optional.of("p-1"), "Rx Created"));
        assertThat(align.requests().getFirst().body())
                .isEqualTo("{\"companyId\":104233,\"doctorId\":\"12\",\"procedureMapId\":3,\"patient\":"
                        + "{\"firstName\":\"Ada\",\"lastName\":\"Byron\",\"chartNumber\":\"C1\","
                        + "\"birthDate\":\"1815-12-10\"},\"updatePatient\":false}");
        assertThat(align.requests().getLast().method()).isEqualTo("DELETE");
    }

    @Test
    void searchesPatientsByWhatIsKnown() {
        align.on("/patients", json(200, """
                        {"patients":[{"patientId":"p-1","firstName":"Ada","lastName":"Byron","chartNumber":"C 1",
                        "birthDate":"1815-12-10"},{"patientId":"p-2","birthDate":"long ago"}]}"""));

        List<IteroPatient> found = itero.patients(
                access(), new PatientSearch(ACCOUNT, Optional.of("Ada"), Optional.empty(), Optional.of("C 1")));

        assertThat(found)
                .containsExactly(
                        new IteroPatient(
                                "p-1",
                                Optional.of("Ada"),
                                Optional.of("Byron"),
                                Optional.of("C 1"),
                                Optional.of(LocalDate.of(1815, 12, 10))),
                        new IteroPatient(
                                "p-2", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(align.onlyRequest().uri()).isEqualTo("/patients?companyId=104233&firstName=Ada&chartNumber=C%201");
    }

    @Test
    void changesAPatientByIdAndByChartNumber() {
        // Given
        String patient = "{\"patientId\":\"p-1\",\"lastName\":\"King\",\"chartNumber\":\"C/1\"}";
        align.on("/patients/p-1", json(200, patient)).on("/patients/by-chart-number/C/1", json(200, patient));
        PatientChange change = new PatientChange(Optional.empty(), Optional.of("King"), Optional.empty());

        // When
        IteroPatient byId = itero.updatePatient(access(), ACCOUNT, "p-1", change);
        IteroPatient byChart = itero.updatePatientByChart(access(), ACCOUNT, "C/1", change);

        // Then
        assertThat(byId).isEqualTo(byChart);
        assertThat(byId.lastName()).contains("King");
        assertThat(align.requests().getLast().uri()).isEqualTo("/patients/by-chart-number/C%2F1");
        assertThat(align.requests())
                .extracting(AlignStub.Asked::method, AlignStub.Asked::body)
                .containsOnly(
                        org.assertj.core.groups.Tuple.tuple("PUT", "{\"companyId\":104233,\"lastName\":\"King\"}"));
    }

    @Test
    void readsPairingWarnings() {
        align.on("/pairing-warnings", json(200, """
                        {"duplicateChartNumbers":[{"chartNumber":"C1","patientIds":["p-1","p-2"]}],
                        "missingChartNumbers":["p-3"]}"""));

        assertThat(itero.pairingWarnings(access(), ACCOUNT))
                .isEqualTo(new PairingWarnings(
                        List.of(new PairingWarnings.SharedChart("C1", List.of("p-1", "p-2"))), List.of("p-3")));
    }

    @Test
    void timesCallsByNameRegionAndOutcomeAlone() {
        align.on("/companies", json(200, "{\"companies\":[]}"));
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Itero timed = align.client(meters);

        timed.companies(access());

        assertThat(meters.getMeters())
                .extracting(it -> it.getId().toString())
                .containsExactly("MeterId{name='scanrelay.itero.calls', tags=[tag(call=companiesForPairing),"
                        + "tag(outcome=ok),tag(region=fixed)]}");
    }

    @Test
    void aStoredDirectoryIsTheOneThatWasRead() {
        Directory directory = directory();

        assertThat(Directory.ofJson(directory.toJson())).isEqualTo(directory);
    }

    private Directory directory() {
        return itero.discover(PARTNER, Optional.empty());
    }

    private Access access() {
        return new Access(directory(), Secret.of("token-1"));
    }

    static String discovery(String url, String more) {
        return """
                {"region":"eu-central-1","expiresInSeconds":1800,"news":1,"endpoints":{
                "token":"%1$s/eu/token","revokeToken":"%1$s/eu/revoke","companiesForPairing":"%1$s/eu/companies",
                "pair":"%1$s/eu/pair","unpair":"%1$s/eu/unpair","orders":"%1$s/eu/orders{?companyId}",
                "orderByRxId":"%1$s/eu/rx/{rxId}","downloadOrder":"%1$s/eu/orders/{orderId}",
                "someNewEndpoint":"ftp://x/{y}"%2$s}}""".formatted(url, more);
    }

    static String order(String account, String rxId, String status) {
        return """
                {"orderId":123456789,"rxId":"%s","companyId":%s,"status":"%s","mood":{"deep":[1]},
                "patient":{"patientId":"p-1","firstName":"Ada","lastName":"Byron","chartNumber":"C1"},
                "doctor":{"doctorId":12,"name":"Dr. Who"},"procedure":"Study Model",
                "scannedAt":"2026-02-28T10:00:00+01:00","modifiedAt":"2026-02-28T09:30:00Z",
                "artifacts":[{"artifactId":"a1","type":"IDE","fileName":"x.zip","contentType":"application/zip",
                "sizeBytes":42,"downloadUrl":"https://storage.example.com/x?sig=1"}]}""".formatted(rxId, account, status);
    }
}
