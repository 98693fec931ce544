package dev.scanrelay.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Silence, and how a stream ends. */
class EventStreamEndTest extends EventStreamStage {

    @Test
    void isHeardOfOnceInATimeOfSilence() {
        EventStream stream = stream(0);
        stream.start(client);
        client.takeAll();

        feeding.now = feeding.now.plus(HEARTBEAT).minusMillis(1);
        stream.tick(HEARTBEAT, PATIENCE);
        assertThat(client.said).hasSize(1);
        feeding.now = feeding.now.plusMillis(1);
        stream.tick(HEARTBEAT, PATIENCE);
        stream.tick(HEARTBEAT, PATIENCE);

        assertThat(client.said).hasSize(2);
    }

    @Test
    void isCutIfItsClientTakesNothingIn() {
        EventStream stream = stream(0);
        stream.start(client);

        feeding.now = feeding.now.plus(PATIENCE).plusMillis(1);
        stream.tick(HEARTBEAT, PATIENCE);

        assertThat(client.cut).isTrue();
        assertThat(feeding.ends).containsExactly(StreamEnd.SLOW);
    }

    @Test
    void isForgottenIfNoLineEverComes() {
        EventStream stream = stream(0);

        feeding.now = feeding.now.plus(PATIENCE).plusMillis(1);
        stream.tick(HEARTBEAT, PATIENCE);

        assertThat(feeding.ends).containsExactly(StreamEnd.SLOW);
    }

    @Test
    void tellsNothingMoreOnceItEndsButWhereToResume() {
        EventStream stream = stream(0);
        feeding.tail = Tail.at(0).plus(told(1, 2), 2);
        stream.start(client);
        client.take();

        stream.end(StreamEnd.KEY);
        stream.end(StreamEnd.SHUTDOWN);
        client.takeAll();

        assertThat(client.ids()).containsExactly(0L, 1L, 1L);
        assertThat(client.said.getLast()).contains("retry: 2000\n").doesNotContain("data");
        assertThat(client.ended).isTrue();
        assertThat(feeding.ends).containsExactly(StreamEnd.KEY);
    }

    @Test
    void isCutIfItCantSayFarewell() {
        EventStream stream = stream(0);
        stream.start(client);
        stream.end(StreamEnd.KEY);

        feeding.now = feeding.now.plusSeconds(3);
        stream.tick(HEARTBEAT, PATIENCE);

        assertThat(client.cut).isTrue();
        assertThat(feeding.ends).containsExactly(StreamEnd.KEY);
    }
}
