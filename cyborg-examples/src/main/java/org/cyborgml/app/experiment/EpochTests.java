package org.cyborgml.app.experiment;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cyborgml.data.DataException;

/**
 * The file {@code epoch_tests.json} of a trial: the test results of its network after each epoch. Immutable.
 *
 * @param auc of each epoch, by the test set's id, and {@value TrialResult#POOLED} over all of them
 */
public record EpochTests(Map<String, List<Double>> auc) {

    /** Copies the map and its lists. */
    public EpochTests {
        ImmutableMap.Builder<String, List<Double>> copy = ImmutableMap.builder();
        auc.forEach((id, values) -> copy.put(id, List.copyOf(values)));
        auc = copy.buildOrThrow();
    }

    /** The tests of a trial so far, which may be an epoch ahead of its training. */
    static EpochTests of(TrialFolder trial) throws IOException {
        return trial.epochTests().orElse(new EpochTests(Map.of()));
    }

    /**
     * With what came of an epoch; later ones are dropped.
     *
     * @throws DataException if epochs before it are missing
     */
    EpochTests with(int epoch, Map<String, TestMetrics> tested) throws DataException {
        int known = auc.values().stream().mapToInt(List::size).min().orElse(0);
        EpochValues.requireAllBefore(epoch, known, "epoch_tests.json");
        ImmutableMap.Builder<String, List<Double>> more = ImmutableMap.builder();
        tested.forEach((id, metrics) -> {
            EpochValues before = new EpochValues(Objects.requireNonNullElse(auc.get(id), List.of()));
            more.put(id, before.with(epoch, metrics.auc()).values());
        });
        return new EpochTests(more.buildOrThrow());
    }
}
