package dev.scanrelay.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedCursorTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42, Long.MAX_VALUE})
    void comesBackAsItWas(long position) {
        FeedCursor cursor = new FeedCursor(position);

        assertThat(cursor.encoded()).matches("[A-Za-z0-9_-]{12}");
        assertThat(FeedCursor.decode(cursor.encoded())).contains(cursor);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1", "AgAAAAAAAAAA", "AQAAAAAAAAA", "AQAAAAAAAAAAAA", "Af________8", "AQ AAAAAAAAAA", "ä"})
    void isNoneIfWeDidNotMakeIt(String written) {
        assertThat(FeedCursor.decode(written)).isEmpty();
    }

    @Test
    void hasOneSpelling() {
        assertThat(FeedCursor.decode(new FeedCursor(7).encoded() + "==")).isEmpty();
    }
}
