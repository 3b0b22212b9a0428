package org.cyborgml.examples.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.cyborgml.examples.demo.DemoPage.Panel;
import org.cyborgml.examples.demo.DemoResults.Epoch;
import org.cyborgml.examples.demo.DemoResults.Roc;
import org.cyborgml.examples.demo.DemoResults.Scenario;
import org.cyborgml.examples.report.Axis;
import org.cyborgml.examples.report.DotChart;
import org.cyborgml.examples.report.LineChart;
import org.cyborgml.examples.report.LineChart.Markers;
import org.cyborgml.examples.report.Series;
import org.cyborgml.examples.report.Series.Direction;
import org.cyborgml.metrics.RunSummary;

/** The charts of the demo's report. */
final class DemoCharts {

    private final List<Scenario> scenarios;

    DemoCharts(DemoResults results) {
        this.scenarios = results.scenarios();
    }

    String accuracy() {
        List<DotChart.Row> rows = new ArrayList<>();
        for (TestSet set : TestSet.values()) {
            rows.add(new DotChart.Row(
                    set.title(),
                    scenarios.stream().map(s -> s.values(set, Metric.ACCURACY)).toList()));
        }
        Axis axis = Axis.covering(
                "Accuracy (share of test images)",
                0,
                1,
                rows.stream()
                        .flatMap(row -> row.values().stream().flatMap(List::stream))
                        .mapToDouble(Double::doubleValue));
        return new DotChart(
                        "Accuracy by test set and scenario, every run",
                        axis,
                        scenarios.stream().map(Scenario::name).toList(),
                        rows)
                .svg();
    }

    List<Panel> training() {
        return List.of(
                curves("Accuracy on training images", "Accuracy", Epoch::trainingAccuracy, 1),
                curves("Accuracy on validation images", "Accuracy", Epoch::validationAccuracy, 1),
                curves(
                        "Cross-entropy in training",
                        "Cross-entropy (nats)",
                        Epoch::crossEntropy,
                        Double.POSITIVE_INFINITY));
    }

    private Panel curves(String title, String axis, Function<Epoch, Double> value, double most) {
        List<Series> series = new ArrayList<>();
        for (int s = 0; s < scenarios.size(); s++) {
            series.add(curve(scenarios.get(s), s, value));
        }
        int epochs = series.get(0).x().size();
        Axis y = Axis.covering(axis, 0, most, series.stream().flatMapToDouble(line -> IntStream.range(0, epochs)
                .mapToDouble(i -> line.y().get(i))
                .flatMap(mean -> java.util.stream.DoubleStream.of(mean))));
        Axis x = new Axis("Epoch", 1, Math.max(2, epochs));
        return new Panel(title, new LineChart(title + " by epoch", x, y, series, Markers.DOTS).svg());
    }

    private static Series curve(Scenario scenario, int colour, Function<Epoch, Double> value) {
        int epochs = scenario.runs().get(0).epochs().size();
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        List<Double> spread = new ArrayList<>();
        for (int e = 0; e < epochs; e++) {
            int at = e;
            RunSummary summary = RunSummary.of(scenario.runs().stream()
                    .mapToDouble(run -> value.apply(run.epochs().get(at)))
                    .toArray());
            x.add(e + 1.0);
            y.add(summary.mean());
            spread.add(summary.standardDeviation());
        }
        return new Series(scenario.name(), colour, x, y, spread, Direction.Y);
    }

    List<Panel> rocs() {
        List<Panel> panels = new ArrayList<>();
        for (TestSet set : TestSet.values()) {
            List<Series> series = new ArrayList<>();
            for (int s = 0; s < scenarios.size(); s++) {
                series.add(roc(scenarios.get(s), s, set));
            }
            LineChart chart = new LineChart(
                    "ROC curves, " + set.title(),
                    Axis.ofRate("False positive rate"),
                    Axis.ofRate("True positive rate"),
                    series,
                    Markers.NONE);
            panels.add(new Panel(set.title(), chart.svg()));
        }
        return panels;
    }

    private static Series roc(Scenario scenario, int colour, TestSet set) {
        Roc roc = scenario.roc().stream()
                .filter(r -> r.testSet() == set)
                .findFirst()
                .orElseThrow();
        return new Series(
                scenario.name(), colour, roc.falsePositiveRate(), roc.truePositiveRate(), roc.deviation(), Direction.X);
    }
}
