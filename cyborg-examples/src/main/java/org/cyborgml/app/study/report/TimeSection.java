package org.cyborgml.app.study.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.StatUtils;
import org.cyborgml.app.report.Axis;
import org.cyborgml.app.report.HistogramChart;
import org.cyborgml.app.report.Item;
import org.cyborgml.app.report.Item.Heading;
import org.cyborgml.app.report.Item.Layout;
import org.cyborgml.app.report.Numbering;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.app.report.Panel;
import org.cyborgml.app.report.TableColumn;
import org.cyborgml.app.study.ViewingCondition;

/** Times until the decision and until the answer was sent. */
final class TimeSection {

    private static final int BINS = 20;
    private static final double SHOWN_PERCENT = 95;

    private final List<Decision> decisions;
    private final Numbering numbering;

    TimeSection(List<Decision> decisions, Numbering numbering) {
        this.decisions = decisions;
        this.numbering = numbering;
    }

    private record Time(String name, ViewingCondition condition, CrossedEstimate median, double lower, double upper) {}

    List<Item> items() {
        return List.of(new Heading("Times"), histograms(), medians());
    }

    private Item histograms() {
        return numbering.figure(
                "times",
                "Times of the browser's clock from the sight of the images: until the last change of the decision, and until the"
                        + " answer was sent. The last bar holds all longer times. Dashed: medians.",
                List.of(
                        new Panel("until the decision", histogram(Decision::decisionSeconds)),
                        new Panel("until the answer", histogram(Decision::responseSeconds))),
                Layout.WIDE);
    }

    private String histogram(ToDoubleFunction<Decision> time) {
        double longest =
                StatUtils.percentile(decisions.stream().mapToDouble(time).toArray(), SHOWN_PERCENT);
        List<HistogramChart.Group> groups = Conditions.of(decisions).stream()
                .map(condition -> {
                    List<Decision> those = Conditions.in(condition, decisions);
                    return new HistogramChart.Group(
                            Conditions.name(condition),
                            Conditions.colour(condition),
                            those.stream().mapToDouble(time).boxed().toList(),
                            StatUtils.percentile(
                                    those.stream().mapToDouble(time).toArray(), 50));
                })
                .toList();
        return new HistogramChart(
                        "Histogram of times",
                        new Axis("seconds", 0, Math.max(longest, 0.1)),
                        BINS,
                        "number of decisions",
                        groups)
                .svg();
    }

    private Item medians() {
        List<Time> rows = new ArrayList<>();
        for (ViewingCondition condition : Conditions.of(decisions)) {
            rows.add(time("until the decision", condition, Decision::decisionSeconds));
            rows.add(time("until the answer", condition, Decision::responseSeconds));
        }
        List<TableColumn<Time>> full = new ArrayList<>(List.of(
                new TableColumn<>("time", Time::name),
                new TableColumn<>("condition", row -> Conditions.name(row.condition()))));
        full.addAll(RowTable.inFull("median_seconds", Time::median));
        full.add(TableColumn.ofNumber("lower_quartile", Time::lower));
        full.add(TableColumn.ofNumber("upper_quartile", Time::upper));
        return new RowTable<>(
                        "Time",
                        Time::name,
                        List.of(
                                new TableColumn<>("Condition", row -> Conditions.name(row.condition())),
                                new TableColumn<>(
                                        "Median", row -> seconds(row.median().value())),
                                new TableColumn<>(
                                        "95 % interval", row -> row.median().intervalText(1)),
                                new TableColumn<>(
                                        "Quartiles", row -> seconds(row.lower()) + " and " + seconds(row.upper()))),
                        full)
                .of(numbering, "times", "Times in seconds.", rows);
    }

    private Time time(String name, ViewingCondition condition, ToDoubleFunction<Decision> time) {
        List<Decision> those = Conditions.in(condition, decisions);
        double[] all = those.stream().mapToDouble(time).toArray();
        return new Time(
                name,
                condition,
                CrossedEstimate.median(those, time),
                StatUtils.percentile(all, 25),
                StatUtils.percentile(all, 75));
    }

    private static String seconds(double value) {
        return Numbers.fixed(value, 1);
    }
}
