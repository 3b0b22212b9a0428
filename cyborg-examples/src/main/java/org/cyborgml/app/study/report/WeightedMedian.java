package org.cyborgml.app.study.report;

import java.util.Comparator;
import java.util.stream.IntStream;

/** The median of values that count several times: the mean of the two middle ones where their number is even. */
final class WeightedMedian {

    private final double[] values;
    private final int[] ascending;

    WeightedMedian(double[] values) {
        this.values = values.clone();
        ascending = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(i -> i)
                .toArray();
    }

    /** The median, NaN if nothing has a weight; weights are whole numbers of at least 0, one for each value. */
    double of(double[] weights) {
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        return total == 0 ? Double.NaN : (at(weights, (total - 1) / 2) + at(weights, total / 2)) / 2;
    }

    /** The value at a place, from 0, among all in ascending order; between two places the lower. */
    private double at(double[] weights, double place) {
        double passed = 0;
        for (int i : ascending) {
            passed += weights[i];
            if (passed > Math.floor(place)) {
                return values[i];
            }
        }
        throw new IllegalStateException("place " + place + " of " + passed + " values");
    }
}
