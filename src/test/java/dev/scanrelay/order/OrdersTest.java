package dev.scanrelay.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scanrelay.content.Fingerprint;
import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import dev.scanrelay.testing.Services;
import dev.scanrelay.transfer.Stored;
import dev.scanrelay.transfer.Unpacked;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Services.class)
class OrdersTest {

    private static final String ACCOUNT = "orders-1";
    private static final FailureNote OUT = new FailureNote("transient", "align: out", true, false);
    private static final Instant LATER = Instant.parse("2199-01-01T00:00:00Z");
    private static final Instant SOONER = LATER.minusSeconds(60);

    @Inject
    Database database;

    @Inject
    Orders orders;

    @Inject
    Workbench bench;

    @Test
    void makesAnOrderOfTheFirstWishAndRaisesItWithEveryFurtherOne() {
        RxId rx = Workbench.rx();

        UUID first = bench.want(ACCOUNT, rx, Lane.LIVE);
        UUID second = bench.want(ACCOUNT, rx, Lane.LIVE);

        assertThat(second).isEqualTo(first);
        Row row = bench.row(first);
        assertThat(row.number("wanted")).isEqualTo(2);
        assertThat(row.number("done")).isZero();
        assertThat(row.text("state")).isEqualTo("waiting");
        assertThat(row.instant("due_at")).isEqualTo(Samples.TIME);
        assertThat(bench.timeline(first)).containsExactly("notified"); // a repeat within a minute says nothing new
    }

    @Test
    void givesAnOrderTheIdThatFollowsFromWhoseRxItIs() throws Exception {
        RxId rx = Workbench.rx();

        UUID order = bench.want(ACCOUNT, rx, Lane.LIVE);

        byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest(("default/" + ACCOUNT + "/" + rx.value()).getBytes(StandardCharsets.UTF_8));
        String hex = HexFormat.of().formatHex(digest);
        assertThat(order.toString().replace("-", ""))
                .isEqualTo(hex.substring(0, 12) + "8" + hex.substring(13, 16) + "8" + hex.substring(17, 32));
    }

    /** More than once: what one of many may miss is seldom missed. */
    @RepeatedTest(20)
    void losesNoWishOfManyAtOnce() throws Exception {
        List<Wish> wishes = IntStream.range(0, 8)
                .mapToObj(number -> new Wish(PartnerId.DEFAULT, new AccountId(ACCOUNT), Workbench.rx(), Lane.LIVE))
                .toList();

        Set<UUID> ids = new HashSet<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<UUID>>> answers = IntStream.range(0, 40)
                    .mapToObj(turn -> threads.submit(() -> wantAll(shuffled(wishes, turn))))
                    .toList();
            for (Future<List<UUID>> answer : answers) {
                ids.addAll(answer.get());
            }
        }

