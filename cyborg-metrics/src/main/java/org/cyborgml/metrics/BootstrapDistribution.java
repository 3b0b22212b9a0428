package org.cyborgml.metrics;

import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/** The bootstrap distribution of a statistic: its value of the data, and of every replicate of the data. Immutable. */
public final class BootstrapDistribution {
    private final double estimate;
    private final double[] replicates;

    /** Takes the array, which nobody else may hold. */
    BootstrapDistribution(double estimate, double[] replicates) {
        this.estimate = estimate;
        this.replicates = replicates;
    }

    /**
     * The statistic of the data as they are.
     *
     * @return the estimate
     */
    public double estimate() {
        return estimate;
    }

    /**
     * The statistic of each replicate, in the order drawn.
     *
     * @return a new array
     */
    public double[] replicates() {
        return replicates.clone();
    }

    /**
     * The standard error.
     *
     * @return the sample standard deviation of the replicates
     */
    public double standardError() {
        return new StandardDeviation().evaluate(replicates);
    }

    /**
     * The percentile interval: the quantiles (1 - level) / 2 and (1 + level) / 2 of the replicates (linear between order
     * statistics, type 7 of Hyndman and Fan).
     *
     * @param level the confidence level, in (0,1)
     * @return the interval
     * @throws IllegalArgumentException if the level is outside (0,1)
     */
    public ConfidenceInterval interval(double level) {
        Arguments.level(level);
        Percentile quantile = new Percentile().withEstimationType(Percentile.EstimationType.R_7);
        quantile.setData(replicates);
        return new ConfidenceInterval(quantile.evaluate(50 * (1 - level)), quantile.evaluate(50 * (1 + level)), level);
    }

    /**
     * The two-sided p-value of the hypothesis that the statistic is a given number: twice the share of replicates on the
     * rarer side of it, those that equal it counted on both sides, with one added to the count and to the number of
     * replicates so that it is never 0 (Davison and Hinkley, Bootstrap Methods and their Application, 1997, section 4.2.3).
     * It is below 1 - level about when the percentile interval leaves the number out.
     *
     * @param hypothesis a finite number, such as 0 for a difference
     * @return in (0,1]
     * @throws IllegalArgumentException if the hypothesis is NaN or infinite
     */
    public double pValue(double hypothesis) {
        Arguments.finite("hypothesis", hypothesis);
        int atMost = 0;
        int atLeast = 0;
        for (double value : replicates) {
            atMost += value <= hypothesis ? 1 : 0;
            atLeast += value >= hypothesis ? 1 : 0;
        }
        return Math.min(1, 2 * (Math.min(atMost, atLeast) + 1.0) / (replicates.length + 1.0));
    }
}
