package dev.scanrelay.event;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.event.Republication.State;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@QuarkusTestResource(Services.class)
@Tag("slow")
class RepublishTest extends RepublishStage {

    @Test
    void sendsWhatWasAnnouncedOnceMoreAsItWas() {
        List<Event> events = announced(account, 4, 3);
        create(topic, Map.of());

        Republication begun = begin();

        assertThat(ended(begun).state()).isEqualTo(State.DONE);
        assertThat(ended(begun).sent()).isEqualTo(events.size());
        assertThat(ended(begun).left()).isZero();
        assertThat(contents(topic)).isEqualTo(contents(LIVE)).hasSize(events.size());
        assertThat(keysInOrder(topic)).isEqualTo(keysInOrder(LIVE));
        assertThat(Announced.on(topic, account, kafka))
                .allMatch(record -> Announced.header(record, "ce_replay").equals("true"));
        assertThat(Announced.on(LIVE, account, kafka))
                .allMatch(record -> record.headers().lastHeader("ce_replay") == null);
    }

    @ParameterizedTest
    @EnumSource(RelayStep.class)
    void sendsEachOnceThoughTheRelayFailsOnceHavingSaid(RelayStep step) {
        announced(account, 10, 12);
        create(topic, Map.of());
        stopAll();
        AtomicBoolean failed = new AtomicBoolean();
        Republication begun = begin();

        relay(TestSettings.QUICK, now -> {
            if (now == step && failed.compareAndSet(false, true)) {
                throw new IllegalStateException("killed at " + step);
            }
        });

        assertThat(ended(begun).state()).isEqualTo(State.DONE);
        assertThat(failed).isTrue();
        assertThat(ended(begun).sent()).isEqualTo(120);
        assertThat(Announced.ids(Announced.on(topic, account, kafka)))
                .hasSize(120)
                .doesNotHaveDuplicates();
        assertThat(contents(topic)).isEqualTo(contents(LIVE)).hasSize(120);
        assertThat(keysInOrder(topic)).isEqualTo(keysInOrder(LIVE));
    }

    @ParameterizedTest
    @EnumSource(RelayStep.class)
    void aRelayThatSleptThroughItsLeaseSendsNothingTwice(RelayStep step) {
        announced(account, 10, 12);
        create(topic, Map.of());
        stopAll();
        CountDownLatch asleep = new CountDownLatch(1);
        CountDownLatch wake = new CountDownLatch(1);
        Republication begun = begin();
        relay(TestSettings.QUICK, now -> {
            if (now == step && asleep.getCount() > 0) {
                asleep.countDown();
                await().forever().until(() -> wake.getCount() == 0);
            }
        });
        await().until(() -> asleep.getCount() == 0);

        relay();
        ended(begun);
        wake.countDown();

        assertThat(announced("x" + account, 1, 1)).hasSize(1);
        assertThat(ended(begun).sent()).isEqualTo(120);
        assertThat(Announced.ids(Announced.on(topic, account, kafka)))
                .hasSize(120)
                .doesNotHaveDuplicates();
        assertThat(contents(topic)).isEqualTo(contents(LIVE)).hasSize(120);
    }

    @Test
    void sendsWhatLeftTheOutboxLongAgo() {
        List<Event> events = announced(account, 2, 2);
        Map<String, String> live = contents(LIVE);
        create(topic, Map.of());
        stopAll();
        relay(
                new TestSettings(ofSeconds(1), Duration.ofMillis(20), 20, ofSeconds(1), ofSeconds(0)),
                RelayStep.UNWATCHED);
        await().atMost(ofSeconds(20))
                .until(() -> count("select count(*) from outbox where account_id = '" + account + "'") == 0);

        Republication begun = begin();

        assertThat(ended(begun).sent()).isEqualTo(events.size());
        assertThat(contents(topic)).isEqualTo(live);
    }

    @Test
    void tellsNothingOfAnOrderThatIsNoLongerInTheCatalogue() {
        List<Event> kept = announced(account, 1, 2);
        List<Event> erased = announced(account, 1, 2);
        UUID order = ((OrderReady) erased.getFirst().data()).order().orderId();
        execute("delete from timeline where order_id = '" + order + "'");
        execute("delete from scan_order where id = '" + order + "'");
        create(topic, Map.of());

        Republication begun = begin();

        assertThat(ended(begun).sent()).isEqualTo(kept.size());
        assertThat(contents(topic)).containsOnlyKeys(ids(kept));
    }

    @Test
    void takesTheTimeAndTheAccountThatWereAskedForAndNoOtherPartner() {
        announced(account, 1, 1);
        Instant from = now();
        List<Event> meant = announced(account, 1, 2);
        announced(account + "b", 1, 1);
        Instant to = now();
        announced(account, 1, 1);
        execute("insert into partner (id, name) values ('republish-other', 'Other') on conflict do nothing");
        create(topic, Map.of());

        Republication mine = begin(PartnerId.DEFAULT, Optional.of(new AccountId(account)), from, Optional.of(to));
        Republication others =
                begin(new PartnerId("republish-other"), Optional.of(new AccountId(account)), from, Optional.of(to));

        assertThat(ended(mine).sent()).isEqualTo(2);
        assertThat(ended(others).sent()).isZero();
        assertThat(contents(topic)).containsOnlyKeys(ids(meant));
    }

    @Test
    void newEventsGoFirst() {
        announced(account, 10, 12);
        create(topic, Map.of());
        stopAll();
        Republication begun = begin();
        List<Event> latest = append(account, 4, 30);

        relay();

        Instant ended = ended(begun).endedAt().orElseThrow();
        assertThat(announcedOf(latest)).isEqualTo(latest.size());
        assertThat(count("select count(*) from outbox where account_id = '" + account + "' and announced_at > '" + ended
                        + "'"))
                .isZero();
        assertThat(ended(begun).sent()).isEqualTo(120);
    }
}
