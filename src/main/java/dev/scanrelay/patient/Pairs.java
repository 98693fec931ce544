package dev.scanrelay.patient;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;

/** Pairs each of some with one of others, whatever their order. */
final class Pairs<T> {

    private static final int NOBODY = -1;

    private final List<T> some;
    private final List<T> others;
    private final BiPredicate<T, T> fit;
    private final int[] partner;

    private Pairs(List<T> some, List<T> others, BiPredicate<T, T> fit) {
        this.some = some;
        this.others = others;
        this.fit = fit;
        this.partner = new int[others.size()];
        Arrays.fill(partner, NOBODY);
    }

    /** Whether all can be paired, none left over. What fits two of them is given to either (Kuhn's algorithm). */
    static <T> boolean all(List<T> some, List<T> others, BiPredicate<T, T> fit) {
        if (some.size() != others.size()) {
            return false;
        }
        Pairs<T> pairs = new Pairs<>(some, others, fit);
        for (int one = 0; one < some.size(); one++) {
            if (!pairs.settle(one, new boolean[others.size()])) {
                return false;
            }
        }
        return true;
    }

    private boolean settle(int one, boolean[] asked) {
        for (int other = 0; other < others.size(); other++) {
            if (!asked[other] && fit.test(some.get(one), others.get(other))) {
                asked[other] = true;
                if (partner[other] == NOBODY || settle(partner[other], asked)) {
                    partner[other] = one;
                    return true;
                }
            }
        }
        return false;
    }
}
