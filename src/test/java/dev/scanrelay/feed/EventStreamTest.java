package dev.scanrelay.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.event.AnnouncedEvent;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.security.Pass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EventStreamTest {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String OURS = "104233";
    private static final FeedScope SCOPE =
            new FeedScope(PartnerId.DEFAULT, Optional.of(Set.of(new AccountId(OURS))), Set.of());

    private final Feeding feeding = new Feeding();
    private final Client client = new Client();

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

    private EventStream stream(long after) {
        Pass pass = new Pass(Pass.Kind.KEY, "k", Optional.empty());
        return new EventStream(SCOPE, pass, part -> {}, new FeedCursor(after), Duration.ofSeconds(2), feeding);
    }

    private static List<Told> told(long... positions) {
        return Arrays.stream(positions)
                .mapToObj(position -> told(position, OURS))
                .toList();
    }

    private static Told told(long position, String account) {
        AnnouncedEvent event = new AnnouncedEvent(
                position,
                "e" + position,
                PartnerId.DEFAULT,
                Optional.of(new AccountId(account)),
                "dev.scanrelay.pairing.ended.v1",
                "pairings/" + account,
                account,
                Optional.empty(),
                "{}",
                Instant.EPOCH,
                Instant.EPOCH,
                Optional.empty());
        return new Told(event, SseText.event(new FeedCursor(position), event.type(), "{}".getBytes(UTF_8)));
    }

    /** What the stream is fed with, by hand. */
    private static final class Feeding implements EventStream.Surroundings {

        private final List<Long> asked = new ArrayList<>();
        private final List<Told> recorded = new ArrayList<>();
        private boolean held;
        private final List<StreamEnd> ends = new ArrayList<>();
        private Tail tail = Tail.SILENT;
        private Instant now = Instant.EPOCH;

        @Override
        public Tail tail() {
            return tail;
        }

        @Override
        public void catchUp(EventStream stream, FeedCursor after) {
            asked.add(after.position());
        }

        @Override
        public void record(EventStream stream, List<Told> next) {
            recorded.addAll(next);
            if (!held) {
                stream.release(next);
            }
        }

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public void told() {
            // the client counts
        }

        @Override
        public void closed(EventStream stream, StreamEnd reason) {
            ends.add(reason);
        }
    }

    /** Takes in when it is told to. */
    private static final class Client implements Line {

        private final List<String> said = new ArrayList<>();
        private final Deque<CompletableFuture<Void>> underWay = new ArrayDeque<>();
        private boolean ended;
        private boolean cut;

        @Override
        public CompletionStage<Void> send(byte[] bytes) {
            said.add(new String(bytes, UTF_8));
            underWay.add(new CompletableFuture<>());
            return underWay.getLast();
        }

        @Override
        public void end() {
            ended = true;
        }

        @Override
        public void cut() {
            cut = true;
        }

        void take() {
            underWay.remove().complete(null);
        }

        void takeAll() {
            while (!underWay.isEmpty()) {
                take();
            }
        }

        List<Long> ids() {
            return said.stream()
                    .flatMap(String::lines)
                    .filter(line -> line.startsWith("id: "))
                    .map(line ->
                            FeedCursor.decode(line.substring(4)).orElseThrow().position())
                    .toList();
        }
    }
}
