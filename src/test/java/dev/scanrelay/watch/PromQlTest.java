package dev.scanrelay.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.watch.PromQl.Selector;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromQlTest {

    @Test
    void tellsSeriesFromFunctionsWordsNumbersAndDurations() {
        assertThat(PromQl.selectors(
                        "sum by (a, b) (increase(one_total{x=\"1\",y=~\"2|3\"}[5m])) / max(two offset 1d) > 14.4 * 1e3"
                                + " and on (c) level:three:sum5m unless absent(four{z!=\"\"}) >= 0"))
                .containsExactly(
                        new Selector("one_total", Set.of("x", "y"), Map.of("x", "1")),
                        new Selector("two", Set.of(), Map.of()),
                        new Selector("level:three:sum5m", Set.of(), Map.of()),
                        new Selector("four", Set.of("z"), Map.of()));
    }

    @Test
    void tellsWhatIsGroupedBy() {
        assertThat(PromQl.groupings("sum by (a, b) (x) + on (c) group_left () y"))
                .containsExactly("a", "b", "c");
    }
}
