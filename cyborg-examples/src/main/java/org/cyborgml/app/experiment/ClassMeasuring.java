package org.cyborgml.app.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cyborgml.metrics.MulticlassMetrics;

/** Turns the scores of a trial on test sets of more than two classes into metrics. */
final class ClassMeasuring {

    private ClassMeasuring() {}

    /** The metrics of every test set by its id, and of all together. */
    static Map<String, TestMetrics> metrics(Map<TestSet, ClassScores> scores) {
        Map<String, TestMetrics> all = new LinkedHashMap<>();
        scores.forEach((test, ofTest) -> all.put(test.id(), of(ofTest)));
        if (!scores.isEmpty()) {
            all.put(TrialResult.POOLED, of(ClassScores.pooled(List.copyOf(scores.values()))));
        }
        return all;
    }

    private static TestMetrics of(ClassScores scores) {
        MulticlassMetrics metrics = scores.metrics();
        return TestMetrics.ofClasses(
                scores.scored().size(),
                metrics.macroAuc().orElseThrow(),
                metrics.accuracy(),
                metrics.balancedAccuracy(),
                metrics.macroF1());
    }
}
