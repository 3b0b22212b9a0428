package org.cyborgml.app.decoy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.cyborgml.app.experiment.PairedRuns;
import org.cyborgml.app.report.MarkdownTable;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.app.report.Table;
import org.cyborgml.app.report.TableColumn;
import org.jspecify.annotations.Nullable;

/** The summary of a study as text: csv with all numbers, and a table to read. */
final class StudyTables {

    private StudyTables() {}

    private static List<TableColumn<ArmSummary>> shown(StudySummary study) {
        return List.of(
                new TableColumn<>("Seeds", one -> Integer.toString(one.trials().size())),
                mean("Random patch value", Column.RANDOM_VALUE),
                difference("Against “" + study.baseline().title() + "” [95 % interval]", ArmSummary::difference),
                new TableColumn<>("p, t-test", one -> pValue(one, PairedRuns::tPValue)),
                new TableColumn<>("p, Wilcoxon", one -> pValue(one, PairedRuns::wilcoxonPValue)),
                difference("At equal loss", ArmSummary::atEqualLoss),
                mean("Patch as in training", Column.AS_TRAINED),
                mean("No patch", Column.NO_PATCH),
                mean("CAM on object", Column.CAM_ON_OBJECT),
                mean("CAM on patch", Column.CAM_ON_PATCH));
    }

    private static TableColumn<ArmSummary> mean(String heading, Column column) {
        return new TableColumn<>(heading, one -> Numbers.meanAndDeviation(one.summary(column), 3));
    }

    private static TableColumn<ArmSummary> difference(
            String heading, Function<ArmSummary, Optional<PairedRuns>> compared) {
        return new TableColumn<>(heading, one -> compared.apply(one)
                .map(runs -> Numbers.difference(runs.mean(), runs.interval(), 3))
                .orElse(""));
    }

    private static String pValue(ArmSummary one, Function<PairedRuns, Double> test) {
        return one.difference().map(test).map(Numbers::pValue).orElse("");
    }

    /** Accuracies on random patch values, and their comparison with the baseline's. */
    static Table accuracies(StudySummary study) {
        return table(study, shown(study).subList(0, 6));
    }

    /** The other test sets, and places of the CAM. */
    static Table cams(StudySummary study) {
        return table(study, shown(study).subList(6, 10));
    }

    private static Table table(StudySummary study, List<TableColumn<ArmSummary>> columns) {
        List<Table.Row> rows = study.arms().stream()
                .map(one -> TableColumn.row(one.arm().title(), columns, one))
                .toList();
        return new Table(TableColumn.headings("Arm", columns), List.of(new Table.Group("", rows)));
    }

    static String markdown(StudySummary study) {
        return MarkdownTable.of(table(study, shown(study)));
    }

    /**
     * All numbers: mean and standard deviation ({@code _sd}) of every column, then the paired comparisons with the
     * baseline, empty where there is none.
     */
    static List<List<String>> csv(StudySummary study) {
        List<TableColumn<ArmSummary>> columns = new ArrayList<>(List.of(
                new TableColumn<>("arm", one -> one.arm().name()),
                new TableColumn<>("group", one -> one.arm().group().word()),
                TableColumn.ofNumber("seeds", one -> one.trials().size())));
        for (Column column : Column.values()) {
            columns.add(TableColumn.ofNumber(
                    column.header(), one -> one.summary(column).mean()));
            columns.add(TableColumn.ofNumber(
                    column.header() + "_sd", one -> one.summary(column).standardDeviation()));
        }
        columns.add(new TableColumn<>("baseline", one -> study.baseline().name()));
        addComparison(columns, "difference", ArmSummary::difference);
        addComparison(columns, "equal_loss", ArmSummary::atEqualLoss);
        return TableColumn.csv(columns, study.arms());
    }

    private static void addComparison(
            List<TableColumn<ArmSummary>> columns, String name, Function<ArmSummary, Optional<PairedRuns>> compared) {
        columns.add(of(name, compared, PairedRuns::mean));
        columns.add(of(
                name + "_sd", compared, runs -> runs.comparison().difference().standardDeviation()));
        columns.add(of(name + "_low", compared, runs -> runs.interval().lower()));
        columns.add(of(name + "_high", compared, runs -> runs.interval().upper()));
        columns.add(of(name + "_p_t", compared, PairedRuns::tPValue));
        columns.add(of(name + "_p_wilcoxon", compared, PairedRuns::wilcoxonPValue));
    }

    private static TableColumn<ArmSummary> of(
            String heading,
            Function<ArmSummary, Optional<PairedRuns>> compared,
            Function<PairedRuns, @Nullable Number> value) {
        return TableColumn.ofNumber(
                heading, one -> compared.apply(one).map(value).orElse(null));
    }
}
