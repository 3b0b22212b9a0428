package org.cyborgml.app.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.cyborgml.app.experiment.ExperimentRecord.ScenarioEntry;
import org.cyborgml.app.experiment.PairedRuns;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.app.report.Table;
import org.cyborgml.app.report.Table.Cell;
import org.cyborgml.app.report.TableColumn;

/**
 * Differences to the baseline with their tests.
 *
 * @param runs the results
 * @param rows the differences
 * @param difference of a row
 * @param shown columns of the table, behind the rows' names
 * @param written columns of the csv file
 */
record DifferenceTable<R>(
        Runs runs,
        List<R> rows,
        Function<R, Difference> difference,
        List<TableColumn<R>> shown,
        List<TableColumn<R>> written) {

    /** The differences of the networks that the trainings chose. */
    static DifferenceTable<Comparison> of(Runs runs, List<Comparison> all) {
        int decimals =
                Difference.decimals(all.stream().map(Comparison::difference).toList());
        String baseline = runs.baseline().map(ScenarioEntry::id).orElse("");
        List<TableColumn<Comparison>> shown = new ArrayList<>(List.of(
                new TableColumn<>(
                        "Difference [95 % interval]", one -> one.difference().text(decimals)),
                new TableColumn<>("p, t-test", one -> Numbers.pValue(one.runs().tPValue())),
                new TableColumn<>("p, Holm", one -> Numbers.pValue(one.holm())),
                new TableColumn<>(
                        "p, Wilcoxon", one -> Numbers.pValue(one.runs().wilcoxonPValue())),
                new TableColumn<>("Pairs", one -> String.valueOf(one.runs().pairs()))));
        List<TableColumn<Comparison>> written = new ArrayList<>(where(Comparison::difference));
        written.add(2, new TableColumn<>("baseline", one -> baseline));
        written.addAll(mean(Comparison::runs));
        written.addAll(List.of(
                TableColumn.ofNumber("t", one -> one.runs().comparison().tTest().statistic()),
                TableColumn.ofNumber("p_t", one -> one.runs().tPValue()),
                TableColumn.ofNumber("p_holm", Comparison::holm),
                TableColumn.ofNumber(
                        "wilcoxon", one -> one.runs().comparison().wilcoxon().statistic()),
                TableColumn.ofNumber("p_wilcoxon", one -> one.runs().wilcoxonPValue())));
        String test = runs.classes().size() == 2 ? "DeLong" : "McNemar";
        String column = test.toLowerCase(Locale.ROOT);
        shown.add(new TableColumn<>(test + ": higher / lower / of", one -> text(one.networks())));
        written.addAll(List.of(
                TableColumn.ofNumber(column + "_runs", one -> one.networks().runs()),
                TableColumn.ofNumber(column + "_higher", one -> one.networks().higher()),
                TableColumn.ofNumber(column + "_lower", one -> one.networks().lower())));
        return new DifferenceTable<>(runs, all, Comparison::difference, shown, written);
    }

    /** The differences at equal training loss. */
    static DifferenceTable<Difference> atEqualLoss(Runs runs, List<Difference> all) {
        int decimals = Difference.decimals(all);
        List<TableColumn<Difference>> written = new ArrayList<>(where(Function.identity()));
        written.addAll(mean(Difference::runs));
        written.add(TableColumn.ofNumber("p_t", one -> one.runs().tPValue()));
        written.add(TableColumn.ofNumber("p_wilcoxon", one -> one.runs().wilcoxonPValue()));
        return new DifferenceTable<>(
                runs,
                all,
                Function.identity(),
                List.of(
                        new TableColumn<>("Difference [95 % interval]", one -> one.text(decimals)),
                        new TableColumn<>(
                                "p, t-test", one -> Numbers.pValue(one.runs().tPValue())),
                        new TableColumn<>(
                                "p, Wilcoxon", one -> Numbers.pValue(one.runs().wilcoxonPValue())),
                        new TableColumn<>(
                                "Pairs", one -> String.valueOf(one.runs().pairs()))),
                written);
    }

    private static <R> List<TableColumn<R>> where(Function<R, Difference> difference) {
        return List.of(
                new TableColumn<>(
                        "backbone",
                        one -> difference.apply(one).setting().backbone().id()),
                new TableColumn<>(
                        "scenario",
                        one -> difference.apply(one).setting().scenario().id()),
                new TableColumn<>(
                        "test_set", one -> difference.apply(one).column().id()));
    }

    private static <R> List<TableColumn<R>> mean(Function<R, PairedRuns> runs) {
        return List.of(
                TableColumn.ofNumber("pairs", one -> runs.apply(one).pairs()),
                TableColumn.ofNumber("difference", one -> runs.apply(one).mean()),
                TableColumn.ofNumber(
                        "lower_95", one -> runs.apply(one).interval().lower()),
                TableColumn.ofNumber(
                        "upper_95", one -> runs.apply(one).interval().upper()));
    }

    private static String text(PairTestCount count) {
        return count.runs() == 0 ? Cell.NONE.text() : count.higher() + " / " + count.lower() + " / " + count.runs();
    }

    Table table() {
        return new Table(
                TableColumn.headings("Scenario and test set", shown),
                runs.backbones().stream()
                        .map(backbone -> new Table.Group(
                                backbone.title(),
                                rows.stream()
                                        .filter(row -> difference
                                                .apply(row)
                                                .setting()
                                                .backbone()
                                                .equals(backbone))
                                        .map(this::row)
                                        .toList()))
                        .toList());
    }

    private Table.Row row(R row) {
        Difference of = difference.apply(row);
        return TableColumn.row(
                of.setting().scenario().title() + ", " + of.column().title(), shown, row);
    }

    List<List<String>> csv() {
        return TableColumn.csv(written, rows);
    }
}
