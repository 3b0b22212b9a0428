package org.cyborgml.app.paper;

import com.google.common.primitives.Doubles;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cyborgml.metrics.PairedComparison;

/**
 * Values of runs paired by seed.
 *
 * @param comparison of all pairs
 * @param differences pair by pair, the setting's value minus the baseline's
 */
record PairedRuns(PairedComparison comparison, List<Double> differences) {

    PairedRuns {
        differences = List.copyOf(differences);
    }

    /** Empty if there are fewer than two pairs. */
    static Optional<PairedRuns> of(List<Double> baseline, List<Double> setting) {
        if (baseline.size() < 2) {
            return Optional.empty();
        }
        return Optional.of(new PairedRuns(
                PairedComparison.of(Doubles.toArray(baseline), Doubles.toArray(setting)),
                IntStream.range(0, baseline.size())
                        .mapToObj(i -> setting.get(i) - baseline.get(i))
                        .toList()));
    }
}
