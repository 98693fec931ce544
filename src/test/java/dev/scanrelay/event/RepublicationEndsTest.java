package dev.scanrelay.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.event.Republication.State;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How a republication ends: done, stopped, or failed, and nothing else with it. */
@QuarkusTest
@QuarkusTestResource(Services.class)
@Tag("slow")
class RepublicationEndsTest extends RepublishStage {

    @Test
    void failsWhereTheTopicIsGoneAndStopsNothingElse() {
        announced(account, 1, 1);

        Republication begun = begin();

        assertThat(ended(begun).state()).isEqualTo(State.FAILED);
        assertThat(ended(begun).failure()).contains("there is no such topic");
        assertThat(announced(account, 1, 1)).hasSize(1);
    }

    @Test
    void failsWhereAnEventDoesNotFitAndStopsNothingElse() {
        announced(account, 3, 2);
        create(topic, Map.of("max.message.bytes", "200"));

        Republication begun = begin();

        assertThat(ended(begun).state()).isEqualTo(State.FAILED);
        assertThat(ended(begun).failure()).contains("too large for the topic");
        assertThat(contents(topic)).isEmpty();
        assertThat(announced(account, 1, 1)).hasSize(1);
    }

    @Test
    void sendsEventsThatFitOneByOneAndNotTogether() {
        List<Event> events = announced(account, 1, 6);
        create(topic, Map.of("max.message.bytes", "4000"));

        Republication begun = begin();

        assertThat(ended(begun).state()).isEqualTo(State.DONE);
        assertThat(contents(topic)).containsOnlyKeys(ids(events));
    }

    @Test
    void isOneWhileItRunsHoweverOftenItIsAskedFor() {
        announced(account, 1, 1);
        create(topic, Map.of());
        stopAll();

        Republication first = begin();
        Republication second = begin();
        relay();
        ended(first);
        Republication third = begin();

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(third.id()).isNotEqualTo(first.id());
        ended(third);
        assertThat(Announced.ids(Announced.on(topic, account, kafka))).hasSize(2);
        assertThat(contents(topic)).hasSize(1);
    }

    @Test
    void sendsNothingMoreOnceItIsStopped() {
        announced(account, 1, 3);
        create(topic, Map.of());
        stopAll();
        Republication begun = begin();

        republications.stop(PartnerId.DEFAULT, begun.id());
        relay();

        assertThat(announced("x" + account, 1, 1)).hasSize(1);
        assertThat(ended(begun).state()).isEqualTo(State.STOPPED);
        assertThat(contents(topic)).isEmpty();
    }

    @Test
    void isDoneAtOnceWhereNothingWasAnnounced() {
        Instant later = now().plusSeconds(3600);

        Republication begun = begin(PartnerId.DEFAULT, Optional.empty(), later, Optional.empty());

        assertThat(begun.state()).isEqualTo(State.DONE);
        assertThat(begun.left()).isZero();
    }
}
