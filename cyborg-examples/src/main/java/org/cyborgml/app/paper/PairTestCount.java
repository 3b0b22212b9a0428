package org.cyborgml.app.paper;

/**
 * A test of a scenario's network against the baseline's of the same run, on the same images: DeLong's of their AUCs for two
 * classes, McNemar's of their accuracies for more. In how many runs they differ.
 *
 * @param runs pairs of runs tested
 * @param higher those in which the scenario's measure is higher with p below 0.05
 * @param lower those in which it is lower with p below 0.05
 */
record PairTestCount(int runs, int higher, int lower) {

    static final PairTestCount NONE = new PairTestCount(0, 0, 0);
    private static final double LEVEL = 0.05;

    /** The count of one run, of this difference (scenario minus baseline) and p-value. */
    static PairTestCount of(double difference, double pValue) {
        boolean differs = pValue < LEVEL;
        return new PairTestCount(1, differs && difference > 0 ? 1 : 0, differs && difference < 0 ? 1 : 0);
    }

    PairTestCount plus(PairTestCount more) {
        return new PairTestCount(runs + more.runs, higher + more.higher, lower + more.lower);
    }
}
