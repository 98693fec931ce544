package dev.scanrelay.courtesy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.itero.AlignSays;
import dev.scanrelay.itero.Caller;
import dev.scanrelay.itero.Gate.Entry.Admitted;
import dev.scanrelay.itero.Gate.Entry.Refused;
import dev.scanrelay.itero.Gate.Reason;
import dev.scanrelay.itero.IteroException;
import dev.scanrelay.testing.Services;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two processes before one database. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class CourtesyTest {

    @Inject
    Database database;

    private final SteppingClock clock = new SteppingClock();
    private final String region = "r-" + UUID.randomUUID().toString().substring(0, 8);

    private Courtesy here;
    private Courtesy there;

    @BeforeEach
    void start() {
        here = process(Map.of());
        there = process(Map.of());
        List.of("a", "b", "c", "d").forEach(this::paired);
    }

    @Test
    void leavesARegionAloneInEveryProcessOnceSeveralAccountsFailInARow() {
        fail(here, "a", "a", "b", "b");
        assertThat(here.enter(caller("d"))).isEqualTo(new Admitted(false));

        boolean out = here.failed(caller("c"), new Admitted(false), trouble());

        assertThat(out).isTrue();
        clock.step(Duration.ofSeconds(2));
        assertThat(Stream.of(here, there).map(gate -> gate.enter(caller("d")))).allSatisfy(entry -> {
            assertThat(((Refused) entry).reason()).isEqualTo(Reason.REGION_OUT);
            assertThat(((Refused) entry).pause()).isPositive();
        });
        assertThat(there.enter(elsewhere())).isEqualTo(new Admitted(false));
    }

    @Test
    void takesOneAccountsTroubleForNobodyElses() {
        fail(here, "a", "a", "a", "a", "a", "a", "a", "a", "b", "b", "b");

        assertThat(here.enter(caller("c"))).isEqualTo(new Admitted(false));
    }

    @Test
    void takesAnAnswerForALifeSign() {
        fail(here, "a", "b", "c", "a");
        here.failed(caller("d"), new Admitted(false), AlignSays.failure(IteroException.Kind.NOT_FOUND, 404, ""));
        fail(here, "a", "b", "c", "a");

        assertThat(here.enter(caller("d"))).isEqualTo(new Admitted(false));
    }

    @Test
    void asksOnlyForAllAccountsWhereThereAreFewer() {
        database.write(session -> session.createNativeQuery(
                        "update pairing set status = 'ended' where region = :region" + " and account_id not like 'a-%'")
                .setParameter("region", region)
                .executeUpdate());

        fail(here, "a", "a", "a", "a", "a");

        assertThat(here.enter(caller("a"))).isInstanceOf(Refused.class);
    }

    @Test
    void triesWithOneCallOfAllProcessesAfterTheTimeAndGoesOnOnceItIsAnswered() {
        fail(here, "a", "b", "c", "a", "b");
        timePasses();

        List<Object> entries = Stream.of(here, there, here, there)
                .<Object>map(gate -> gate.enter(caller("d")))
                .toList();

        assertThat(entries).filteredOn(new Admitted(true)::equals).hasSize(1);
        assertThat(entries).filteredOn(Refused.class::isInstance).hasSize(3);
        here.answered(caller("d"), new Admitted(true));
        clock.step(Duration.ofSeconds(2));
        assertThat(here.enter(caller("a"))).isEqualTo(new Admitted(false));
        assertThat(there.enter(caller("b"))).isEqualTo(new Admitted(false));
    }

    @Test
    void waitsLongerAfterEachTryThatFails() {
        fail(here, "a", "b", "c", "a", "b");
        long first = outFor();
        timePasses();
        here.failed(caller("a"), (Admitted) here.enter(caller("a")), trouble());
        long second = outFor();
        timePasses();
        here.failed(caller("a"), (Admitted) here.enter(caller("a")), trouble());

        assertThat(first).isBetween(8L, 10L);
        assertThat(second).isBetween(18L, 20L);
        assertThat(outFor()).isBetween(28L, 30L); // the longest
    }

    @Test
    void leavesAnAccountAloneInEveryProcessForAsLongAsAlignAsks() {
        IteroException limited = AlignSays.failure(IteroException.Kind.RATE_LIMITED, 429, ""); // for 7 s

        here.failed(caller("a"), new Admitted(false), limited);

        clock.step(Duration.ofSeconds(2));
        assertThat(Stream.of(here, there).map(gate -> gate.enter(caller("a")))).allSatisfy(entry -> {
            assertThat(((Refused) entry).reason()).isEqualTo(Reason.PAUSED);
            assertThat(((Refused) entry).pause()).isLessThanOrEqualTo(Duration.ofSeconds(7));
        });
        assertThat(there.enter(caller("b"))).isEqualTo(new Admitted(false));
        clock.step(Duration.ofSeconds(8));
        assertThat(limitOver(caller("a"))).isEqualTo(1);
        assertThat(there.enter(caller("a"))).isEqualTo(new Admitted(false));
    }

    @Test
    void putsOffWhatIsOverTheLimitAndNobodyElse() {
        Courtesy narrow = process(Map.of("account-calls", "1", "patience", "1ms"));
        narrow.enter(caller("a"));

        assertThat(((Refused) narrow.enter(caller("a"))).reason()).isEqualTo(Reason.OWN_LIMIT);
        assertThat(narrow.enter(caller("b"))).isEqualTo(new Admitted(false));
    }

    private void fail(Courtesy gate, String... accounts) {
        for (String account : accounts) {
            gate.failed(caller(account), new Admitted(false), trouble());
        }
    }

    private static IteroException trouble() {
        return AlignSays.failure(IteroException.Kind.TRANSIENT, 503, "");
    }

    private Caller caller(String account) {
        return new Caller(PartnerId.DEFAULT, new AccountId(account + "-" + region), region);
    }

    private Caller elsewhere() {
        return new Caller(PartnerId.DEFAULT, new AccountId("e-" + region), region + "x");
    }

    private void paired(String account) {
        execute("insert into pairing (partner_id, account_id, status, region, changes, changed_at) values ('default', '"
                + account + "-" + region + "', 'active', '" + region + "', 1, now())");
    }

    private void timePasses() {
        execute("update region_breaker set until = clock_timestamp() where region = '" + region + "'");
        clock.step(Duration.ofSeconds(2));
    }

    private int limitOver(Caller caller) {
        return execute("update account_pause set until = clock_timestamp() where account_id = '"
                + caller.account().value() + "'");
    }

    private long outFor() {
        return database.read(session -> session.createNativeQuery(
                        "select cast(extract(epoch from until - clock_timestamp()) as bigint) from region_breaker"
                                + " where region = :region",
                        jakarta.persistence.Tuple.class)
                .setParameter("region", region)
                .getSingleResult()
                .map(row -> row.get(0, Long.class)));
    }

    private int execute(String sql) {
        return database.write(session -> session.createNativeQuery(sql).executeUpdate());
    }

    private Courtesy process(Map<String, String> changes) {
        Map<String, String> settings = new HashMap<>(Map.of("outage-at-most", "30s"));
        settings.putAll(changes);
        return new Courtesy(Settings.with(settings), new Rests(database, clock), new SimpleMeterRegistry(), clock);
    }

    /** Goes with the real one, and further when told. */
    private static final class SteppingClock extends Clock {

        private volatile Duration ahead = Duration.ZERO;

        void step(Duration time) {
            ahead = ahead.plus(time);
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(ahead);
        }
    }
}
