package dev.scanrelay.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrailTest {

    private static final int MOST = 10_000;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 100})
    void findsACircleOfTokensOfAnyLengthBehindAnyWay(int length) {
        IntFunction<PageSign> list =
                page -> new PageSign("token" + (page < 50 ? page : 50 + (page - 50) % length), "page" + page);

        assertThat(walk(list, 50 + 6 * Math.max(50, length))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 30})
    void findsACircleOfPagesUnderNewTokens(int length) {
        IntFunction<PageSign> list = page -> new PageSign("token" + page, "page" + page % length);

        assertThat(walk(list, 4 * length + 2)).isEmpty();
    }

    @Test
    void findsPagesWithoutAnOrderUnderNewTokens() {
        assertThat(walk(page -> new PageSign("token" + page, "-"), 21)).isEmpty();
    }

    @Test
    void takesEmptyPagesAmongOthersForAList() {
        assertThat(walk(page -> new PageSign("token" + page, page % 10 == 0 ? "page" + page : "-"), 1000))
                .isPresent();
    }

    @Test
    void takesALongListForOneUpToItsMost() {
        IntFunction<PageSign> list = page -> new PageSign("token" + page, "page" + page);

        assertThat(walk(list, MOST - 1)).isPresent();
        assertThat(walk(list, MOST)).isEmpty();
    }

    /** As from one process to the next: through the text that is stored. Empty once it found that there is no end. */
    private static Optional<Trail> walk(IntFunction<PageSign> list, int pages) {
        Optional<Trail> trail = Optional.of(Trail.NONE);
        for (int page = 0; page < pages && trail.isPresent(); page++) {
            trail = Trail.of(trail.get().text()).past(list.apply(page), MOST);
        }
        return trail;
    }
}
