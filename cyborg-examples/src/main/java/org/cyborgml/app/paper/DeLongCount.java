package org.cyborgml.app.paper;

/**
 * DeLong's test of a scenario against the baseline, run by run: how many runs' AUCs differ on the same images.
 *
 * @param runs pairs of runs tested
 * @param higher those in which the scenario's AUC is higher with p below 0.05
 * @param lower those in which it is lower with p below 0.05
 */
record DeLongCount(int runs, int higher, int lower) {

    static final DeLongCount NONE = new DeLongCount(0, 0, 0);
    private static final double LEVEL = 0.05;

    /** The count of one run, of this difference (scenario minus baseline) and p-value. */
    static DeLongCount of(double difference, double pValue) {
        boolean differs = pValue < LEVEL;
        return new DeLongCount(1, differs && difference > 0 ? 1 : 0, differs && difference < 0 ? 1 : 0);
    }

    DeLongCount plus(DeLongCount more) {
        return new DeLongCount(runs + more.runs, higher + more.higher, lower + more.lower);
    }
}
