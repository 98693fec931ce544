package dev.scanrelay.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.event.AnnouncedEvent;
import dev.scanrelay.feed.Tail.Found;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TailTest {

    private static final FeedScope ALL = new FeedScope(PartnerId.DEFAULT, Optional.empty(), Set.of());

    @Test
    void hasAllBehindItsFloorAndNothingBefore() {
        Tail tail = Tail.at(10).plus(told(8, 12, 17), 20);

        assertThat(tail.after(new FeedCursor(9), ALL)).isEqualTo(new Found.Behind());
        assertThat(positions(tail, 10)).containsExactly(12L, 17L);
        assertThat(positions(tail, 12)).containsExactly(17L);
        assertThat(tail.after(new FeedCursor(17), ALL)).isEqualTo(new Found.Nothing(new FeedCursor(20)));
        assertThat(tail.after(new FeedCursor(25), ALL)).isEqualTo(new Found.Nothing(new FeedCursor(25)));
    }

    @Test
    void forgetsTheOldestBeyondItsMostEvents() {
        Tail tail = Tail.at(0);
        for (long position = 1; position <= Tail.MOST_EVENTS + 7; position++) {
            tail = tail.plus(told(8, position), position);
        }

        assertThat(tail.events()).hasSize(Tail.MOST_EVENTS);
        assertThat(tail.floor()).isEqualTo(7);
        assertThat(tail.after(new FeedCursor(6), ALL)).isEqualTo(new Found.Behind());
        assertThat(positions(tail, 7)).startsWith(8L, 9L);
    }

    @Test
    void forgetsTheOldestBeyondItsMostBytes() {
        int third = (int) Tail.MOST_BYTES / 3;

        Tail tail = Tail.at(0).plus(told(third, 1, 2, 3, 4), 4);

        assertThat(tail.floor()).isEqualTo(1);
        assertThat(positions(tail, 1)).containsExactly(2L, 3L, 4L);
    }

    @Test
    void passesByAnEventThatIsLargerThanAllOfIt() {
        Tail tail = Tail.at(0).plus(told((int) Tail.MOST_BYTES + 1, 1), 1);

        assertThat(tail.events()).isEmpty();
        assertThat(tail.after(new FeedCursor(0), ALL)).isEqualTo(new Found.Behind());
        assertThat(tail.after(new FeedCursor(1), ALL)).isEqualTo(new Found.Nothing(new FeedCursor(1)));
    }

    private static List<Long> positions(Tail tail, long after) {
        return ((Found.Next) tail.after(new FeedCursor(after), ALL))
                .events().stream().map(told -> told.event().position()).toList();
    }

    private static List<Told> told(int bytes, long... positions) {
        return LongStream.of(positions)
                .mapToObj(position -> new Told(event(position), new byte[bytes]))
                .toList();
    }

    private static AnnouncedEvent event(long position) {
        return new AnnouncedEvent(
                position,
                "e" + position,
                PartnerId.DEFAULT,
                Optional.of(new AccountId("104233")),
                "dev.scanrelay.pairing.ended.v1",
                "pairings/104233",
                "104233",
                Optional.empty(),
                "{}",
                Instant.EPOCH,
                Instant.EPOCH,
                Optional.empty());
    }
}
