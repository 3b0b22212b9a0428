package org.cyborgml.app.paper;

import org.cyborgml.metrics.ConfidenceInterval;
import org.cyborgml.metrics.PairedComparison;

/** A setting's AUC compared with the baseline's over paired runs. */
interface Difference {

    /** The level of every test; intervals are at one minus it. */
    double LEVEL = 0.05;

    Setting setting();

    TestColumn column();

    PairedRuns runs();

    default PairedComparison paired() {
        return runs().comparison();
    }

    default int pairs() {
        return paired().difference().runs();
    }

    default double difference() {
        return paired().difference().mean();
    }

    default ConfidenceInterval interval() {
        return paired().interval(1 - LEVEL);
    }

    default double tPValue() {
        return paired().tTest().pValue();
    }

    default double wilcoxonPValue() {
        return paired().wilcoxon().pValue();
    }
}
