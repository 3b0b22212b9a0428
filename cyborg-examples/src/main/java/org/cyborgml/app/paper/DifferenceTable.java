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
        Runs runs, List<D> differences, List<Field<D>> shown, List<Field<D>> written) {

    /**
     * A column.
     *
     * @param heading its heading
     * @param text its text in a row
     */
    record Field<D>(String heading, Function<D, String> text) {
        static <D> Field<D> of(String heading, Function<D, Double> number) {
            return new Field<>(heading, row -> CsvNumbers.of(number.apply(row)));
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
                                new Field<>("Difference [95 % interval]", one -> one.text(decimals)),
                                new Field<>(
                                        "p, t-test",
                                        one -> Numbers.pValue(one.runs().tPValue())),
                                new Field<>("p, Holm", one -> Numbers.pValue(one.holm())),
                                new Field<>(
                                        "p, Wilcoxon",
                                        one -> Numbers.pValue(one.runs().wilcoxonPValue())),
                                new Field<>(
                                        "Pairs",
                                        one -> String.valueOf(one.runs().pairs()))),
                        List.of(new Field<>("DeLong: higher / lower / of", one -> text(one.deLong())))),
                withDeLong(
                        runs,
                        List.of(
                                new Field<>(
                                        "backbone",
                                        one -> one.setting().backbone().id()),
                                new Field<>(
                                        "scenario",
                                        one -> one.setting().scenario().id()),
                                new Field<>("baseline", one -> baseline),
                                new Field<>("test_set", one -> one.column().id()),
                                new Field<>(
                                        "pairs",
                                        one -> String.valueOf(one.runs().pairs())),
                                Field.of("difference", one -> one.runs().mean()),
                                Field.of(
                                        "lower_95", one -> one.runs().interval().lower()),
                                Field.of(
                                        "upper_95", one -> one.runs().interval().upper()),
                                Field.of(
                                        "t",
                                        one -> one.runs().comparison().tTest().statistic()),
                                Field.of("p_t", one -> one.runs().tPValue()),
                                Field.of("p_holm", Comparison::holm),
                                Field.of("wilcoxon", one -> one.runs()
                                        .comparison()
                                        .wilcoxon()
                                        .statistic()),
                                Field.of("p_wilcoxon", one -> one.runs().wilcoxonPValue())),
                        List.of(
                                new Field<>(
                                        "delong_runs",
                                        one -> String.valueOf(one.deLong().runs())),
                                new Field<>(
                                        "delong_higher",
                                        one -> String.valueOf(one.deLong().higher())),
                                new Field<>(
                                        "delong_lower",
                                        one -> String.valueOf(one.deLong().lower())))));
    }

    /** DeLong's test is for two classes. */
    private static List<Field<Comparison>> withDeLong(
            Runs runs, List<Field<Comparison>> columns, List<Field<Comparison>> deLong) {
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
                        new Field<>("Difference [95 % interval]", one -> one.text(decimals)),
                        new Field<>(
                                "p, t-test", one -> Numbers.pValue(one.runs().tPValue())),
                        new Field<>(
                                "p, Wilcoxon", one -> Numbers.pValue(one.runs().wilcoxonPValue())),
                        new Field<>("Pairs", one -> String.valueOf(one.runs().pairs()))),
                List.of(
                        new Field<>("backbone", one -> one.setting().backbone().id()),
                        new Field<>("scenario", one -> one.setting().scenario().id()),
                        new Field<>("test_set", one -> one.column().id()),
                        new Field<>("pairs", one -> String.valueOf(one.runs().pairs())),
                        Field.of("difference", one -> one.runs().mean()),
                        Field.of("lower_95", one -> one.runs().interval().lower()),
                        Field.of("upper_95", one -> one.runs().interval().upper()),
                        Field.of("p_t", one -> one.runs().tPValue()),
                        Field.of("p_wilcoxon", one -> one.runs().wilcoxonPValue())));
    }

    private static String text(DeLongCount count) {
        return count.runs() == 0 ? Cell.NONE.text() : count.higher() + " / " + count.lower() + " / " + count.runs();
    }

    Table table() {
        Stream<String> headings = shown.stream().map(Field::heading);
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
        Stream<List<String>> rows = differences.stream()
                .map(one ->
                        written.stream().map(column -> column.text().apply(one)).toList());
        return Stream.concat(Stream.of(written.stream().map(Field::heading).toList()), rows)
                .toList();
    }
}
