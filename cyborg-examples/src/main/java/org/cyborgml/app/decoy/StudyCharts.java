package org.cyborgml.app.decoy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.cyborgml.app.experiment.LossEpoch;
import org.cyborgml.app.report.Axis;
import org.cyborgml.app.report.DotChart;
import org.cyborgml.app.report.LineChart;
import org.cyborgml.app.report.LineChart.Style;
import org.cyborgml.app.report.Series;

/** The figures of a study. A figure of arms that are not there is left out. */
final class StudyCharts {

    private static final String ACCURACY = "Accuracy (share of test images)";
    private static final String RANDOM = "Random patch value";
    private static final String TRAINED = "Patch as in training";
    private static final String BOUND = "No decoy in training";

    private final List<ArmSummary> arms;

    StudyCharts(List<ArmSummary> arms) {
        this.arms = arms;
    }

    /** SVG by name: arms, alpha, share, loss. */
    Map<String, String> all() {
        Map<String, String> charts = new LinkedHashMap<>();
        charts.put("arms", arms());
        alpha().ifPresent(chart -> charts.put("alpha", chart));
        share().ifPresent(chart -> charts.put("share", chart));
        loss().ifPresent(chart -> charts.put("loss", chart));
        return charts;
    }

    private String arms() {
        List<DotChart.Row> rows = arms.stream()
                .map(one -> new DotChart.Row(
                        one.arm().title(), List.of(one.values(Column.AS_TRAINED), one.values(Column.RANDOM_VALUE))))
                .toList();
        Axis axis = DotChart.axis(ACCURACY, 0, rows);
        return new DotChart("Accuracy by arm, every seed", axis, List.of(TRAINED, RANDOM), rows).svg();
    }

    private Optional<ArmSummary> arm(String name) {
        return arms.stream().filter(one -> one.arm().name().equals(name)).findFirst();
    }

    private Optional<String> alpha() {
        List<ArmSummary> curve =
                curve(Arm.Group.ALPHA, one -> one.arm().scenario().alpha());
        return curve.size() < 3
                ? Optional.empty()
                : Optional.of(chart(
                        "Accuracy by alpha",
                        "Alpha, the weight of the cross-entropy (1: classical)",
                        curve,
                        one -> one.arm().scenario().alpha()));
    }

    private Optional<String> share() {
        List<ArmSummary> curve = curve(Arm.Group.SHARE, StudyCharts::percent);
        return curve.size() < 3
                ? Optional.empty()
                : Optional.of(chart(
                        "Accuracy by the share of training images that have a map",
                        "Training images with a map, % (0: classical)",
                        curve,
                        StudyCharts::percent));
    }

    private static double percent(ArmSummary one) {
        return one.arm().isGuided() ? 100 * one.arm().scenario().mapShare() : 0;
    }

    /** The arms of a group, with classical training at one end and CYBORG's own place among them. */
    private List<ArmSummary> curve(Arm.Group group, ToDoubleFunction<ArmSummary> place) {
        return arms.stream()
                .filter(one -> one.arm().group() == group
                        || one.arm().name().equals(Arms.CLASSICAL)
                        || one.arm().name().equals(Arms.CYBORG))
                .sorted(Comparator.comparingDouble(place))
                .toList();
    }

    private String chart(String name, String label, List<ArmSummary> curve, ToDoubleFunction<ArmSummary> place) {
        List<Double> x = curve.stream().map(place::applyAsDouble).toList();
        List<Series> series = new ArrayList<>();
        // The colours of the figure of arms.
        series.add(line(TRAINED, 0, x, curve, Column.AS_TRAINED));
        series.add(line(RANDOM, 1, x, curve, Column.RANDOM_VALUE));
        arm(Arms.NO_DECOY).ifPresent(bound -> {
            double level = bound.summary(Column.RANDOM_VALUE).mean();
            List<Double> ends = List.of(x.get(0), x.get(x.size() - 1));
            series.add(Series.line(BOUND, 2, ends, List.of(level, level)));
        });
        Axis across = Axis.covering(label, 0, Math.ceil(x.get(x.size() - 1)), doubles(x.stream()));
        return new LineChart(name, across, accuracies(series), series, Style.DOTTED_LINES).svg();
    }

    private static Series line(String label, int colour, List<Double> x, List<ArmSummary> curve, Column column) {
        return Series.ofRuns(
                label, colour, x, curve.stream().map(one -> one.summary(column)).toList());
    }

    private static Axis accuracies(List<Series> series) {
        return Axis.covering(ACCURACY, 0, 1, series.stream().flatMapToDouble(Series::edges));
    }

    private static DoubleStream doubles(Stream<Double> values) {
        return values.mapToDouble(Double::doubleValue);
    }

    /** Accuracy on random patch values against training loss, epoch by epoch. */
    private Optional<String> loss() {
        List<Series> series = new ArrayList<>();
        for (String name : List.of(Arms.CLASSICAL, Arms.CYBORG)) {
            arm(name).ifPresent(one -> series.add(path(one, series.size())));
        }
        if (series.isEmpty()) {
            return Optional.empty();
        }
        Axis loss = Axis.covering(
                "Cross-entropy in training (nats)",
                0,
                Double.MAX_VALUE,
                doubles(series.stream().flatMap(one -> one.x().stream())));
        return Optional.of(new LineChart(
                        "Accuracy on random patch values by training loss, a dot per epoch",
                        loss,
                        accuracies(series),
                        series,
                        Style.DOTTED_LINES)
                .svg());
    }

    private static Series path(ArmSummary one, int colour) {
        List<LossEpoch> epochs =
                LossEpoch.means(one.trials().stream().map(StudyTrial::followed).toList());
        return Series.ofRuns(
                one.arm().title(),
                colour,
                epochs.stream().map(LossEpoch::crossEntropy).toList(),
                epochs.stream().map(LossEpoch::value).toList());
    }
}
