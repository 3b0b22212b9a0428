package org.cyborgml.app.experiment;

import java.util.List;
import java.util.stream.IntStream;
import org.cyborgml.metrics.RunSummary;
import org.cyborgml.training.LossCurve;

/**
 * An epoch over the runs of a scenario: a point of its mean {@link LossCurve}.
 *
 * @param crossEntropy mean over the runs
 * @param value measured after the epoch
 */
public record LossEpoch(double crossEntropy, RunSummary value) {

    /** The mean of some curves: one entry per epoch, over the runs that have it. */
    public static List<LossEpoch> means(List<LossCurve> curves) {
        int epochs =
                curves.stream().mapToInt(curve -> curve.value().size()).max().orElse(0);
        return IntStream.range(0, epochs)
                .mapToObj(epoch -> {
                    List<LossCurve> there = curves.stream()
                            .filter(curve -> curve.value().size() > epoch)
                            .toList();
                    return new LossEpoch(
                            summary(there.stream().map(LossCurve::crossEntropy).toList(), epoch)
                                    .mean(),
                            summary(there.stream().map(LossCurve::value).toList(), epoch));
                })
                .toList();
    }

    private static RunSummary summary(List<List<Double>> runs, int epoch) {
        return RunSummary.of(runs.stream().mapToDouble(run -> run.get(epoch)).toArray());
    }
}
