package dev.scanrelay.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.event.AnnouncedEvent;
import dev.scanrelay.id.PartnerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PageTest {

    private static final FeedCursor NEXT = new FeedCursor(10);

    @Test
    void holdsNoMoreThanSoManyBytesAndGoesOnBehindThem() {
        Page page = Page.of(List.of(told(1, 400), told(3, 500), told(6, 200)), NEXT, 1000);

        assertThat(page.events()).extracting(Told::behind).containsExactly(new FeedCursor(1), new FeedCursor(3));
        assertThat(page.next()).isEqualTo(new FeedCursor(3));
    }

    @Test
    void holdsOneEventHoweverLargeItIs() {
        Page page = Page.of(List.of(told(1, 5000), told(2, 1)), NEXT, 1000);

        assertThat(page.events()).hasSize(1);
        assertThat(page.next()).isEqualTo(new FeedCursor(1));
    }

    @Test
    void goesOnWhereTheWholeOneEnds() {
        assertThat(Page.of(List.of(told(1, 10)), NEXT, 1000).next()).isEqualTo(NEXT);
        assertThat(Page.of(List.of(), NEXT, 1000).next()).isEqualTo(NEXT);
    }

    private static Told told(long position, int bytes) {
        AnnouncedEvent event = new AnnouncedEvent(
                position,
                "id",
                PartnerId.DEFAULT,
                Optional.empty(),
                "type",
                "subject",
                "key",
                Optional.empty(),
                "{}",
                Instant.EPOCH,
                Instant.EPOCH,
                Optional.empty());
        return new Told(event, new byte[bytes]);
    }
}
