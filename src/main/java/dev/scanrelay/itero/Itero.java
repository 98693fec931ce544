package dev.scanrelay.itero;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import dev.scanrelay.itero.IteroException.Kind;
import dev.scanrelay.secret.Secret;
import dev.scanrelay.trace.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Align's partner API, one method per call. Calls block, belong on virtual threads, and fail with {@link IteroException} alone.
 * Nothing is repeated, refreshed or remembered here: that is for the callers to decide.
 */
@ApplicationScoped
public class Itero {

    private final PartnerClients clients;
    private final HttpClients http;
    private final Exchange exchange;
    private final Requests requests;
    private final Discovery discovery;
    private final Downloads downloads;
    private final Clock clock;

    Itero(IteroConfig config, ClientSecrets secrets, MeterRegistry meters, Tracing tracing, Gate gate, Clock clock) {
        Trust trust = new Trust(config);
        Uris uris = new Uris(trust);
        this.clients = new PartnerClients(config, trust, secrets);
        this.http = HttpClients.of(config);
        this.exchange = new Exchange(http, (int) config.maxJson().asLongValue(), meters, tracing, gate, clock);
        this.requests = new Requests(uris);
        this.discovery = new Discovery(config, exchange, uris, clock);
        this.downloads = new Downloads(requests, exchange, trust);
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        // made with the service, so that a setting that can't work is told at once
    }

    @PreDestroy
    void close() {
        http.close();
    }

    /** Whether the partner has a registration at Align. */
    public boolean knows(PartnerId partner) {
        return clients.knows(partner);
    }

    /**
     * Where the endpoints are now (A5). It needs no token: it comes before a refresh. When it fails, go by the last directory
     * that was read.
     *
     * @param account once known, as Align may keep it in another region
     */
    public Directory discover(PartnerId partner, Optional<AccountId> account) {
        return discovery.directory(clients.of(Endpoint.DISCOVERY, partner), account);
    }

    /** Where to send the clinic's user to sign in (A1). No call is made. */
    public URI authorizeUri(PartnerId partner, String state, String codeChallenge) {
        return clients.of(Endpoint.TOKEN, partner).authorize(state, codeChallenge);
    }

