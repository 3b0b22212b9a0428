package org.cyborgml.metrics;

import com.google.common.primitives.Doubles;
import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

/**
 * A metric over independent training runs: mean and sample standard deviation (divisor runs - 1), as the paper's Table 1
 * reports AUCs over 10 runs.
 *
 * @param runs the number of runs, at least 1
 * @param mean the mean
 * @param standardDeviation the sample standard deviation; NaN for a single run, which has none
 */
public record RunSummary(int runs, double mean, double standardDeviation) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if there is no run, the mean is not finite, or the deviation of more than one run is
     *     not a finite number at or above 0
     */
    public RunSummary {
        Arguments.atLeast("runs", runs, 1);
        Arguments.finite("mean", mean);
        if (runs > 1) {
            Arguments.inRange("standardDeviation", standardDeviation, 0, Double.MAX_VALUE);
        }
    }

    /**
     * Summarises one value per run.
     *
     * @param values the metric of each run, finite
     * @return the summary
     * @throws IllegalArgumentException if there is no value or one is NaN or infinite
     */
    public static RunSummary of(double... values) {
        Arguments.finite("values", values);
        if (values.length == 1) {
            return new RunSummary(1, values[0], Double.NaN);
        }
        if (Doubles.min(values) == Doubles.max(values)) {
            // Summing equal values rounds: their deviation would come out as some 1e-17 and a t statistic as some 1e16.
            return new RunSummary(values.length, values[0], 0);
        }
        return new RunSummary(values.length, new Mean().evaluate(values), new StandardDeviation().evaluate(values));
    }

    /**
     * Summarises the AUCs of runs.
     *
     * @param runs the scores of each run
     * @return the summary
     * @throws IllegalArgumentException if there is no run
     */
    public static RunSummary ofAuc(List<BinaryScores> runs) {
        return of(runs.stream().mapToDouble(BinaryScores::auc).toArray());
    }

    /**
     * A confidence interval of the mean from Student's t with runs - 1 degrees of freedom.
     *
     * @param level the confidence level, in (0,1)
     * @return mean +- t * SD / sqrt(runs)
     * @throws IllegalArgumentException if the level is outside (0,1) or there is one run only
     */
    public ConfidenceInterval interval(double level) {
        Arguments.level(level);
        Arguments.atLeast("runs", runs, 2);
        double t = new TDistribution(runs - 1).inverseCumulativeProbability((1 + level) / 2);
        double half = t * standardDeviation / Math.sqrt(runs);
        return new ConfidenceInterval(mean - half, mean + half, level);
    }
}
