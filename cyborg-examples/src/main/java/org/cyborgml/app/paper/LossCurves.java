package org.cyborgml.app.paper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cyborgml.app.experiment.EpochTests;
import org.cyborgml.app.experiment.ExperimentRecord.BackboneEntry;
import org.cyborgml.metrics.RunSummary;
import org.cyborgml.training.LossCurve;

/** AUC after every epoch by the training loss, of the runs whose epochs were all tested. */
final class LossCurves {

    private final Map<Key, LossCurve> curves;
    private final Runs runs;

    private record Key(Setting setting, int run, String column) {}

    /**
     * An epoch over the runs.
     *
     * @param crossEntropy mean over the runs
     * @param auc after the epoch
     */
    record Epoch(double crossEntropy, RunSummary auc) {}

    private LossCurves(Runs runs, Map<Key, LossCurve> curves) {
        this.runs = runs;
        this.curves = curves;
    }

    static LossCurves read(Runs runs) throws IOException {
        Map<Key, LossCurve> curves = new HashMap<>();
        for (BackboneEntry backbone : runs.backbones()) {
            for (Setting setting : runs.settings(backbone)) {
                for (int run = 1; run <= runs.experiment().runs(); run++) {
                    read(runs, setting, run, curves);
                }
            }
        }
        return new LossCurves(runs, curves);
    }

    private static void read(Runs runs, Setting setting, int run, Map<Key, LossCurve> to) throws IOException {
        Optional<EpochTests> tests = runs.trial(setting, run).epochTests();
        if (runs.result(setting, run).isEmpty() || tests.isEmpty()) {
            return;
        }
        List<Double> loss = runs.trial(setting, run).training().log().crossEntropyByEpoch();
        tests.get().auc().forEach((column, auc) -> {
            // A test set that was added later lacks epochs.
            if (auc.size() == loss.size()) {
                to.put(new Key(setting, run, column), new LossCurve(loss, auc));
            }
        });
    }

    boolean isEmpty() {
        return curves.isEmpty();
    }

    Optional<LossCurve> of(Setting setting, int run, TestColumn column) {
        return Optional.ofNullable(curves.get(new Key(setting, run, column.id())));
    }

    /** One entry per epoch, over the runs that have it; none if no run's epochs were tested. */
    List<Epoch> mean(Setting setting, TestColumn column) {
        List<LossCurve> all = Stream.iterate(1, run -> run + 1)
                .limit(runs.experiment().runs())
                .flatMap(run -> of(setting, run, column).stream())
                .toList();
        int epochs = all.stream().mapToInt(curve -> curve.value().size()).max().orElse(0);
        List<Epoch> mean = new ArrayList<>();
        for (int epoch = 0; epoch < epochs; epoch++) {
            int at = epoch;
            List<LossCurve> there =
                    all.stream().filter(curve -> curve.value().size() > at).toList();
            mean.add(new Epoch(
                    there.stream()
                            .mapToDouble(curve -> curve.crossEntropy().get(at))
                            .average()
                            .orElseThrow(),
                    RunSummary.of(there.stream()
                            .mapToDouble(curve -> curve.value().get(at))
                            .toArray())));
        }
        return mean;
    }
}
