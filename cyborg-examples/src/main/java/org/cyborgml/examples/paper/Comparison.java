package org.cyborgml.examples.paper;

import org.cyborgml.metrics.ConfidenceInterval;
import org.cyborgml.metrics.PairedComparison;

/**
 * A setting's AUC compared with the baseline's over paired runs.
 *
 * @param setting the setting
 * @param column on which test set
 * @param paired the comparison, setting minus baseline
 * @param holm p-value of the paired t-test after Holm's correction over all comparisons of the report
 * @param deLong DeLong's test run by run
 */
record Comparison(Setting setting, TestColumn column, PairedComparison paired, double holm, DeLongCount deLong) {

    static final double LEVEL = 0.05;

    int pairs() {
        return paired.difference().runs();
    }

    double difference() {
        return paired.difference().mean();
    }

    ConfidenceInterval interval() {
        return interval(paired);
    }

    static ConfidenceInterval interval(PairedComparison paired) {
        return paired.interval(1 - LEVEL);
    }

    double tPValue() {
        return paired.tTest().pValue();
    }

    double wilcoxonPValue() {
        return paired.wilcoxon().pValue();
    }

    boolean isSignificant() {
        return tPValue() < LEVEL;
    }

    boolean isSignificantCorrected() {
        return holm < LEVEL;
    }
}
