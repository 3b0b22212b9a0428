package org.cyborgml.app.demo;

import java.util.ArrayList;
import java.util.List;
import org.cyborgml.app.decoy.TestSet;
import org.cyborgml.app.demo.DemoResults.Grid;
import org.cyborgml.app.demo.DemoResults.Roc;
import org.cyborgml.app.demo.DemoResults.Run;
import org.cyborgml.app.demo.DemoResults.Scenario;
import org.cyborgml.metrics.RocBand;
import org.cyborgml.metrics.RocCurve;
import org.cyborgml.metrics.RunSummary;
import org.cyborgml.saliency.map.MeanMapAccumulator;
import org.cyborgml.saliency.map.SaliencyMap;

/** Sums up the runs of a scenario. */
final class Scenarios {

    private static final int ROC_POINTS = 101;

    private Scenarios() {}

    static Scenario of(String name, double alpha, List<FinishedRun> finished) {
        List<Roc> roc = new ArrayList<>();
        for (TestSet set : TestSet.values()) {
            roc.add(band(set, finished.stream().map(f -> f.curves().get(set)).toList()));
        }
        List<Run> runs = finished.stream().map(FinishedRun::run).toList();
        List<SaliencyMap> cams = runs.stream().map(run -> run.meanCam().toMap()).toList();
        return new Scenario(name, alpha, runs, roc, mean(cams));
    }

    static Grid mean(List<SaliencyMap> maps) {
        MeanMapAccumulator mean = new MeanMapAccumulator();
        maps.forEach(mean::add);
        return Grid.of(mean.mean());
    }

    private static Roc band(TestSet set, List<RocCurve> curves) {
        RocBand band = RocBand.of(curves, ROC_POINTS);
        List<Double> truePositive = new ArrayList<>();
        List<Double> falsePositive = new ArrayList<>();
        List<Double> deviation = new ArrayList<>();
        for (int i = 0; i < band.size(); i++) {
            RunSummary rate = band.falsePositiveRate(i);
            truePositive.add(band.truePositiveRate(i));
            falsePositive.add(rate.mean());
            deviation.add(rate.standardDeviation());
        }
        return new Roc(set, truePositive, falsePositive, deviation);
    }
}
