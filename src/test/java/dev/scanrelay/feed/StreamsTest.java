package dev.scanrelay.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.scanrelay.id.PartnerId;
import dev.scanrelay.security.Pass;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StreamsTest {

    private final Streams streams = new Streams(new Settings(2, 3, 3));

    private record Settings(int streamsPerKey, int streamsPerPartner, int streams) implements StreamSettings {

        @Override
        public Duration heartbeat() {
            return Duration.ofSeconds(15);
        }

        @Override
        public int catchUps() {
            return 4;
        }

        @Override
        public MemorySize catchUpBytes() {
            return new MemorySize(BigInteger.valueOf(1 << 20));
        }

        @Override
        public Duration patience() {
            return Duration.ofSeconds(60);
        }
    }

    @Test
    void aKeyHasItsShareAndTheProcessItsMost() {
        EventStream first = open("a");
        open("a");
        assertThat(refused("a").getStatusCode()).isEqualTo(429);
        open("b");
        assertThat(refused("c").getStatusCode()).isEqualTo(503);

        streams.remove(first);
        streams.remove(first);

        open("a");
        assertThat(refused("a").getStatusCode()).isEqualTo(503);
        assertThat(streams.count()).isEqualTo(3);
    }

    @Test
    void aPartnerHasItsShareWithAllItsKeys() {
        Streams shared = new Streams(new Settings(2, 2, 10));
        EventStream first = stream("a");
        shared.add(first);
        shared.add(stream("b"));
        assertThat(catchThrowableOfType(HttpProblem.class, () -> shared.add(stream("c")))
                        .getStatusCode())
                .isEqualTo(429);
        shared.add(stream(new PartnerId("other"), new Pass(Pass.Kind.KEY, "d", Optional.empty())));

        shared.remove(first);

        shared.add(stream("c"));
        assertThat(shared.count()).isEqualTo(3);
    }

    @Test
    void aTokenAndAKeyOfTheSameNameHaveSharesOfTheirOwn() {
        open("a");
        open("a");

        EventStream token = stream(new Pass(Pass.Kind.TOKEN, "a", Optional.empty()));
        streams.add(token);

        assertThat(streams.all()).contains(token);
    }

    @Test
    void aTokenThatWasRenewedHasNoNewShare() {
        streams.add(stream(new Pass(Pass.Kind.TOKEN, "a", Optional.of(Instant.EPOCH))));
        streams.add(stream(new Pass(Pass.Kind.TOKEN, "a", Optional.of(Instant.EPOCH.plusSeconds(1)))));

        EventStream third = stream(new Pass(Pass.Kind.TOKEN, "a", Optional.of(Instant.EPOCH.plusSeconds(2))));
        assertThat(catchThrowableOfType(HttpProblem.class, () -> streams.add(third))
                        .getStatusCode())
                .isEqualTo(429);
    }

    @Test
    void aProcessThatStopsOpensNone() {
        EventStream open = open("a");

        List<EventStream> left = streams.stop();

        assertThat(left).containsExactly(open);
        assertThat(refused("b").getStatusCode()).isEqualTo(503);
    }

    private EventStream open(String key) {
        EventStream stream = stream(key);
        streams.add(stream);
        return stream;
    }

    private HttpProblem refused(String key) {
        return catchThrowableOfType(HttpProblem.class, () -> streams.add(stream(key)));
    }

    private static EventStream stream(String key) {
        return stream(new Pass(Pass.Kind.KEY, key, Optional.empty()));
    }

    private static EventStream stream(Pass pass) {
        return stream(PartnerId.DEFAULT, pass);
    }

    private static EventStream stream(PartnerId partner, Pass pass) {
        FeedScope all = new FeedScope(partner, Optional.empty(), Set.of());
        return new EventStream(all, pass, part -> {}, new FeedCursor(0), Duration.ofSeconds(2), new Nowhere());
    }

    private static final class Nowhere implements EventStream.Surroundings {

        @Override
        public Tail tail() {
            return Tail.SILENT;
        }

        @Override
        public void catchUp(EventStream stream, FeedCursor after) {
            throw new AssertionError("not started");
        }

        @Override
        public void record(EventStream stream, List<Told> next) {
            throw new AssertionError("not started");
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public void told() {
            throw new AssertionError("not started");
        }

        @Override
        public void closed(EventStream stream, StreamEnd reason) {
            throw new AssertionError("not started");
        }
    }
}
