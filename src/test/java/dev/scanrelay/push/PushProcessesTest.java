package dev.scanrelay.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.concurrent.Ticker;
import dev.scanrelay.egress.Answer;
import dev.scanrelay.endpoint.Endpoints;
import dev.scanrelay.event.AnnouncedEvents;
import dev.scanrelay.event.Event;
import dev.scanrelay.event.FeedSignal;
import dev.scanrelay.event.OrderFacts;
import dev.scanrelay.secret.Vault;
import dev.scanrelay.stop.StopTime;
import dev.scanrelay.testing.Services;
import dev.scanrelay.trace.Tracing;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** Several processes that deliver from one database: each is an engine of its own here. One that is killed leaves its claim as it is. */
@Tag("slow")
@QuarkusTest
@TestProfile(IdlePushProfile.class)
class PushProcessesTest extends PushStage {

    private static final PushSettings SETTINGS = Settings.with(Map.of("poll", "20ms", "lease", "2s"));
    private static final PushSettings PATIENT = Settings.with(Map.of("poll", "20ms", "lease", "12s"));
    private static final PushSettings LONG_LEASE = Settings.with(Map.of("lease", "10m"));

    @Inject
    Endpoints endpoints;

    @Inject
    AnnouncedEvents events;

    @Inject
    Posting posting;

    @Inject
    FeedSignal feed;

    @Inject
    PushMetrics metrics;

    @Inject
    Tracing tracing;

    @Inject
    StopTime stopTime;

    @Inject
    Vault vault;

    @Inject
    Clock clock;

    private final List<Push> running = new ArrayList<>();

    @AfterEach
    void endThem() {
        running.forEach(engine -> engine.drain(new ShutdownDelayInitiatedEvent()));
    }