        assertThat(ids)
                .hasSize(8)
                .allSatisfy(id -> assertThat(bench.row(id).number("wanted")).isEqualTo(40));
    }

    @Test
    void answersABatchInItsOrderAndTakesRepeatsInItAsOne() {
        Wish slow = new Wish(PartnerId.DEFAULT, new AccountId(ACCOUNT), Workbench.rx(), Lane.SLOW);
        Wish live = new Wish(slow.partner(), slow.account(), slow.rxId(), Lane.LIVE);
        Wish other = new Wish(PartnerId.DEFAULT, new AccountId(ACCOUNT), Workbench.rx(), Lane.SLOW);

        List<UUID> ids = wantAll(List.of(slow, other, live));

        assertThat(ids.get(0)).isEqualTo(ids.get(2)).isNotEqualTo(ids.get(1));
        assertThat(bench.row(ids.get(0)).integer("lane")).isZero();
        assertThat(bench.row(ids.get(1)).integer("lane")).isEqualTo(1);
        assertThat(bench.timeline(ids.get(1))).containsExactly("requested");
    }

    @Test
    void letsTheLiveLaneWinWhileTheOrderWaits() {
        RxId rx = Workbench.rx();
        UUID order = bench.want(ACCOUNT, rx, Lane.SLOW);

        bench.want(ACCOUNT, rx, Lane.LIVE);
        bench.want(ACCOUNT, rx, Lane.SLOW);

        assertThat(bench.row(order).integer("lane")).isZero();
    }

    @Test
    void neverMakesAnOrderDueLaterThanItWas() {
        RxId rx = Workbench.rx();
        UUID order = bench.want(ACCOUNT, rx, Lane.LIVE);
        bench.execute("update scan_order set due_at = '2020-01-01T00:00:00Z' where id = '" + order + "'");

        bench.want(ACCOUNT, rx, Lane.LIVE);

        assertThat(bench.row(order).instant("due_at")).isEqualTo("2020-01-01T00:00:00Z");
    }

    @Test
    void letsRepeatsOfANotificationUseUpNoStepOfTheLadder() {
        RxId rx = Workbench.rx();
        UUID order = bench.want(ACCOUNT, rx, Lane.LIVE);
        bench.execute("update scan_order set failures = 8 where id = '" + order + "'");

        bench.want(ACCOUNT, rx, Lane.SLOW);
        assertThat(bench.row(order).integer("failures")).isEqualTo(8);

        bench.want(ACCOUNT, rx, Lane.LIVE);
        assertThat(bench.row(order).integer("failures")).isZero();
    }

    @Test
    void startsAParkedOrderAnewWhenItIsWantedAgain() {
        RxId rx = Workbench.rx();
        UUID order = bench.want(ACCOUNT, rx, Lane.LIVE);
        park(bench.lease(order), OUT);
        assertThat(bench.row(order).text("state")).isEqualTo("parked");

        bench.want(ACCOUNT, rx, Lane.SLOW);

        Row row = bench.row(order);
        assertThat(row.text("state")).isEqualTo("waiting");
        assertThat(row.integer("failures")).isZero();
        assertThat(row.integer("lane")).isEqualTo(1);
    }

    @Test
    void recordsTheFirstFilesAsRevisionOneWithItsEvent() {
        UUID order = bench.wanted(ACCOUNT);
        NewContent scan = Samples.scan("first " + order);

        Recorded recorded = bench.record(order, Samples.facts("Completed"), scan);

        assertThat(recorded).isEqualTo(new Recorded.NewRevision(1));
        Row row = bench.row(order);
        assertThat(row.text("state")).isEqualTo("ready");
        assertThat(row.number("done")).isEqualTo(row.number("wanted"));
        assertThat(row.maybeText("lease_owner")).isEmpty();
        assertThat(row.instant("dated_at")).isEqualTo(Samples.TIME.minusSeconds(90));
        assertThat(bench.timeline(order)).containsExactly("notified", "fetched", "stored");
        assertThat(bench.events(order, "order.ready.v1")).singleElement().satisfies(ready -> {
            assertThat(ready.path("revision").asInt()).isEqualTo(1);
            assertThat(ready.path("fingerprint").asText())
                    .isEqualTo("1:" + scan.fingerprint().value().hex());
            assertThat(ready.path("artifactCount").asInt()).isEqualTo(2);
            assertThat(ready.path("artifacts").path(1).path("container"))
                    .isEqualTo(ready.path("artifacts").path(0).path("id"));
            assertThat(ready.path("artifacts").path(1).path("jaw").asText()).isEqualTo("upper");
        });
    }

    @Test
    void tellsNoOneOfTheSameFilesAgain() {
        UUID order = bench.wanted(ACCOUNT);
        bench.record(order, Samples.facts("Completed"), Samples.scan("same"));

        Recorded again = bench.record(order, Samples.facts("Completed"), Samples.scan("same"));

        assertThat(again).isEqualTo(new Recorded.Unchanged(1, List.of()));
        assertThat(bench.row(order).integer("latest_revision")).isEqualTo(1);
        assertThat(eventsOf(order)).hasSize(1);
        assertThat(bench.timeline(order)).endsWith("unchanged");
    }

    @Test
    void numbersAnotherScanAsTheNextRevisionAndKeepsTheFirst() {
        UUID order = bench.wanted(ACCOUNT);
        bench.record(order, Samples.facts("Completed"), Samples.scan("one"));

        Recorded again = bench.record(order, Samples.facts("Lab Review"), Samples.scan("two"));

        assertThat(again).isEqualTo(new Recorded.NewRevision(2));
        assertThat(bench.query("select number from revision where order_id = '" + order + "' order by number"))
                .extracting(row -> row.integer("number"))
                .containsExactly(1, 2);
        assertThat(bench.events(order, "order.ready.v1")).hasSize(2);
        assertThat(bench.events(order, "order.updated.v1")).isEmpty(); // the ready event says it all
    }

    @Test
    void takesFilesUnderAnotherRuleForChanged() {
        UUID order = bench.wanted(ACCOUNT);
        Stored zip = Samples.zip("rule");
        bench.record(order, Samples.facts("Completed"), Samples.content(true, Fingerprint.RULE_VERSION, zip));

        Recorded again = bench.record(
                order, Samples.facts("Completed"), Samples.content(true, Fingerprint.RULE_VERSION + 1, zip));

        assertThat(again).isEqualTo(new Recorded.NewRevision(2));
    }

    @Test
    void announcesARevisionThatBecameComplete() {
        UUID order = bench.wanted(ACCOUNT);
        Stored zip = Samples.zip("part");
        bench.record(order, Samples.facts("Completed"), Samples.content(false, Fingerprint.RULE_VERSION, zip));

        Recorded again =
                bench.record(order, Samples.facts("Completed"), Samples.content(true, Fingerprint.RULE_VERSION, zip));

        assertThat(again).isEqualTo(new Recorded.NewRevision(2));
    }

    @Test
    void saysWhyAZipWasKeptWhole() {
        UUID order = bench.wanted(ACCOUNT);
        Stored refused = new Stored(Samples.archive("bomb"), "00000000", new Unpacked.Refused("bomb"));

        bench.record(order, Samples.facts("Completed"), Samples.content(true, Fingerprint.RULE_VERSION, refused));

        JsonNode ready = bench.events(order, "order.ready.v1").getFirst();
        assertThat(ready.path("unpacked").asText()).isEqualTo("refused");
        assertThat(ready.path("refusal").asText()).isEqualTo("bomb");
    }

    @Test
    void announcesTheNamesOfChangedFieldsAndNotTheirValues() {
        UUID order = bench.ready(ACCOUNT);
        Patient married = new Patient(
                Samples.PATIENT.id(), Samples.PATIENT.firstName(), Optional.of("Ostrowski"), Optional.of("CH-4712"));

        Recorded recorded = bench.record(bench.lease(order), Samples.facts("Lab Review", married), Optional.empty());

        List<String> changed = List.of("chartNumber", "patientName", "status");
        assertThat(recorded).isEqualTo(new Recorded.Unchanged(1, changed));
        assertThat(bench.events(order, "order.updated.v1")).singleElement().satisfies(updated -> {
            assertThat(updated.path("changed").toString()).isEqualTo("[\"chartNumber\",\"patientName\",\"status\"]");
            assertThat(updated.path("status").asText()).isEqualTo("Lab Review");
            assertThat(updated.toString()).doesNotContain("Ostrowski", "CH-4712");
        });
        assertThat(bench.timeline(order)).endsWith("updated chartNumber, patientName, status");
    }

    @Test
    void waitsForFilesThatAreNotThereYet() {
        UUID order = bench.wanted(ACCOUNT);

        Recorded recorded = bench.record(bench.lease(order), Samples.facts("Rx Created"), Optional.empty());

        assertThat(recorded).isEqualTo(new Recorded.Unchanged(0, List.of()));
        assertThat(bench.row(order).text("state")).isEqualTo("waiting");
        assertThat(eventsOf(order)).isEmpty();
    }

    @Test
    void doesOnlyWhatWasNoted() {
        RxId rx = Workbench.rx();
        UUID order = bench.want(ACCOUNT, rx, Lane.LIVE);
        LeasedOrder leased = bench.lease(order);
        bench.want(ACCOUNT, rx, Lane.LIVE); // arrives during the attempt

        bench.record(leased, Samples.facts("Completed"), Optional.of(Samples.scan("noted")));

        Row row = bench.row(order);
        assertThat(row.number("done")).isEqualTo(1);
        assertThat(row.number("wanted")).isEqualTo(2);
        assertThat(row.instant("due_at")).isBeforeOrEqualTo(Samples.TIME);
    }

    @Test
    void recordsNothingForALeaseThatIsNotTheCurrentOne() {
        UUID order = bench.wanted(ACCOUNT);
        LeasedOrder lost = bench.lease(order);
        LeasedOrder current = bench.lease(order);

        Recorded recorded = bench.record(lost, Samples.facts("Completed"), Optional.of(Samples.scan("lost")));

        assertThat(recorded).isEqualTo(new Recorded.LeaseLost());
        assertThat(park(lost, OUT)).isFalse();
        assertThat(postpone(lost, OUT)).isFalse();
        assertThat(withdraw(lost)).isFalse();
        assertThat(bench.row(order).integer("latest_revision")).isZero();
        assertThat(eventsOf(order)).isEmpty();
        assertThat(bench.record(current, Samples.facts("Completed"), Optional.of(Samples.scan("won"))))
                .isEqualTo(new Recorded.NewRevision(1));
    }

    @Test
    void recordsNothingTwiceForOneLease() {
        UUID order = bench.wanted(ACCOUNT);
        LeasedOrder leased = bench.lease(order);
        bench.record(leased, Samples.facts("Completed"), Optional.of(Samples.scan("once")));

        assertThat(bench.record(leased, Samples.facts("Completed"), Optional.of(Samples.scan("twice"))))
                .isEqualTo(new Recorded.LeaseLost());
    }

    @Test
    void postponesAndCountsTheStep() {
        UUID order = bench.wanted(ACCOUNT);

        assertThat(postpone(bench.lease(order), OUT)).isTrue();
        assertThat(postpone(bench.lease(order), new FailureNote("rate_limited", "align: too many", false, false)))
                .isTrue();

        Row row = bench.row(order);
        assertThat(row.integer("failures")).isEqualTo(1);
        assertThat(row.instant("due_at")).isEqualTo(LATER);
        assertThat(row.maybeText("lease_owner")).isEmpty();
        assertThat(row.text("failure")).isEqualTo("rate_limited: align: too many");
        assertThat(bench.timeline(order)).containsExactly("notified", "failed transient: align: out");
    }

    @Test
    void letsANotificationThatCameMeanwhileNotWaitForTheStepOfTheOneBefore() {
        RxId rx = Workbench.rx();
        UUID order = bench.want(ACCOUNT, rx, Lane.LIVE);
        LeasedOrder leased = bench.lease(order);
        bench.want(ACCOUNT, rx, Lane.LIVE);

        postpone(leased, OUT);

        assertThat(bench.row(order).instant("due_at")).isEqualTo(SOONER);
    }

    @Test
    void looksAgainAtOnceIfANotificationCameWhileTheOrderWasAbsent() {
        RxId rx = Workbench.rx();
        UUID order = bench.want(ACCOUNT, rx, Lane.LIVE);
        LeasedOrder leased = bench.lease(order);
        bench.want(ACCOUNT, rx, Lane.LIVE);

        postpone(leased, new FailureNote("not_there_yet", "align: unknown order", true, true));

        Row row = bench.row(order);
        assertThat(row.instant("due_at")).isBefore(LATER);
        assertThat(row.maybeInstant("absent_since")).isPresent();
    }

    @Test
    void parksAndSaysSo() {
        UUID order = bench.wanted(ACCOUNT);

        assertThat(park(bench.lease(order), new FailureNote("permanent", "align: no such order", true, false)))
                .isTrue();

        assertThat(bench.row(order).text("state")).isEqualTo("parked");
        assertThat(bench.timeline(order)).endsWith("parked permanent: align: no such order");
        assertThat(bench.events(order, "order.failed.v1")).singleElement().satisfies(failed -> {
            assertThat(failed.path("failure").asText()).isEqualTo("permanent");
            assertThat(failed.path("reason").asText()).isEqualTo("align: no such order");
            assertThat(failed.path("attempts").asInt()).isEqualTo(1);
        });
        assertThat(deadLetters(order)).singleElement().satisfies(letter -> {
            assertThat(letter.text("data")).contains("\"failure\":\"permanent\"", "\"revision\":0");
            assertThat(letter.text("topics")).isEqualTo("scan.notifications.dlq.v1");
            assertThat(letter.text("ordering_key")).startsWith("parked/");
        });
    }

    @Test
    void doesNotParkWhatIsWantedAgain() {
        RxId rx = Workbench.rx();
        UUID order = bench.want(ACCOUNT, rx, Lane.LIVE);
        LeasedOrder leased = bench.lease(order);
        bench.want(ACCOUNT, rx, Lane.LIVE);

        assertThat(park(leased, OUT)).isTrue();

        Row row = bench.row(order);
        assertThat(row.text("state")).isEqualTo("waiting");
        assertThat(row.integer("failures")).isZero();
        assertThat(row.maybeText("lease_owner")).isEmpty();
        assertThat(eventsOf(order)).isEmpty();
        assertThat(deadLetters(order)).isEmpty();
    }

    @Test
    void tellsTheOperatorOnceForEachTimeItParks() {
        RxId rx = Workbench.rx();
        UUID order = bench.want(ACCOUNT, rx, Lane.LIVE);
        LeasedOrder first = bench.lease(order);
        park(first, OUT);
        assertThat(park(first, OUT)).isFalse();
        assertThat(deadLetters(order)).hasSize(1);

        bench.want(ACCOUNT, rx, Lane.SLOW);
        park(bench.lease(order), OUT);

        assertThat(deadLetters(order)).hasSize(2);
    }

    @Test
    void triesForAsLongAsTheLastNotificationIsYoung() {
        RxId rx = Workbench.rx();
        UUID order = bench.want(ACCOUNT, rx, Lane.LIVE);
        bench.execute("update scan_order set wanted_at = '2020-01-01T00:00:00Z' where id = '" + order + "'");

        bench.want(ACCOUNT, rx, Lane.SLOW);
        assertThat(bench.row(order).instant("wanted_at")).isEqualTo("2020-01-01T00:00:00Z");

        bench.want(ACCOUNT, rx, Lane.LIVE);
        assertThat(bench.row(order).instant("wanted_at")).isAfter("2020-01-02T00:00:00Z");
    }

    @Test
    void withdrawsAnOrderThatIsGone() {
        UUID order = bench.ready(ACCOUNT);

        assertThat(withdraw(bench.lease(order))).isTrue();

        assertThat(bench.row(order).text("state")).isEqualTo("withdrawn");
        assertThat(bench.events(order, "order.withdrawn.v1")).hasSize(1);
    }

    @Test
    void keepsNoNameReadableInTheDatabase() {
        UUID order = bench.ready(ACCOUNT);

        List<Row> raw = bench.query("select cast(o as text) as raw from scan_order o where id = '" + order + "'"
                + " union all select cast(a as text) from artifact a where order_id = '" + order + "'"
                + " union all select cast(t as text) from timeline t where order_id = '" + order + "'"
                + " union all select cast(e as text) from outbox e where order_id = '" + order + "'");

        assertThat(raw)
                .hasSizeGreaterThanOrEqualTo(7)
                .allSatisfy(row -> assertThat(row.text("raw"))
                        .doesNotContainIgnoringCase("Quillfeather", "Zebulon", "4711")
                        .doesNotContain(hex("Quillfeather"), hex("Zebulon"), hex("CH-4711")));
    }

    private List<UUID> wantAll(List<Wish> wishes) {
        return database.write(session -> orders.want(session, wishes, Samples.TIME));
    }

    private boolean postpone(LeasedOrder leased, FailureNote note) {
        return database.write(session -> orders.postpone(session, leased, LATER, SOONER, note));
    }

    private boolean park(LeasedOrder leased, FailureNote note) {
        return database.write(session -> orders.park(session, leased, note));
    }

    private boolean withdraw(LeasedOrder leased) {
        return database.write(session -> orders.withdraw(session, leased, "align: gone"));
    }

    private List<Row> deadLetters(UUID order) {
        return bench.query("select cast(data as text) as data, array_to_string(topics, ',') as topics, ordering_key"
                + " from outbox where type = 'dev.scanrelay.order.parked.v1' and data ->> 'orderId' = '" + order + "'");
    }

    private List<Row> eventsOf(UUID order) {
        return bench.query("select event_id from outbox where order_id = '" + order + "'");
    }

    private static List<Wish> shuffled(List<Wish> wishes, int seed) {
        List<Wish> shuffled = new ArrayList<>(wishes);
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled;
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
