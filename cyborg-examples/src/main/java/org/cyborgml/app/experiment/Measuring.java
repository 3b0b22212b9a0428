package org.cyborgml.app.experiment;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.primitives.Doubles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cyborgml.metrics.AucEstimate;
import org.cyborgml.metrics.BinaryScores;
import org.cyborgml.metrics.ConfidenceInterval;
import org.cyborgml.metrics.IntervalMethod;
import org.cyborgml.metrics.OperatingPoint;
import org.cyborgml.metrics.PresentationAttackRates;
import org.cyborgml.metrics.PresentationAttackScores;
import org.cyborgml.metrics.RocCurve;

/** From kept scores to metrics. */
final class Measuring {

    private static final double LEVEL = 0.95;

    /** The logit at which the sigmoid is 0.5. */
    private static final double THRESHOLD = 0;

    private final Experiment experiment;
    private final Map<TestSet, KeptScores> scores;

    /** Measures scores of one trial, by test set. */
    Measuring(Experiment experiment, Map<TestSet, KeptScores> scores) {
        this.experiment = experiment;
        this.scores = new LinkedHashMap<>(scores);
    }

    /** The metrics of every test set, and of all together. */
    Map<String, TestMetrics> metrics() {
        Map<String, TestMetrics> all = new LinkedHashMap<>();
        scores.forEach((test, kept) ->
                all.put(test.id(), of(kept.real().toArray(), ImmutableListMultimap.of(test.generator(), kept))));
        if (!scores.isEmpty()) {
            all.put(TrialResult.POOLED, pooled());
        }
        return all;
    }

    private TestMetrics pooled() {
        List<PooledScores.Part> parts = new ArrayList<>();
        ImmutableListMultimap.Builder<String, KeptScores> attacks = ImmutableListMultimap.builder();
        scores.forEach((test, kept) -> {
            attacks.put(test.generator(), kept);
            parts.add(new PooledScores.Part(experiment.images(test), kept));
        });
        return of(PooledScores.of(parts).real().toArray(), attacks.build());
    }

    private static TestMetrics of(double[] real, ImmutableListMultimap<String, KeptScores> byGenerator) {
        Map<String, double[]> attacks = new LinkedHashMap<>();
        byGenerator.asMap().forEach((generator, kept) -> attacks.put(generator, joined(kept)));
        double[] synthetic = Doubles.concat(attacks.values().toArray(double[][]::new));
        BinaryScores scores = BinaryScores.ofClasses(real, synthetic);
        AucEstimate auc = AucEstimate.of(scores);
        ConfidenceInterval interval = auc.interval(LEVEL, IntervalMethod.LOGIT);
        OperatingPoint decisions = scores.at(THRESHOLD);
        PresentationAttackRates rates =
                PresentationAttackScores.of(real, attacks).at(THRESHOLD);
        return TestMetrics.ofTwoClasses(
                scores.negatives(),
                scores.positives(),
                auc.value(),
                interval.lower(),
                interval.upper(),
                decisions.accuracy(),
                scores.averagePrecision(),
                RocCurve.of(scores).equalErrorRate().rate(),
                rates.apcer(),
                rates.bpcer());
    }

    private static double[] joined(Iterable<KeptScores> kept) {
        List<double[]> parts = new ArrayList<>();
        kept.forEach(one -> parts.add(one.synthetic().toArray()));
        return Doubles.concat(parts.toArray(double[][]::new));
    }
}
