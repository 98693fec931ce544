package dev.scanrelay.bench;

import java.util.Arrays;
import java.util.List;

/**
 * One comparison: the product's figure beside its floor's, each the median of its rounds.
 *
 * @param figure what was measured, with its unit
 * @param moreIsBetter whether the ratio product/floor should be large (rates) or small (times)
 * @param target the ratio aimed at
 */
record Measured(String figure, List<Double> product, List<Double> floor, boolean moreIsBetter, double target) {

    double productMedian() {
        return median(product);
    }

    double floorMedian() {
        return median(floor);
    }

    double ratio() {
        return productMedian() / floorMedian();
    }

    boolean reached() {
        return moreIsBetter ? ratio() >= target : ratio() <= target;
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
