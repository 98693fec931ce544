package dev.scanrelay.why;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExplainerTest {

    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final String LATER = "2026-03-02T09:05:30.25Z";
    private static final String AGAIN = "we try again at 2026-03-02T09:05:30Z; ";
    private static final String CHANGED =
            "when Align notifies us of it, an import asks for it, or a sweep finds it in another state; ";
    private static final String PARKED =
            "nothing more happens by itself: it is fetched again when the operator has it redriven, or " + CHANGED
                    + "the operator of this service can fix it.";
    private static final String BY_ITSELF =
            "it is fetched once that is done, at once and by itself; the clinic can fix it.";
    private static final String ONCE_DONE =
            "it is fetched once that is done, and we look again at 2026-03-02T09:05:30Z; the clinic can fix it.";
    private static final String ALIGN = "Align can fix it.";
    private static final String CLINIC = "the clinic can fix it.";
    private static final String OPERATOR = "the operator of this service can fix it.";
    private static final String NOBODY = "nobody needs to do anything.";

    /** An order of a paired account that was just notified, and what is different. */
    private static final String PLAIN = """
            {"order_id":"7c6f1d52-8f5e-4c1f-a0de-2b8a4c1f9e01","rx_id":"1f0e8a52-6c3b-4f6d-9a57-1f2b7c9d4e10",
             "account_id":"104233","state":"waiting","wanted":true,"leased":false,"due_at":"2026-03-02T08:59:59+00:00",
             "failures":0,"failure":null,"absent_since":null,"incomplete_since":null,"latest_revision":0,"complete":null,
             "pairing":"active","attention_reason":null,"unannounced":false,"held":false,"announced_at":null,
             "sweep_at":null,"region_out_until":null,"paused_until":null}""";

    static Stream<Arguments> everyPlace() {
        String due = "'due_at':'" + LATER + "'";
        String failed = due + ",'failures':2,'failure':";
        String stored = "'state':'ready','wanted':false,'latest_revision':2,'complete':true";
        return Stream.of(
                of(
                        "",
                        "waiting",
                        "This scan waits to be fetched, because it waits its turn; it is fetched as soon as a"
                                + " worker is free; " + NOBODY),
                of(
                        "'leased':true",
                        "fetching",
                        "This scan is being fetched from Align now; it is announced once its files" + " are stored; "
                                + NOBODY),
                of(
                        "'leased':true,'latest_revision':1,'state':'ready'",
                        "fetching",
                        "This scan is being fetched from Align"
                                + " now again (revision 1 is stored); it is announced once its files are stored; "
                                + NOBODY),
                waits(failed + "'transient: align'", "Align is out or answers with errors; " + AGAIN + ALIGN),
                waits(
                        failed + "'transient: align: some-code'",
                        "Align is out or answers with errors; " + AGAIN + ALIGN),
                waits(
                        failed + "'transient: store: NoSuchBucket'",
                        "our object store is out or refuses; " + AGAIN + OPERATOR),
                waits(
                        failed + "'transient: transfer: source broken'",
                        "a file did not come whole from Align; " + AGAIN + ALIGN),
                waits(failed + "'busy: pairing: renewing'", "the account's log-in is being renewed; " + AGAIN + NOBODY),
                waits(
                        failed + "'transient: internal: IllegalStateException'",
                        "this service failed in a way that is not" + " foreseen; " + AGAIN + OPERATOR),
                waits(
                        "'failures':2,'failure':'transient: align','region_out_until':'" + LATER + "'",
                        "the region of Align that has it is out, and nobody asks it meanwhile; one call tries the region at"
                                + " 2026-03-02T09:05:30Z, and all its scans go on once Align answers; " + ALIGN),
                waits(
                        "'region_out_until':'2026-03-02T08:59:00Z'",
                        "the region of Align that has it is out, and nobody asks it meanwhile; one call tries the region as"
                                + " soon as a worker is free, and all its scans go on once Align answers; " + ALIGN),
                waits(
                        "'region_out_until':'" + LATER + "','pairing':'attention','attention_reason':'grant-refused'",
                        "Align refuses the clinic's log-in, and a user has to sign in again; " + BY_ITSELF),
                waits(
                        "'paused_until':'" + LATER + "'",
                        "Align limits how often we may ask for this account; it is fetched at 2026-03-02T09:05:30Z; "
                                + NOBODY),
                waits(
                        due + ",'failure':'own_limit: align: own_limit'",
                        "we limit how often we ask Align, for an account and a region; it is fetched at"
                                + " 2026-03-02T09:05:30Z; " + NOBODY),
                waits(
                        due + ",'failure':'region_out: align: region_out'",
                        "the region of Align that has it was out; it is fetched at 2026-03-02T09:05:30Z; " + NOBODY),
                waits(failed + "'rate_limited: align'", "Align limits how often we may ask; " + AGAIN + NOBODY),
                waits(
                        failed + "'changed: align: changed while it was read'",
                        "it changed at Align while it was read; " + AGAIN + NOBODY),
                waits(failed + "'unauthorised: align'", "Align refuses our access to the account; " + AGAIN + CLINIC),
                waits(
                        failed + "'not_there_yet: align','absent_since':'2026-03-02T08:00:00Z'",
                        "Align does not show it, or" + " its files, yet since 2026-03-02T08:00:00Z; " + AGAIN + ALIGN),
                waits(
                        failed + "'incomplete: file: align','incomplete_since':'2026-03-02T08:00:00Z'",
                        "Align does not give" + " one of its files since 2026-03-02T08:00:00Z; " + AGAIN + ALIGN),
                waits(
                        due + ",'failure':'needs_attention: pairing: needs attention'",
                        "it waited for a user of the clinic to" + " sign in; it is fetched at 2026-03-02T09:05:30Z; "
                                + NOBODY),
                waits(
                        failed + "'unheard-of'",
                        "this service failed in a way that is not foreseen; " + AGAIN + OPERATOR),
                waits(
                        failed + "'transient: align','pairing':'attention','attention_reason':'grant-refused'",
                        "Align refuses" + " the clinic's log-in, and a user has to sign in again; " + BY_ITSELF),
                waits(
                        due + ",'pairing':'attention','attention_reason':'login-expired'",
                        "the clinic's log-in at Align has" + " come to its end, and a user has to sign in again; "
                                + BY_ITSELF),
                waits(
                        due + ",'pairing':'attention','attention_reason':'unpaired-by-vendor'",
                        "the pairing was ended at" + " Align, and a user of the clinic has to pair again; "
                                + BY_ITSELF),
                waits(
                        due + ",'pairing':'pending'",
                        "nobody has acknowledged yet what Align says of the account's patients; " + ONCE_DONE),
                waits(due + ",'pairing':'ended'", "the account is not paired any more; " + ONCE_DONE),
                waits(due + ",'pairing':null", "the account is not paired any more; " + ONCE_DONE),
                parked("refused: align", "Align forbids us to read it; " + PARKED),
                parked("refused: pairing: ended", "the account was not paired; " + PARKED),
                parked(
                        "permanent: transfer: too large",
                        "one of its files is larger than this service is set to take; " + PARKED),
                parked("permanent: align", "Align rejects what we ask for it; " + PARKED),
                parked("transient: align", "Align is out or answers with errors; " + PARKED),
                of(
                        "'state':'requested','wanted':false,'sweep_at':'" + LATER + "'",
                        "requested",
                        "This scan is requested,"
                                + " because the clinic has not scanned it yet as far as Align told us; it is fetched when Align"
                                + " notifies us of it or the sweep finds it, next at 2026-03-02T09:05:30Z; " + CLINIC),
                of(
                        "'state':'withdrawn','wanted':false",
                        "withdrawn",
                        "This scan is withdrawn, because it is no longer to be"
                                + " expected or used at Align; it is fetched again " + CHANGED + NOBODY),
                of(
                        "'state':'parked','latest_revision':3,'failure':'permanent: align'",
                        "parked",
                        "This scan is given up for now (revision 3 is stored), because Align rejects what we ask for it; "
                                + PARKED),
                of(
                        "'wanted':false",
                        "waiting",
                        "Nothing is stored of this scan, because Align has offered no files of it; it"
                                + " is fetched when Align notifies us of it; " + ALIGN),
                of(
                        stored + ",'unannounced':true",
                        "stored",
                        "Revision 2 of this scan is stored and not announced yet, because"
                                + " its event waits for Kafka; it is announced as soon as Kafka takes it; " + NOBODY),
                of(
                        stored + ",'unannounced':true,'held':true",
                        "stored",
                        "Revision 2 of this scan is stored and not announced,"
                                + " because an event of this order can't be sent to its topic; it is announced once the operator"
                                + " has released that event; " + OPERATOR),
                of(
                        stored + ",'announced_at':'2026-03-02T08:30:00.7Z'",
                        "announced",
                        "Revision 2 of this scan is stored and"
                                + " announced at 2026-03-02T08:30:00Z; a re-scan is fetched when Align notifies us of it or a sweep finds it; "
                                + NOBODY),
                of(
                        stored + ",'complete':false,'pairing':'ended'",
                        "announced",
                        "Revision 2 of this scan is stored, without a"
                                + " file that Align did not give, and announced; a re-scan is fetched once a user of the clinic has"
                                + " signed in; " + NOBODY));
    }

    @ParameterizedTest
    @MethodSource("everyPlace")
    void saysWhereItIsAndWhyInOneSentence(String different, String where, String sentence) throws Exception {
        Explanation said = Explainer.of(facts(different), NOW);

        assertThat(said.where().wire()).isEqualTo(where);
        assertThat(said.sentence())
                .isEqualTo(sentence)
                .endsWith(said.whoCanFix().words() + ".");
        assertThat(said.nextAt().isPresent()).isEqualTo(sentence.contains("09:05:30Z"));
    }

    static Stream<Arguments> everyReach() {
        Optional<Instant> later = Optional.of(Instant.parse(LATER));
        String heard = "We never heard of this RX, because ";
        String none = heard + "Align has not notified us of it here and no sweep has found it; ";
        return Stream.of(
                arguments(
                        new Reach(0, 0, Optional.empty()),
                        heard + "no account is paired that it could be of; its scans"
                                + " are looked for once its account is paired; " + CLINIC),
                arguments(
                        new Reach(0, 1, Optional.empty()),
                        heard + "each account that it could be of waits for a user of"
                                + " the clinic; its scans are looked for once a user has signed in; " + CLINIC),
                arguments(new Reach(2, 0, later), none + "the sweep looks next at 2026-03-02T09:05:30Z; " + ALIGN),
                arguments(
                        new Reach(2, 0, Optional.of(NOW)),
                        none + "the sweep looks next as soon as a worker is free; " + ALIGN),
                arguments(new Reach(2, 0, Optional.empty()), none + "no sweep is planned; " + ALIGN),
                arguments(
                        new Reach(2, 1, later),
                        none + "some accounts wait for a user of the clinic to sign in, and the"
                                + " sweep looks next at 2026-03-02T09:05:30Z; " + CLINIC));
    }

    @ParameterizedTest
    @MethodSource("everyReach")
    void saysOfAnRxNeverHeardOfWhenItIsLookedFor(Reach reach, String sentence) {
        Explanation said = Explainer.ofUnknown(reach, NOW);

        assertThat(said.where()).isEqualTo(Place.UNKNOWN);
        assertThat(said.sentence()).isEqualTo(sentence);
    }

    private static Arguments of(String different, String where, String sentence) {
        return arguments(different, where, sentence);
    }

    private static Arguments waits(String different, String rest) {
        return of(different, "waiting", "This scan waits to be fetched, because " + rest);
    }

    private static Arguments parked(String failure, String rest) {
        String different = "'state':'parked','failures':12,'failure':'" + failure + "'";
        return of(different, "parked", "This scan is given up for now, because " + rest);
    }

    private static Facts facts(String different) throws Exception {
        ObjectMapper json = new ObjectMapper();
        ObjectNode row = (ObjectNode) json.readTree(PLAIN);
        row.setAll((ObjectNode) json.readTree("{" + different.replace('\'', '"') + "}"));
        return Rows.read(row.toString(), Facts.class);
    }
}