    @Test
    void twoThatHandOutAndClaimAtTheSameInstantTakeEachEventOnce() throws Exception {
        List<String> made = IntStream.range(0, 20)
                .mapToObj(number -> id(endpoint(receiver.url("/" + number), Map.of("concurrency", 10))))
                .toList();
        IntStream.range(0, 10).forEach(number -> announce(ready(order(), 1)));

        await().atMost(PATIENCE).until(() -> {
            atTheSameInstant(new Handout(database)::run, new Handout(database)::run);
            return made.stream().allMatch(one -> states(one).size() == 10);
        });
        Deliveries one = new Deliveries(database, vault, LONG_LEASE);
        Deliveries other = new Deliveries(database, vault, LONG_LEASE);
        List<Long> claimed = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            List<List<Due>> both = atTheSameInstant(
                    () -> one.recordAndClaim(List.of(), 50, Map.of()),
                    () -> other.recordAndClaim(List.of(), 50, Map.of()));
            both.forEach(taken -> taken.stream()
                    .filter(due -> made.contains(due.endpoint().toString()))
                    .map(Due::id)
                    .forEach(claimed::add));
            return claimed.size() >= 200;
        });

        assertThat(claimed).doesNotHaveDuplicates().hasSize(200);
    }

    @Test
    void twoThatDeliverSideBySideKeepTheOrderAndDeliverNothingTwice() {
        String endpoint = id(endpoint(receiver.url("/"), Map.of("concurrency", 8)));
        List<OrderFacts> orders =
                IntStream.range(0, 20).mapToObj(number -> order()).toList();
        List<List<String>> revisions = orders.stream()
                .map(order -> IntStream.rangeClosed(1, 3)
                        .mapToObj(revision -> announce(ready(order, revision)).id())
                        .toList())
                .toList();

        start(new Receipts());
        start(new Receipts());

        await().atMost(PATIENCE).until(() -> states(endpoint), Collections.nCopies(60, "delivered")::equals);
        List<String> ids = receiver.ids();
        assertThat(ids).doesNotHaveDuplicates().hasSize(60);
        assertThat(revisions)
                .allSatisfy(
                        one -> assertThat(ids.stream().filter(one::contains)).containsExactlyElementsOf(one));
    }

    @Test
    void whatWasPostedByOneThatDiedBeforeItsRecordComesAgainUnderItsIdAndInItsOrder() {
        String endpoint = id(endpoint(receiver.url("/"), Map.of()));
        OrderFacts order = order();
        Event first = announce(ready(order, 1));
        Event second = announce(ready(order, 2));
        Receipts killed = new Receipts() {
            @Override
            void add(Receipt receipt) {
                // its process is no more
            }
        };
        Push dying = start(killed);
        await().atMost(PATIENCE).until(() -> !receiver.ids().isEmpty());
        dying.drain(new ShutdownDelayInitiatedEvent());

        start(new Receipts());

        await().atMost(PATIENCE).until(() -> states(endpoint), List.of("delivered", "delivered")::equals);
        assertThat(receiver.ids().stream().distinct()).containsExactly(first.id(), second.id());
        assertThat(receiver.ids().stream().filter(first.id()::equals)).hasSizeGreaterThan(1);
        assertThat(receiver.ids().getLast()).isEqualTo(second.id());
    }

    @Test
    void whatFoundNoRoomToBeTriedCostsItsEndpointNothing() {
        String endpoint = id(endpoint(receiver.url("/"), Map.of()));
        announce(ready(order(), 1));
        Handout handout = new Handout(database);
        await().atMost(PATIENCE).until(() -> handout.run() || states(endpoint).size() == 1);
        Deliveries deliveries = new Deliveries(database, vault, LONG_LEASE);
        Due due = claimed(deliveries, endpoint).getFirst();

        boolean takesNothing = new Settlement(database, endpoints, vault, LONG_LEASE)
                .settle(due, new Answer.Failed(Answer.Failure.NO_ROOM, Duration.ZERO), new Verdict.Untried("no-room"));

        assertThat(takesNothing).isTrue();
        assertThat(texts("select attempts || ' ' || state from delivery where endpoint_id = '" + endpoint + "'"))
                .containsExactly("0 due");
        assertThat(texts("select held_for || ' ' || streak || ' ' || (failing_since is null) from endpoint where id = '"
                        + endpoint + "'"))
                .containsExactly("no-room 0 true");
        assertThat(outcomes(endpoint)).isEmpty();
        assertThat(claimed(deliveries, endpoint)).isEmpty();
        execute("update endpoint set held_until = now(), due_at = now() where id = '" + endpoint + "'");
        assertThat(claimed(deliveries, endpoint)).extracting(Due::id).containsExactly(due.id());
    }

    @Test
    void whatWasDeliveredWhileTheDatabaseFailedIsRecordedOnceItIsBackAndComesOnce() throws Exception {
        String endpoint = id(endpoint(receiver.url("/"), Map.of()));
        AtomicBoolean first = new AtomicBoolean(true);
        try (Connection blocker = connection()) {
            blocker.setAutoCommit(false);
            receiver.usually(posted -> {
                if (first.getAndSet(false)) {
                    run(blocker, "select 1 from endpoint where id = '" + endpoint + "' for no key update");
                }
                return Receiver.Reply.of(204);
            });
            start(new Receipts(), PATIENT);
            announce(ready(order(), 1));

            await().atMost(PATIENCE).until(() -> endsThoseBlockedBy(blocker));
            blocker.rollback();
        }

        await().atMost(PATIENCE).until(() -> states(endpoint), List.of("delivered")::equals);
        assertThat(receiver.ids()).hasSize(1);
    }

    @Test
    void whatEndsWhileAProcessDrainsIsRecordedAndNothingMoreIsTaken() {
        String endpoint = id(endpoint(receiver.url("/"), Map.of("concurrency", 1)));
        CountDownLatch drained = new CountDownLatch(1);
        receiver.usually(posted -> {
            awaited(drained);
            return Receiver.Reply.of(204);
        });
        Push draining = start(new Receipts(), PATIENT);
        announce(ready(order(), 1));
        await().atMost(PATIENCE).until(() -> receiver.ids().size() == 1);
        announce(ready(order(), 1));
        await().atMost(PATIENCE).until(() -> states(endpoint).size() == 2);

        draining.drain(new ShutdownDelayInitiatedEvent());
        drained.countDown();

        await().atMost(PATIENCE).until(() -> states(endpoint), List.of("delivered", "due")::equals);
        start(new Receipts(), PATIENT);
        await().atMost(PATIENCE).until(() -> states(endpoint), List.of("delivered", "delivered")::equals);
        assertThat(receiver.ids()).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void moreThanTheDatabaseHandsOutInTimeIsHandedOutInSmallerSteps() {
        List<String> made = IntStream.range(0, 10)
                .mapToObj(number -> id(endpoint(receiver.url("/" + number), Map.of())))
                .toList();
        IntStream.range(0, 30).forEach(number -> announce(ready(order(), 1)));
        await().atMost(PATIENCE)
                .until(() -> texts("select id from outbox where announced_at is null")
                        .isEmpty());
        execute(
                "create function refuse() returns trigger language plpgsql as 'begin if (select count(*) from added) > 100 then"
                        + " raise query_canceled; end if; return null; end'");
        execute("create trigger refusing after insert on delivery referencing new table as added for each statement"
                + " execute function refuse()");
        try {
            Ticker handingOut = new Ticker("hand-out", Duration.ofMillis(20), new Handout(database)::run);
            handingOut.start();

            await().atMost(PATIENCE)
                    .until(() -> made.stream().allMatch(one -> states(one).size() == 30));
            handingOut.stop();
        } finally {
            execute("drop function refuse cascade");
        }
    }

    @Test
    void afterAnOutageTheStepsOfTheHandOutGrowAgain() {
        String endpoint = id(endpoint(receiver.url("/"), Map.of()));
        Handout handout = new Handout(database);
        IntStream.range(0, 40).forEach(number -> announce(ready(order(), 1)));
        await().atMost(PATIENCE)
                .until(() -> texts("select id from outbox where announced_at is null")
                        .isEmpty());
        execute("create function refuse() returns trigger language plpgsql as 'begin raise query_canceled; end'");
        execute("create trigger refusing before insert on delivery execute function refuse()");
        try {
            IntStream.range(0, 10)
                    .forEach(time -> assertThatThrownBy(handout::run).isInstanceOf(RuntimeException.class));
        } finally {
            execute("drop function refuse cascade");
        }

        int steps = 1;
        while (handout.run()) {
            steps++;
        }

        assertThat(states(endpoint)).hasSize(40);
        assertThat(steps).isLessThan(20);
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aReceiptThatTheDatabaseRefusesKeepsNoOtherFromBeingRecorded() {
        String refused = id(endpoint(receiver.url("/refused"), Map.of("concurrency", 20)));
        String well = id(endpoint(receiver.url("/well"), Map.of("concurrency", 20)));
        execute("create function refuse() returns trigger language plpgsql as 'begin raise ''no''; end'");
        execute("create trigger refusing before insert on delivery_attempt for each row when (new.endpoint_id = '"
                + refused + "') execute function refuse()");
        try {
            start(new Receipts(), PATIENT);
            IntStream.range(0, 10).forEach(number -> announce(ready(order(), 1)));

            await().atMost(PATIENCE).until(() -> states(well), Collections.nCopies(10, "delivered")::equals);
        } finally {
            execute("drop function refuse cascade");
        }

        await().atMost(PATIENCE).until(() -> states(refused), Collections.nCopies(10, "delivered")::equals);
        assertThat(receiver.posted().stream().filter(one -> one.path().equals("/well")))
                .hasSize(10);
    }

    @Test
    void oneThatBeganInTheSecondBeforeKeepsToWhatIsLeftOfThisOnesRate() {
        String endpoint = id(endpoint(receiver.url("/"), Map.of("concurrency", 20, "perSecond", 5)));
        IntStream.range(0, 10).forEach(number -> announce(ready(order(), 1)));
        Handout handout = new Handout(database);
        await().atMost(PATIENCE).until(() -> handout.run() || states(endpoint).size() == 10);
        execute(
                "update endpoint set rate_at = date_trunc('second', now()) + interval '1 hour', rate_used = 3 where id = '"
                        + endpoint + "'");

        assertThat(claimed(new Deliveries(database, vault, LONG_LEASE), endpoint))
                .hasSize(2);

        assertThat(texts("select rate_used || ' ' || (rate_at > now()) from endpoint where id = '" + endpoint + "'"))
                .containsExactly("5 true");
    }

    private static boolean endsThoseBlockedBy(Connection blocker) throws SQLException {
        try (Connection other = connection();
                ResultSet ended = other.createStatement()
                        .executeQuery(
                                "select count(pg_terminate_backend(pid)) from pg_stat_activity where %d = any(pg_blocking_pids(pid))"
                                        .formatted(blocker.unwrap(PGConnection.class)
                                                .getBackendPID()))) {
            ended.next();
            return ended.getInt(1) > 0;
        }
    }

    private static void run(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static Connection connection() throws SQLException {
        Map<String, String> database = Services.shared();
        return DriverManager.getConnection(
                database.get("quarkus.datasource.jdbc.url"),
                database.get("quarkus.datasource.username"),
                database.get("quarkus.datasource.password"));
    }

    private static List<Due> claimed(Deliveries deliveries, String endpoint) {
        return deliveries.recordAndClaim(List.of(), 100, Map.of()).stream()
                .filter(due -> due.endpoint().toString().equals(endpoint))
                .toList();
    }

    private Push start(Receipts receipts) {
        return start(receipts, SETTINGS);
    }

    private Push start(Receipts receipts, PushSettings settings) {
        Push engine = new Push(
                settings,
                new Handout(database),
                new Deliveries(database, vault, settings),
                new Settlement(database, endpoints, vault, settings),
                receipts,
                endpoints,
                events,
                posting,
                feed,
                metrics,
                tracing,
                stopTime,
                clock);
        running.add(engine);
        engine.start(new StartupEvent());
        return engine;
    }

    private static <T> List<T> atTheSameInstant(Callable<T> one, Callable<T> other) throws Exception {
        CyclicBarrier gate = new CyclicBarrier(2);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> both = List.of(one, other).stream()
                    .map(work -> threads.submit(() -> {
                        gate.await();
                        return work.call();
                    }))
                    .toList();
            return List.of(both.getFirst().get(), both.getLast().get());
        }
    }
}
