package org.cyborgml.app.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.cyborgml.data.DataException;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code epoch_tests.json} of a trial: the test results of its network after each epoch. Immutable.
 *
 * @param auc of each epoch, by the test set's id, and {@value TrialResult#POOLED} over all of them
 * @param accuracy likewise; null in the files of versions that did not write it
 */
public record EpochTests(
        Map<String, List<Double>> auc,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, List<Double>> accuracy) {

    /** Copies the maps and their lists. */
    public EpochTests {
        auc = copy(auc);
        accuracy = accuracy == null ? null : copy(accuracy);
    }

    private static Map<String, List<Double>> copy(Map<String, List<Double>> lists) {
        ImmutableMap.Builder<String, List<Double>> copy = ImmutableMap.builder();
        lists.forEach((id, values) -> copy.put(id, List.copyOf(values)));
        return copy.buildOrThrow();
    }

    /** The tests of a trial so far, which may be an epoch ahead of its training. */
    static EpochTests of(TrialFolder trial) throws IOException {
        return trial.epochTests().orElse(new EpochTests(Map.of(), Map.of()));
    }

    /**
     * With what came of an epoch; later ones are dropped.
     *
     * @throws DataException if epochs before it are missing
     */
    EpochTests with(int epoch, Map<String, TestMetrics> tested) throws DataException {
        int known = auc.values().stream().mapToInt(List::size).min().orElse(0);
        EpochValues.requireAllBefore(epoch, known, "epoch_tests.json");
        return new EpochTests(
                with(epoch, auc, tested, TestMetrics::auc),
                // A trial that an earlier version has begun has none of its first epochs.
                accuracy == null ? null : with(epoch, accuracy, tested, TestMetrics::accuracy));
    }

    private static Map<String, List<Double>> with(
            int epoch,
            Map<String, List<Double>> before,
            Map<String, TestMetrics> tested,
            ToDoubleFunction<TestMetrics> value) {
        ImmutableMap.Builder<String, List<Double>> more = ImmutableMap.builder();
        tested.forEach((id, metrics) -> more.put(
                id,
                new EpochValues(before.getOrDefault(id, List.of()))
                        .with(epoch, value.applyAsDouble(metrics))
                        .values()));
        return more.buildOrThrow();
    }
}
