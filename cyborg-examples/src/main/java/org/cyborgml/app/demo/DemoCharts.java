package org.cyborgml.app.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cyborgml.app.decoy.Metric;
import org.cyborgml.app.decoy.TestSet;
import org.cyborgml.app.demo.DemoResults.Epoch;
import org.cyborgml.app.demo.DemoResults.Roc;
import org.cyborgml.app.demo.DemoResults.Scenario;
import org.cyborgml.app.report.Axis;
import org.cyborgml.app.report.DotChart;
import org.cyborgml.app.report.LineChart;
import org.cyborgml.app.report.LineChart.Style;
import org.cyborgml.app.report.Panel;
import org.cyborgml.app.report.Series;
import org.cyborgml.app.report.Series.Direction;
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
        List<Series> training = curves(Epoch::trainingAccuracy);
        List<Series> validation = curves(Epoch::validationAccuracy);
        Axis accuracy = covering("Accuracy", 1, Stream.concat(training.stream(), validation.stream()));
        List<Series> loss = curves(Epoch::crossEntropy);
        Axis nats = covering("Cross-entropy (nats)", Double.POSITIVE_INFINITY, loss.stream());
        return List.of(
                byEpoch("Accuracy on training images", accuracy, training),
                byEpoch("Accuracy on validation images", accuracy, validation),
                byEpoch("Cross-entropy in training", nats, loss));
    }

    private List<Series> curves(Function<Epoch, Double> value) {
        return IntStream.range(0, scenarios.size())
                .mapToObj(s -> curve(scenarios.get(s), s, value))
                .toList();
    }

    /** An axis for lines and their bands, as far as a value can be. */
    private static Axis covering(String label, double most, Stream<Series> series) {
        return Axis.covering(label, 0, most, series.flatMapToDouble(Series::edges));
    }

    private static Panel byEpoch(String title, Axis y, List<Series> series) {
        int epochs = series.get(0).x().size();
        Axis x = new Axis("Epoch", 1, Math.max(2, epochs), Axis.Numbers.WHOLE);
        return new Panel(title, new LineChart(title + " by epoch", x, y, series, Style.DOTTED_LINES).svg());
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
        Axis falsePositives = new Axis("False positive rate", 0, rocEnd());
        List<Panel> panels = new ArrayList<>();
        for (TestSet set : TestSet.values()) {
            List<Series> series = IntStream.range(0, scenarios.size())
                    .mapToObj(s -> roc(scenarios.get(s), s, set))
                    .toList();
            LineChart chart = new LineChart(
                    "ROC curves, " + set.title(),
                    falsePositives,
                    Axis.ofRate("True positive rate"),
                    series,
                    Style.LINES);
            panels.add(new Panel(set.title(), chart.svg()));
        }
        return panels;
    }

    /** The least of a few round rates by which every mean curve has come to a true positive rate of 0.98. */
    double rocEnd() {
        double needed = scenarios.stream()
                .flatMap(scenario -> scenario.roc().stream())
                .mapToDouble(DemoCharts::falsePositivesNearTheTop)
                .max()
                .orElseThrow();
        return DoubleStream.of(0.1, 0.2, 0.3, 0.5)
                .filter(end -> end >= needed)
                .findFirst()
                .orElse(1);
    }

    private static double falsePositivesNearTheTop(Roc roc) {
        return IntStream.range(0, roc.truePositiveRate().size())
                .filter(i -> roc.truePositiveRate().get(i) >= 0.98)
                .mapToDouble(i -> roc.falsePositiveRate().get(i))
                .findFirst()
                .orElse(1);
    }

    private static Series roc(Scenario scenario, int colour, TestSet set) {
        Roc roc = scenario.roc().stream()
                .filter(r -> r.testSet() == set)
                .findFirst()
                .orElseThrow();
        // The band ends where the curve reaches the top, along which it goes on to the corner.
        return new Series(
                scenario.name(),
                colour,
                and(roc.falsePositiveRate(), 1),
                and(roc.truePositiveRate(), 1),
                and(roc.deviation(), 0),
                Direction.X);
    }

    private static List<Double> and(List<Double> values, double last) {
        List<Double> longer = new ArrayList<>(values);
        longer.add(last);
        return longer;
    }
}
