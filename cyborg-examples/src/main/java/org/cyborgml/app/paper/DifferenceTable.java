package org.cyborgml.app.paper;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.cyborgml.app.experiment.ExperimentRecord.ScenarioEntry;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.app.report.Table;
import org.cyborgml.app.report.Table.Cell;

/**
 * Differences of AUC to the baseline with their tests.
 *
 * @param runs the results
 * @param differences the rows
 * @param shown columns of the table, behind the rows' names
 * @param written columns of the csv file
 */
record DifferenceTable<D extends Difference>(
        Runs runs, List<D> differences, List<Column<D>> shown, List<Column<D>> written) {

    /**
     * A column.
     *
     * @param heading its heading
     * @param text its text in a row
     */
    record Column<D>(String heading, Function<D, String> text) {
        static <D> Column<D> of(String heading, Function<D, Double> number) {
            return new Column<>(heading, row -> CsvNumbers.of(number.apply(row)));
        }
    }

    /** The differences of the networks that the trainings chose. */
    static DifferenceTable<Comparison> of(Runs runs, List<Comparison> all) {
        int decimals = Difference.decimals(all);
        String baseline = runs.baseline().map(ScenarioEntry::id).orElse("");
        return new DifferenceTable<>(
                runs,
                all,
                withDeLong(
                        runs,
                        List.of(
                                new Column<>("Difference [95 % interval]", one -> one.text(decimals)),
                                new Column<>("p, t-test", one -> Numbers.pValue(one.runs().tPValue())),
                                new Column<>("p, Holm", one -> Numbers.pValue(one.holm())),
                                new Column<>("p, Wilcoxon", one -> Numbers.pValue(one.runs().wilcoxonPValue())),
                                new Column<>("Pairs", one -> String.valueOf(one.runs().pairs()))),
                        List.of(new Column<>("DeLong: higher / lower / of", one -> text(one.deLong())))),
                withDeLong(runs, List.of(
                        new Column<>("backbone", one -> one.setting().backbone().id()),
                        new Column<>("scenario", one -> one.setting().scenario().id()),
                        new Column<>("baseline", one -> baseline),
                        new Column<>("test_set", one -> one.column().id()),
                        new Column<>("pairs", one -> String.valueOf(one.runs().pairs())),
                        Column.of("difference", one -> one.runs().mean()),
                        Column.of("lower_95", one -> one.runs().interval().lower()),
                        Column.of("upper_95", one -> one.runs().interval().upper()),
                        Column.of("t", one -> one.runs().comparison().tTest().statistic()),
                        Column.of("p_t", one -> one.runs().tPValue()),
                        Column.of("p_holm", Comparison::holm),
                        Column.of(
                                "wilcoxon", one -> one.runs().comparison().wilcoxon().statistic()),
                        Column.of("p_wilcoxon", one -> one.runs().wilcoxonPValue())),
                        List.of(
                                new Column<>("delong_runs", one -> String.valueOf(one.deLong().runs())),
                                new Column<>("delong_higher", one -> String.valueOf(one.deLong().higher())),
                                new Column<>("delong_lower", one -> String.valueOf(one.deLong().lower())))));
    }

    /** DeLong's test is for two classes. */
    private static List<Column<Comparison>> withDeLong(
            Runs runs, List<Column<Comparison>> columns, List<Column<Comparison>> deLong) {
        return runs.classes().size() > 2
                ? columns
                : Stream.concat(columns.stream(), deLong.stream()).toList();
    }

    /** The differences at equal training loss. */
    static DifferenceTable<EqualLoss> atEqualLoss(Runs runs, List<EqualLoss> all) {
        int decimals = Difference.decimals(all);
        return new DifferenceTable<>(
                runs,
                all,
                List.of(
                        new Column<>("Difference [95 % interval]", one -> one.text(decimals)),
                        new Column<>("p, t-test", one -> Numbers.pValue(one.runs().tPValue())),
                        new Column<>("p, Wilcoxon", one -> Numbers.pValue(one.runs().wilcoxonPValue())),
                        new Column<>("Pairs", one -> String.valueOf(one.runs().pairs()))),
                List.of(
                        new Column<>("backbone", one -> one.setting().backbone().id()),
                        new Column<>("scenario", one -> one.setting().scenario().id()),
                        new Column<>("test_set", one -> one.column().id()),
                        new Column<>("pairs", one -> String.valueOf(one.runs().pairs())),
                        Column.of("difference", one -> one.runs().mean()),
                        Column.of("lower_95", one -> one.runs().interval().lower()),
                        Column.of("upper_95", one -> one.runs().interval().upper()),
                        Column.of("p_t", one -> one.runs().tPValue()),
                        Column.of("p_wilcoxon", one -> one.runs().wilcoxonPValue())));
    }

    private static String text(DeLongCount count) {
        return count.runs() == 0 ? Cell.NONE.text() : count.higher() + " / " + count.lower() + " / " + count.runs();
    }

    Table table() {
        Stream<String> headings = shown.stream().map(Column::heading);
        return new Table(
                Stream.concat(Stream.of("Scenario and test set"), headings).toList(),
                runs.backbones().stream()
                        .map(backbone -> new Table.Group(
                                backbone.title(),
                                differences.stream()
                                        .filter(one -> one.setting().backbone().equals(backbone))
                                        .map(this::row)
                                        .toList()))
                        .toList());
    }

    private Table.Row row(D one) {
        return new Table.Row(
                one.setting().scenario().title() + ", " + one.column().title(),
                shown.stream()
                        .map(column -> Cell.plain(column.text().apply(one)))
                        .toList());
    }

    List<List<String>> csv() {
        Stream<List<String>> rows = differences.stream().map(one -> written.stream()
                .map(column -> column.text().apply(one))
                .toList());
        return Stream.concat(
                        Stream.of(written.stream().map(Column::heading).toList()), rows)
                .toList();
    }
}
