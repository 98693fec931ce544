package dev.scanrelay.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EventStreamTest extends EventStreamStage {

    @Test
    void saysWhereItBeginsAndThenWhatComes() {
        EventStream stream = stream(3);
        feeding.tail = Tail.at(3);

        stream.start(client);
        client.takeAll();
        feeding.tail = feeding.tail.plus(told(4, 5), 5);
        stream.wake();
        client.takeAll();

        assertThat(client.ids()).containsExactly(3L, 4L, 5L);
    }

    @Test
    void sendsTheNextWhenTheLastHasLeft() {
        EventStream stream = stream(0);
        feeding.tail = Tail.at(0).plus(told(1, 2, 3), 3);

        stream.start(client);
        stream.wake();

        assertThat(client.ids()).containsExactly(0L);
        client.take();
        assertThat(client.ids()).containsExactly(0L, 1L);
    }

    @Test
    void readsPagesWhileItIsBehindTheTailAndGoesOnWithoutGapOrRepeat() {
        EventStream stream = stream(1);
        feeding.tail = Tail.at(4).plus(told(5, 6), 6);

        stream.start(client);
        client.takeAll();
        assertThat(feeding.asked).containsExactly(1L);
        stream.bring(new Page(told(2, 3), new FeedCursor(3)));
        client.takeAll();
        assertThat(feeding.asked).containsExactly(1L, 3L);
        stream.bring(new Page(told(4, 5), new FeedCursor(5)));
        client.takeAll();

        assertThat(client.ids()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(feeding.asked).hasSize(2);
    }

    @Test
    void tellsNothingAndPromisesNothingBeforeItIsRecorded() {
        EventStream stream = stream(0);
        feeding.held = true;
        feeding.tail = Tail.at(0).plus(told(1, 2), 2);
        stream.start(client);
        client.takeAll();

        feeding.now = feeding.now.plus(HEARTBEAT);
        stream.tick(HEARTBEAT, PATIENCE);
        client.takeAll();
        assertThat(client.ids()).containsExactly(0L, 0L);
        assertThat(feeding.recorded).hasSize(2);
        stream.release(feeding.recorded);
        client.takeAll();

        assertThat(client.ids()).containsExactly(0L, 0L, 1L, 2L);
    }

    @Test
    void asksForOnePageAtATime() {
        EventStream stream = stream(1);
        feeding.tail = Tail.at(4);

        stream.start(client);
        client.takeAll();
        stream.wake();
        stream.wake();

        assertThat(feeding.asked).containsExactly(1L);
    }

    @Test
    void goesOnBehindAPageThatHasNothingForIt() {
        EventStream stream = stream(1);
        feeding.tail = Tail.at(4).plus(told(5), 5);

        stream.start(client);
        client.takeAll();
        stream.bring(new Page(List.of(), new FeedCursor(4)));
        client.takeAll();

        assertThat(client.ids()).containsExactly(1L, 5L);
    }

    @Test
    void whatPiledUpForAClientThatDoesNotReadIsReadAnewOnceTheTailHasMovedOn() {
        EventStream stream = stream(0);
        feeding.tail = Tail.at(0).plus(told(1), 1);
        stream.start(client);

        long[] more = LongStream.rangeClosed(2, Tail.MOST_EVENTS + 5).toArray();
        feeding.tail = feeding.tail.plus(told(more), Tail.MOST_EVENTS + 5);
        stream.wake();
        client.takeAll();

        assertThat(client.ids()).containsExactly(0L);
        assertThat(feeding.asked).containsExactly(0L);
    }

    @Test
    void tellsNothingOfOthersAndMovesOn() {
        EventStream stream = stream(0);
        feeding.tail = Tail.at(0).plus(List.of(told(1, "999999"), told(2, "999999")), 2);

        stream.start(client);
        client.takeAll();
        feeding.now = feeding.now.plus(HEARTBEAT);
        stream.tick(HEARTBEAT, PATIENCE);
        client.takeAll();

        assertThat(client.ids()).containsExactly(0L, 2L);
        assertThat(client.said.getLast()).startsWith(":");
    }
}