    /** Tokens for the code that came back with the user (A2). {@link IteroException#grantDead()} if it is not good (any more). */
    public TokenSet exchangeCode(PartnerId partner, Directory directory, String code, Secret verifier) {
        PartnerClient client = clients.of(Endpoint.TOKEN, partner);
        return tokens(
                client,
                directory,
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        client.redirectUri().toString(),
                        "code_verifier",
                        verifier.reveal()));
    }

    /**
     * New tokens (A3). After a failure other than {@link IteroException#grantDead()} it is open whether Align spent the refresh
     * token.
     */
    public TokenSet refresh(PartnerId partner, Directory directory, Secret refreshToken) {
        return tokens(
                clients.of(Endpoint.TOKEN, partner),
                directory,
                Map.of("grant_type", "refresh_token", "refresh_token", refreshToken.reveal()));
    }

    /** Ends a token, of either kind (A4, RFC 7009). One that is dead already is no failure. */
    public void revoke(PartnerId partner, Directory directory, Secret token) {
        exchange.done(requests.form(
                clients.of(Endpoint.REVOKE, partner), directory, Endpoint.REVOKE, Map.of("token", token.reveal())));
    }

    /** The accounts that the user may pair to (A6). */
    public List<Company> companies(Access access) {
        return exchange.json(
                requests.get(access, Endpoint.COMPANIES, Map.of()),
                Answer.Companies.class,
                Answer.Companies::toCompanies);
    }

    /**
     * Pairs the user to the account (A7).
     *
     * @param callbackUrl where to send this account's notifications, unless Align has one for all of the partner's
     */
    public Paired pair(Access access, AccountId account, Optional<URI> callbackUrl) {
        Ask.Pair body = new Ask.Pair(Ask.companyId(account), callbackUrl.map(URI::toString));
        return exchange.json(
                requests.post(access, Endpoint.PAIR, body), Answer.Tokens.class, answer -> answer.toPaired(clock));
    }

    /** Ends the pairing (A8); its tokens die with it. */
    public void unpair(Access access, AccountId account) {
        exchange.done(requests.post(access, Endpoint.UNPAIR, new Ask.Unpair(Ask.companyId(account))));
    }

    /** What scan requests may choose from (D1). */
    public PracticeConfiguration practiceConfiguration(Access access, AccountId account) {
        return exchange.json(
                requests.get(access, Endpoint.PRACTICE, company(account)),
                PracticeAnswer.class,
                PracticeAnswer::toConfiguration);
    }

    /** Pushes an RX to the scanner (D2). After a transient failure it is open whether it is there. */
    public Requested scanRequest(Access access, ScanRequest request) {
        return exchange.json(
                requests.post(access, Endpoint.SCAN_REQUEST, Ask.Scan.of(request)),
                Answer.Rx.class,
                Answer.Rx::toRequested);
    }

    /** Withdraws an RX (D2b): NOT_FOUND if unknown, PERMANENT if it is scanned already. */
    public void deleteRx(Access access, AccountId account, RxId rxId) {
        exchange.done(requests.delete(
                access, Endpoint.DELETE_RX, Map.of("companyId", account.value(), "rxId", rxId.value())));
    }

    /** Those who match exactly, but for case (P1). */
    public List<IteroPatient> patients(Access access, PatientSearch search) {
        return exchange.json(
                requests.get(access, Endpoint.PATIENT_SEARCH, variables(search)),
                Answer.Patients.class,
                Answer.Patients::toPatients);
    }

    /** Changes a patient (P2): NOT_FOUND if unknown, PERMANENT with {@code chart_number_in_use} if another has that chart number. */
    public IteroPatient updatePatient(Access access, AccountId account, String patientId, PatientChange change) {
        return exchange.json(
                requests.put(
                        access, Endpoint.PATIENT_BY_ID, Map.of("patientId", patientId), Ask.Change.of(account, change)),
                Answer.Patient.class,
                Answer.Patient::toPatient);
    }

    /**
     * Changes the names of the one patient with this chart number (P4): NOT_FOUND if there is none, PERMANENT with {@code
     * chart_number_shared} if there are several.
     */
    public IteroPatient updatePatientByChart(
            Access access, AccountId account, String chartNumber, PatientChange names) {
        return exchange.json(
                requests.put(
                        access,
                        Endpoint.PATIENT_BY_CHART,
                        Map.of("chartNumber", chartNumber),
                        Ask.Change.of(account, names)),
                Answer.Patient.class,
                Answer.Patient::toPatient);
    }

    /** Shared and missing chart numbers (P5). REFUSED with {@code feature_disabled} where Align has it off. */
    public PairingWarnings pairingWarnings(Access access, AccountId account) {
        return exchange.json(
                requests.get(access, Endpoint.WARNINGS, company(account)),
                Answer.Warnings.class,
                Answer.Warnings::toWarnings);
    }

    /** The order as it is now (D6). NOT_FOUND if unknown, foreign or not there yet, and if not scanned yet. */
    public IteroOrder orderByRxId(Access access, AccountId account, RxId rxId) {
        return exchange.json(
                requests.get(access, Endpoint.ORDER_BY_RX, Map.of("companyId", account.value(), "rxId", rxId.value())),
                OrderAnswer.class,
                answer -> theOneAskedFor(answer, account, rxId));
    }

    /** One page of the account's orders (D3). */
    public IteroOrderPage orders(Access access, IteroOrderQuery query) {
        return exchange.json(
                requests.get(access, Endpoint.ORDERS, variables(query)),
                OrderAnswer.Page.class,
                answer -> answer.toPage(query.account()));
    }

    /**
     * The RXs on one page of the account's orders (D3) that are not scanned yet. Whether Align lists them is not published: that
     * none is there says nothing.
     */
    public RequestedRx.Page requestedRxs(Access access, IteroOrderQuery query) {
        return exchange.json(
                requests.get(access, Endpoint.ORDERS, variables(query)),
                OrderAnswer.Page.class,
                answer -> answer.toRequested(query.account()));
    }

    /**
     * Opens one artifact's bytes (D4) by its own link, or by its type where it has none.
     *
     * @param offset first byte wanted
     * @param ifRange strong tag of the bytes before {@code offset}; others than these are then sent whole, with status 200
     */
    public Download download(
            Access access,
            AccountId account,
            String orderId,
            IteroArtifact artifact,
            long offset,
            Optional<String> ifRange) {
        return downloads.open(access, account, orderId, artifact, new Downloads.Part(offset, ifRange));
    }

    /**
     * Opens all or some files of an order, in a form if wanted (D4). Whether Align checks that the order is the account's is not
     * published: see to it before.
     *
     * @param orderId 1 to 64 letters, digits, {@code -} or {@code _}
     */
    public Download download(Access access, String orderId, FileWish wish) {
        return downloads.open(access, orderId, wish);
    }

    private TokenSet tokens(PartnerClient client, Directory directory, Map<String, String> form) {
        return exchange.json(
                requests.form(client, directory, Endpoint.TOKEN, form),
                Answer.Tokens.class,
                answer -> answer.toTokenSet(clock));
    }

    // What Align answers about is not ours to doubt, whose it is must be: another clinic's order would land in this
    // one's.
    private static IteroOrder theOneAskedFor(OrderAnswer answer, AccountId account, RxId rxId) {
        if (answer.isOnlyRequested()) {
            throw IteroException.of(Endpoint.ORDER_BY_RX, Kind.NOT_FOUND, "not_scanned");
        }
        IteroOrder order = answer.toOrder();
        if (!order.account().equals(account) || !order.rxId().equals(rxId)) {
            throw new IllegalArgumentException("an order other than the one asked for");
        }
        return order;
    }

    private static Map<String, Object> company(AccountId account) {
        return Map.of("companyId", account.value());
    }

    private static Map<String, Object> variables(PatientSearch search) {
        Map<String, Object> variables = new HashMap<>(company(search.account()));
        search.firstName().ifPresent(name -> variables.put("firstName", name));
        search.lastName().ifPresent(name -> variables.put("lastName", name));
        search.chartNumber().ifPresent(chart -> variables.put("chartNumber", chart));
        return variables;
    }

    private static Map<String, Object> variables(IteroOrderQuery query) {
        Map<String, Object> variables = new HashMap<>(company(query.account()));
        variables.put("pageSize", query.pageSize());
        query.from().ifPresent(from -> variables.put("from", from.toString()));
        query.to().ifPresent(to -> variables.put("to", to.toString()));
        query.chartNumber().ifPresent(chart -> variables.put("chartNumber", chart));
        query.pageToken().ifPresent(token -> variables.put("pageToken", token));
        return variables;
    }
}
