package org.cyborgml.app.experiment;

import com.google.common.primitives.Doubles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;
import org.cyborgml.metrics.AucEstimate;
import org.cyborgml.metrics.BinaryScores;
import org.cyborgml.metrics.ConfidenceInterval;
import org.cyborgml.metrics.IntervalMethod;
import org.cyborgml.metrics.MulticlassMetrics;
import org.cyborgml.metrics.PresentationAttackRates;
import org.cyborgml.metrics.PresentationAttackScores;
import org.cyborgml.metrics.RocCurve;

/** Turns the scores of a trial into metrics. */
final class Measuring {

    private static final double LEVEL = 0.95;

    /** The logit at which the sigmoid is 0.5. */
    private static final double THRESHOLD = 0;

    private Measuring() {}

    /** The metrics of every test set by its id, and of all together unless one is the main one. */
    static Map<String, TestMetrics> metrics(Map<TestSet, TestScores> scores) {
        Map<String, TestMetrics> all = new LinkedHashMap<>();
        scores.forEach((test, ofTest) -> all.put(test.id(), of(ofTest, Map.of(test, ofTest))));
        if (!scores.isEmpty() && scores.keySet().stream().noneMatch(TestSet::isMain)) {
            all.put(TrialResult.POOLED, of(TestScores.pooled(List.copyOf(scores.values())), scores));
        }
        return all;
    }

    private static TestMetrics of(TestScores scores, Map<TestSet, TestScores> parts) {
        return scores.classes().size() == 2 ? ofTwoClasses(scores, parts) : ofClasses(scores);
    }

    private static TestMetrics ofClasses(TestScores scores) {
        MulticlassMetrics metrics = scores.metrics();
        int images = scores.scored().size();
        int correct = (int) Math.round(metrics.accuracy() * images);
        var interval = new WilsonScoreInterval().createInterval(images, correct, LEVEL);
        return new TestMetrics(
                null,
                null,
                metrics.macroAuc().orElseThrow(),
                null,
                null,
                metrics.accuracy(),
                null,
                null,
                null,
                null,
                images,
                metrics.balancedAccuracy(),
                metrics.macroF1(),
                interval.getLowerBound(),
                interval.getUpperBound());
    }

    private static TestMetrics ofTwoClasses(TestScores all, Map<TestSet, TestScores> parts) {
        double[] real = all.ofClass(0);
        Map<String, double[]> attacks = new LinkedHashMap<>();
        parts.forEach((test, ofTest) -> attacks.merge(test.generator(), ofTest.ofClass(1), Doubles::concat));
        BinaryScores scores =
                BinaryScores.ofClasses(real, Doubles.concat(attacks.values().toArray(double[][]::new)));
        AucEstimate auc = AucEstimate.of(scores);
        ConfidenceInterval interval = auc.interval(LEVEL, IntervalMethod.LOGIT);
        PresentationAttackRates rates =
                PresentationAttackScores.of(real, attacks).at(THRESHOLD);
        return new TestMetrics(
                scores.negatives(),
                scores.positives(),
                auc.value(),
                interval.lower(),
                interval.upper(),
                scores.at(THRESHOLD).accuracy(),
                scores.averagePrecision(),
                RocCurve.of(scores).equalErrorRate().rate(),
                rates.apcer(),
                rates.bpcer(),
                null,
                null,
                null,
                null,
                null);
    }
}
