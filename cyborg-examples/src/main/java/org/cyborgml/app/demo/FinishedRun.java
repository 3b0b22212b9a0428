package org.cyborgml.app.demo;

import com.google.common.base.Stopwatch;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.cyborgml.app.console.Progress;
import org.cyborgml.app.decoy.Predictions;
import org.cyborgml.app.decoy.TestImages;
import org.cyborgml.app.decoy.TestScore;
import org.cyborgml.app.decoy.TestSet;
import org.cyborgml.app.decoy.Tests;
import org.cyborgml.app.demo.DemoResults.Epoch;
import org.cyborgml.app.demo.DemoResults.Grid;
import org.cyborgml.app.demo.DemoResults.Run;
import org.cyborgml.app.demo.DemoResults.TestValues;
import org.cyborgml.app.demo.DemoResults.View;
import org.cyborgml.metrics.RocCurve;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * What one network leaves when it has been trained and tested.
 *
 * @param run its numbers
 * @param curves its ROC curve on each test set
 * @param views what it makes of the images that the report shows, in their order
 */
record FinishedRun(Run run, Map<TestSet, RocCurve> curves, List<View> views) {

    /** Trains and tests a fresh network, and frees it. */
    static FinishedRun of(
            ComputationGraph network, Training training, Tests tests, double alpha, long seed, Progress progress) {
        Stopwatch watch = Stopwatch.createStarted();
        List<Epoch> epochs = training.train(network, alpha, seed, progress);
        Map<TestSet, RocCurve> curves = new EnumMap<>(TestSet.class);
        List<TestValues> values = new ArrayList<>();
        Grid meanCam = null;
        List<View> views = List.of();
        for (TestSet set : TestSet.values()) {
            TestImages test = tests.get(set);
            Predictions predictions = Predictions.of(network, test.decoys().images(), training.scaling(), progress);
            TestScore score = TestScore.of(test, predictions);
            values.add(new TestValues(set, score.metrics()));
            curves.put(set, score.roc());
            if (set == TestSet.RANDOM_VALUE) {
                meanCam = Grid.of(score.meanCam());
                views = tests.shown().stream()
                        .map(image -> view(predictions, image))
                        .toList();
            }
        }
        network.close();
        double seconds = watch.elapsed(TimeUnit.MILLISECONDS) / 1000.0;
        return new FinishedRun(new Run(seed, seconds, epochs, values, Objects.requireNonNull(meanCam)), curves, views);
    }

    private static View view(Predictions predictions, int image) {
        int predicted = predictions.predicted().get(image);
        return new View(
                predicted,
                predictions.probabilities().get(image)[predicted],
                Grid.of(predictions.cams().get(image)));
    }
}
