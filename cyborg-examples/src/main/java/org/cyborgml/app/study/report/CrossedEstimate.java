package org.cyborgml.app.study.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.metrics.BootstrapDistribution;
import org.cyborgml.metrics.ConfidenceInterval;
import org.cyborgml.metrics.TwoWayBootstrap;

/**
 * An estimate from decisions, with an interval for other participants and other items (two-way bootstrap).
 *
 * @param value of the decisions as they are
 * @param distribution of its replicates; empty where there are fewer than two participants or items to draw from
 */
record CrossedEstimate(double value, Optional<BootstrapDistribution> distribution) {

    /** The level of every interval. */
    static final double LEVEL = 0.95;

    /** The mean of a value over decisions, at least one. */
    static CrossedEstimate mean(List<Decision> decisions, ToDoubleFunction<Decision> value) {
        double[] values = decisions.stream().mapToDouble(value).toArray();
        return of(decisions, weights -> TwoWayBootstrap.mean(values, weights));
    }

    /** The mean over some of the decisions minus the mean over the others; both must be there. */
    static CrossedEstimate difference(
            List<Decision> decisions, Predicate<Decision> some, ToDoubleFunction<Decision> value) {
        double[] first = valuesOf(decisions, some, value);
        double[] second = valuesOf(decisions, some.negate(), value);
        return of(decisions, weights -> TwoWayBootstrap.mean(first, weights) - TwoWayBootstrap.mean(second, weights));
    }

    private static double[] valuesOf(
            List<Decision> decisions, Predicate<Decision> some, ToDoubleFunction<Decision> value) {
        return decisions.stream()
                .mapToDouble(decision -> some.test(decision) ? value.applyAsDouble(decision) : Double.NaN)
                .toArray();
    }

    /** The median of a value over decisions, at least one. */
    static CrossedEstimate median(List<Decision> decisions, ToDoubleFunction<Decision> value) {
        return of(
                decisions,
                new WeightedMedian(decisions.stream().mapToDouble(value).toArray())::of);
    }

    /** The slope of the least-squares line of a value over the position of the trial. */
    static CrossedEstimate slope(List<Decision> decisions, ToDoubleFunction<Decision> value) {
        double[] x = decisions.stream().mapToDouble(Decision::position).toArray();
        double[] y = decisions.stream().mapToDouble(value).toArray();
        return of(decisions, weights -> slope(x, y, weights));
    }

    private static double slope(double[] x, double[] y, double[] weights) {
        double meanX = TwoWayBootstrap.mean(x, weights);
        double meanY = TwoWayBootstrap.mean(y, weights);
        double products = 0;
        double squares = 0;
        for (int i = 0; i < x.length; i++) {
            products += weights[i] * (x[i] - meanX) * (y[i] - meanY);
            squares += weights[i] * (x[i] - meanX) * (x[i] - meanX);
        }
        return products / squares;
    }

    private static CrossedEstimate of(List<Decision> decisions, ToDoubleFunction<double[]> statistic) {
        int[] participants = decisions.stream().mapToInt(Decision::participant).toArray();
        int[] items = decisions.stream().mapToInt(Decision::item).toArray();
        double[] ones = decisions.stream().mapToDouble(decision -> 1).toArray();
        double value = statistic.applyAsDouble(ones);
        boolean isCrossed = distinct(participants) > 1 && distinct(items) > 1;
        return new CrossedEstimate(
                value,
                isCrossed && Double.isFinite(value)
                        ? Optional.of(TwoWayBootstrap.withDefaults().estimate(participants, items, statistic))
                        : Optional.empty());
    }

    private static long distinct(int[] numbers) {
        return Arrays.stream(numbers).distinct().count();
    }

    /** The interval at {@link #LEVEL}. */
    Optional<ConfidenceInterval> interval() {
        return distribution.map(found -> found.interval(LEVEL));
    }

    /** The p-value of a hypothesis about the value. */
    Optional<Double> pValue(double hypothesis) {
        return distribution.map(found -> found.pValue(hypothesis));
    }

    /** Half the width of the interval that the standard error gives; 0 where there is none. */
    double halfWidth() {
        return distribution.map(found -> 1.96 * found.standardError()).orElse(0.0);
    }

    /** The interval as text: {@code 0.674 to 0.710}, or a dash. */
    String intervalText(int decimals) {
        return interval()
                .map(found -> Numbers.fixed(found.lower(), decimals) + " to " + Numbers.fixed(found.upper(), decimals))
                .orElse("–");
    }

    /** The p-value of a hypothesis as text, or a dash. */
    String pText(double hypothesis) {
        return pValue(hypothesis).map(Numbers::pValue).orElse("–");
    }
}
