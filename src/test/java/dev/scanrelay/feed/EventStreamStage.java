package dev.scanrelay.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

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

/** A stream that is fed by hand, to a client that takes in when it is told to. */
abstract class EventStreamStage {

    static final Duration HEARTBEAT = Duration.ofSeconds(15);
    static final Duration PATIENCE = Duration.ofMinutes(1);
    static final String OURS = "104233";
    static final FeedScope SCOPE = new FeedScope(PartnerId.DEFAULT, Optional.of(Set.of(new AccountId(OURS))), Set.of());

    final Feeding feeding = new Feeding();
    final Client client = new Client();

    final EventStream stream(long after) {
        Pass pass = new Pass(Pass.Kind.KEY, "k", Optional.empty());
        return new EventStream(SCOPE, pass, part -> {}, new FeedCursor(after), Duration.ofSeconds(2), feeding);
    }

    static List<Told> told(long... positions) {
        return Arrays.stream(positions)
                .mapToObj(position -> told(position, OURS))
                .toList();
    }

    static Told told(long position, String account) {
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
    static final class Feeding implements EventStream.Surroundings {

        final List<Long> asked = new ArrayList<>();
        final List<Told> recorded = new ArrayList<>();
        boolean held;
        final List<StreamEnd> ends = new ArrayList<>();
        Tail tail = Tail.SILENT;
        Instant now = Instant.EPOCH;

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
    static final class Client implements Line {

        final List<String> said = new ArrayList<>();
        final Deque<CompletableFuture<Void>> underWay = new ArrayDeque<>();
        boolean ended;
        boolean cut;

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
