package org.cyborgml.app.demo;

import com.google.common.primitives.Doubles;
import java.util.ArrayList;
import java.util.List;
import org.cyborgml.app.decoy.Metric;
import org.cyborgml.app.decoy.TestSet;
import org.cyborgml.app.demo.DemoResults.Comparison;
import org.cyborgml.app.demo.DemoResults.Scenario;
import org.cyborgml.metrics.ConfidenceInterval;
import org.cyborgml.metrics.PairedComparison;
import org.cyborgml.metrics.WilcoxonSignedRankTest;

/** Compares two scenarios of paired runs by every metric on every test set. */
final class Comparisons {

    private static final double LEVEL = 0.95;

    private Comparisons() {}

    static List<Comparison> of(Scenario classical, Scenario cyborg) {
        List<Comparison> all = new ArrayList<>();
        for (TestSet set : TestSet.values()) {
            for (Metric metric : Metric.values()) {
                if (set != TestSet.NO_PATCH || metric != Metric.ENERGY_ON_PATCH) {
                    all.add(compare(set, metric, classical.values(set, metric), cyborg.values(set, metric)));
                }
            }
        }
        return all;
    }

    private static Comparison compare(TestSet set, Metric metric, List<Double> classical, List<Double> cyborg) {
        PairedComparison paired = PairedComparison.of(Doubles.toArray(classical), Doubles.toArray(cyborg));
        ConfidenceInterval interval = paired.interval(LEVEL);
        return new Comparison(
                set,
                metric,
                paired.baseline(),
                paired.other(),
                paired.difference(),
                interval.lower(),
                interval.upper(),
                paired.tTest().statistic(),
                paired.tTest().pValue(),
                paired.wilcoxon().statistic(),
                paired.wilcoxon().pValue(),
                WilcoxonSignedRankTest.leastPValue(paired.wilcoxon().nonZero()));
    }
}
