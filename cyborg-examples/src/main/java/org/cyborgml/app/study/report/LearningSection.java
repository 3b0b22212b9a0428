package org.cyborgml.app.study.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.cyborgml.app.report.Axis;
import org.cyborgml.app.report.Item;
import org.cyborgml.app.report.Item.Heading;
import org.cyborgml.app.report.Item.Layout;
import org.cyborgml.app.report.LineChart;
import org.cyborgml.app.report.LineChart.Style;
import org.cyborgml.app.report.Numbering;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.app.report.Panel;
import org.cyborgml.app.report.Series;
import org.cyborgml.app.report.TableColumn;
import org.cyborgml.app.study.ViewingCondition;

/** Change of accuracy and time over a participant's trials. */
final class LearningSection {

    private static final int MOST_BLOCKS = 10;
    private static final int TRIALS = 10;

    private final List<Decision> decisions;
    private final Numbering numbering;

    LearningSection(List<Decision> decisions, Numbering numbering) {
        this.decisions = decisions;
        this.numbering = numbering;
    }

    private record Trend(String name, ViewingCondition condition, CrossedEstimate perTenTrials, int decimals) {}

    List<Item> items() {
        if (lastPosition() < 2) {
            return List.of();
        }
        return List.of(new Heading("Learning over trials"), curves(), trends());
    }

    private int lastPosition() {
        return decisions.stream().mapToInt(Decision::position).max().orElseThrow();
    }

    private Item curves() {
        Axis rate = Axis.ofRate("accuracy");
        List<Series> accuracy = series(Decision::correct, false);
        List<Series> time = series(Decision::decisionSeconds, true);
        Axis seconds = Axis.covering(
                "median seconds until the decision",
                0,
                Double.MAX_VALUE,
                DoubleStream.concat(DoubleStream.of(0), time.stream().flatMapToDouble(Series::edges)));
        return numbering.figure(
                "learning",
                "Accuracy and time of the decision over a participant's trials. Bands: 1.96 standard errors of the two-way"
                        + " bootstrap.",
                List.of(
                        new Panel("accuracy", chart("Accuracy over trials", rate, accuracy)),
                        new Panel("time", chart("Time over trials", seconds, time))),
                Layout.WIDE);
    }

    private String chart(String name, Axis y, List<Series> series) {
        return new LineChart(
                        name,
                        new Axis("trial", 0, lastPosition() + 1.0, Axis.Scale.WHOLE),
                        y,
                        series,
                        Style.DOTTED_LINES)
                .svg();
    }

    private List<Series> series(ToDoubleFunction<Decision> value, boolean median) {
        return Conditions.of(decisions).stream()
                .map(condition -> {
                    List<Double> x = new ArrayList<>();
                    List<Double> y = new ArrayList<>();
                    List<Double> spread = new ArrayList<>();
                    for (List<Decision> block : blocks(Conditions.in(condition, decisions))) {
                        CrossedEstimate estimate =
                                median ? CrossedEstimate.median(block, value) : CrossedEstimate.mean(block, value);
                        x.add(block.stream()
                                .mapToInt(Decision::position)
                                .average()
                                .orElseThrow());
                        y.add(estimate.value());
                        spread.add(estimate.halfWidth());
                    }
                    return new Series(
                            Conditions.name(condition), Conditions.colour(condition), x, y, spread, Series.Direction.Y);
                })
                .toList();
    }

    /** Decisions in at most ten blocks of neighbouring positions; those without a decision are left out. */
    private List<List<Decision>> blocks(List<Decision> of) {
        int last = lastPosition();
        int count = Math.min(MOST_BLOCKS, last);
        List<List<Decision>> blocks = new ArrayList<>();
        for (int b = 0; b < count; b++) {
            int block = b;
            List<Decision> those = of.stream()
                    .filter(decision -> (decision.position() - 1) * count / last == block)
                    .toList();
            if (!those.isEmpty()) {
                blocks.add(those);
            }
        }
        return blocks;
    }

    private Item trends() {
        List<Trend> rows = new ArrayList<>();
        for (ViewingCondition condition : Conditions.of(decisions)) {
            List<Decision> those = Conditions.in(condition, decisions);
            if (those.stream().mapToInt(Decision::position).distinct().count() > 1) {
                rows.add(new Trend("accuracy", condition, perTen(those, Decision::correct), 3));
                rows.add(new Trend(
                        "seconds until the decision", condition, perTen(those, Decision::decisionSeconds), 2));
            }
        }
        List<TableColumn<Trend>> full = new ArrayList<>(List.of(
                new TableColumn<>("measure", Trend::name),
                new TableColumn<>("condition", row -> Conditions.name(row.condition()))));
        full.addAll(RowTable.inFull("change_over_ten_trials", Trend::perTenTrials, 0));
        return new RowTable<>(
                        "Measure",
                        Trend::name,
                        List.of(
                                new TableColumn<>("Condition", row -> Conditions.name(row.condition())),
                                new TableColumn<>(
                                        "Change over ten trials",
                                        row -> Numbers.signed(row.perTenTrials().value(), row.decimals())),
                                new TableColumn<>(
                                        "95 % interval",
                                        row -> row.perTenTrials().intervalText(row.decimals())),
                                new TableColumn<>("p", row -> row.perTenTrials().pText(0))),
                        full)
                .of(
                        numbering,
                        "learning",
                        "Slope of the least-squares line over the position of the trial, times ten. A positive change of"
                                + " accuracy is learning.",
                        rows);
    }

    private static CrossedEstimate perTen(List<Decision> of, ToDoubleFunction<Decision> value) {
        return CrossedEstimate.slope(of, decision -> TRIALS * value.applyAsDouble(decision));
    }
}
