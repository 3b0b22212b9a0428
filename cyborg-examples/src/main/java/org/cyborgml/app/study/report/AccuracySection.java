package org.cyborgml.app.study.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
import org.cyborgml.metrics.HolmCorrection;

/** Human accuracy by source and condition, as histograms over items (figure 3 of the paper) and as tables. */
final class AccuracySection {

    /** All sources together. */
    static final String EVERYTHING = "all together";

    private static final int BINS = 10;

    private final List<Decision> decisions;
    private final String item;
    private final Numbering numbering;

    /** @param item what an item is called: pair or image */
    AccuracySection(List<Decision> decisions, String item, Numbering numbering) {
        this.decisions = decisions;
        this.item = item;
        this.numbering = numbering;
    }

    /** Decisions by source, and all together last if there are several sources. */
    static Map<String, List<Decision>> bySource(List<Decision> decisions) {
        Map<String, List<Decision>> groups =
                new TreeMap<>(decisions.stream().collect(Collectors.groupingBy(Decision::source)));
        Map<String, List<Decision>> ordered = new LinkedHashMap<>(groups);
        if (groups.size() > 1) {
            ordered.put(EVERYTHING, decisions);
        }
        return ordered;
    }

    List<Item> items() {
        List<Item> items = new ArrayList<>();
        items.add(new Heading("Human accuracy"));
        items.add(histograms());
        items.add(accuracies());
        if (Conditions.of(decisions).size() == 2) {
            items.add(differences());
        }
        return items;
    }

    private Item histograms() {
        List<Panel> panels = bySource(decisions).entrySet().stream()
                .map(group -> new Panel(group.getKey(), histogram(group.getKey(), group.getValue())))
                .toList();
        return numbering.figure(
                "accuracy",
                "Human accuracy: number of " + item
                        + "s by the share of people who decided rightly about them, by source and"
                        + " condition, in the layout of the paper's figure 3. Dashed: mean over decisions.",
                panels,
                panels.size() == 1 ? Layout.WHOLE : Layout.WIDE);
    }

    private String histogram(String source, List<Decision> of) {
        List<HistogramChart.Group> groups = Conditions.of(of).stream()
                .map(condition -> {
                    List<Decision> those = Conditions.in(condition, of);
                    List<Double> shares = List.copyOf(those.stream()
                            .collect(Collectors.groupingBy(
                                    Decision::item, TreeMap::new, Collectors.averagingDouble(Decision::correct)))
                            .values());
                    double mean = those.stream()
                            .mapToDouble(Decision::correct)
                            .average()
                            .orElseThrow();
                    return new HistogramChart.Group(
                            Conditions.name(condition), Conditions.colour(condition), shares, mean);
                })
                .toList();
        return new HistogramChart(
                        "Human accuracy over " + item + "s, " + source,
                        Axis.ofRate("share of right decisions"),
                        BINS,
                        "number of " + item + "s",
                        groups)
                .svg();
    }

    private record Accuracy(String source, ViewingCondition condition, List<Decision> of, CrossedEstimate accuracy) {}

    private Item accuracies() {
        List<Accuracy> rows = bySource(decisions).entrySet().stream()
                .flatMap(group -> Conditions.of(group.getValue()).stream().map(condition -> {
                    List<Decision> those = Conditions.in(condition, group.getValue());
                    return new Accuracy(
                            group.getKey(), condition, those, CrossedEstimate.mean(those, Decision::correct));
                }))
                .toList();
        List<TableColumn<Accuracy>> full = new ArrayList<>(List.of(
                new TableColumn<>("source", Accuracy::source),
                new TableColumn<>("condition", row -> Conditions.name(row.condition())),
                TableColumn.ofNumber("decisions", row -> row.of().size()),
                TableColumn.ofNumber("participants", row -> people(row.of())),
                TableColumn.ofNumber("items", row -> itemCount(row.of()))));
        full.addAll(RowTable.inFull("accuracy", Accuracy::accuracy));
        return new RowTable<>(
                        "Source",
                        Accuracy::source,
                        List.of(
                                new TableColumn<>("Condition", row -> Conditions.name(row.condition())),
                                new TableColumn<>(
                                        "Decisions",
                                        row -> Integer.toString(row.of().size())),
                                new TableColumn<>("People", row -> Long.toString(people(row.of()))),
                                new TableColumn<>("Number of " + item + "s", row -> Long.toString(itemCount(row.of()))),
                                new TableColumn<>(
                                        "Accuracy",
                                        row -> Numbers.fixed(row.accuracy().value(), 3)),
                                new TableColumn<>(
                                        "95 % interval", row -> row.accuracy().intervalText(3))),
                        full)
                .of(
                        numbering,
                        "accuracy",
                        "Human accuracy. The intervals hold for other people and other " + item
                                + "s: both are drawn anew in each of 2000 replicates (two-way bootstrap, Owen 2007).",
                        rows);
    }

    private static long people(List<Decision> of) {
        return of.stream().mapToInt(Decision::participant).distinct().count();
    }

    private static long itemCount(List<Decision> of) {
        return of.stream().mapToInt(Decision::item).distinct().count();
    }

    private record Effect(String source, CrossedEstimate difference, double adjusted) {}

    private Item differences() {
        List<Effect> rows = adjusted(bySource(decisions).entrySet().stream()
                .filter(group -> Conditions.of(group.getValue()).size() == 2)
                .map(group -> new Effect(group.getKey(), effect(group.getValue()), Double.NaN))
                .toList());
        List<TableColumn<Effect>> full = new ArrayList<>(List.of(new TableColumn<>("source", Effect::source)));
        full.addAll(RowTable.inFull("difference", Effect::difference, 0));
        full.add(TableColumn.ofNumber("difference_p_holm", Effect::adjusted));
        return new RowTable<>(
                        "Source",
                        Effect::source,
                        List.of(
                                new TableColumn<>(
                                        "Difference",
                                        row -> Numbers.signed(row.difference().value(), 3)),
                                new TableColumn<>(
                                        "95 % interval", row -> row.difference().intervalText(3)),
                                new TableColumn<>("p", row -> row.difference().pText(0)),
                                new TableColumn<>(
                                        "p (Holm)",
                                        row -> Double.isNaN(row.adjusted()) ? "–" : Numbers.pValue(row.adjusted()))),
                        full)
                .of(
                        numbering,
                        "accuracy-difference",
                        "Accuracy with highlighting minus accuracy without. Intervals and p-values are of the two-way"
                                + " bootstrap, which keeps each person's and each " + item + "'s decisions together;"
                                + " Holm's correction is over the sources.",
                        rows);
    }

    /** The difference that highlighting makes. */
    static CrossedEstimate effect(List<Decision> of) {
        return CrossedEstimate.difference(
                of, decision -> decision.condition() == ViewingCondition.ANNOTATED, Decision::correct);
    }

    /** The row of everything together is no further test: it is left out of the correction. */
    private static List<Effect> adjusted(List<Effect> raw) {
        List<Effect> tested = raw.stream()
                .filter(effect -> !effect.source().equals(EVERYTHING)
                        && effect.difference().pValue(0).isPresent())
                .toList();
        if (tested.isEmpty()) {
            return raw;
        }
        double[] holm = HolmCorrection.adjusted(tested.stream()
                .mapToDouble(effect -> effect.difference().pValue(0).orElseThrow())
                .toArray());
        return raw.stream()
                .map(effect -> {
                    int i = tested.indexOf(effect);
                    return i < 0 ? effect : new Effect(effect.source(), effect.difference(), holm[i]);
                })
                .toList();
    }
}
