package org.cyborgml.app.paper;

import org.cyborgml.app.experiment.PairedRuns;

/**
 * A setting compared with the baseline by the networks that the training chose.
 *
 * @param setting the setting
 * @param column on which test set
 * @param runs the pairs
 * @param holm p-value of the paired t-test after Holm's correction over all comparisons of the report
 * @param deLong DeLong's test run by run
 */
record Comparison(Setting setting, TestColumn column, PairedRuns runs, double holm, DeLongCount deLong)
        implements Difference {

    boolean isSignificant() {
        return runs.tPValue() < PairedRuns.LEVEL;
    }

    boolean isSignificantCorrected() {
        return holm < PairedRuns.LEVEL;
    }
}
