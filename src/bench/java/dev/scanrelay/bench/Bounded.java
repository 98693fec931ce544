package dev.scanrelay.bench;

import java.util.Comparator;
import java.util.List;

/**
 * A figure of the product alone, the median of its rounds, beside what it is promised to stay under.
 *
 * @param figure what was measured, with its unit
 */
record Bounded(String figure, List<Double> rounds, double most) {

    double median() {
        List<Double> sorted = rounds.stream().sorted(Comparator.naturalOrder()).toList();
        return sorted.get(sorted.size() / 2);
    }

    boolean reached() {
        return median() < most;
    }
}
