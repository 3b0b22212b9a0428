package org.cyborgml.app.decoy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cyborgml.app.experiment.PairedRuns;
import org.cyborgml.app.report.MarkdownTable;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.app.report.Table;
import org.cyborgml.metrics.RunSummary;

/** The summary of a study as text: csv with all numbers, and a table to read. */
final class StudyTables {

    private StudyTables() {}

    static List<String> headers(StudySummary study) {
        return List.of(
                "Arm",
                "Seeds",
                "Random patch value",
                "Against “" + study.baseline().title() + "” [95 % interval]",
                "p, t-test",
                "p, Wilcoxon",
                "At equal loss",
                "Patch as in training",
                "No patch",
                "CAM on object",
                "CAM on patch");
    }

    /** The cells of {@link #headers} for an arm. */
    static List<String> row(ArmSummary one) {
        Optional<PairedRuns> difference = one.difference();
        return List.of(
                one.arm().title(),
                Integer.toString(one.trials().size()),
                Numbers.meanAndDeviation(one.summary(Column.RANDOM_VALUE), 3),
                difference.map(StudyTables::withInterval).orElse(""),
                difference.map(d -> Numbers.pValue(d.tPValue())).orElse(""),
                difference.map(d -> Numbers.pValue(d.wilcoxonPValue())).orElse(""),
                one.atEqualLoss().map(StudyTables::withInterval).orElse(""),
                Numbers.meanAndDeviation(one.summary(Column.AS_TRAINED), 3),
                Numbers.meanAndDeviation(one.summary(Column.NO_PATCH), 3),
                Numbers.meanAndDeviation(one.summary(Column.CAM_ON_OBJECT), 3),
                Numbers.meanAndDeviation(one.summary(Column.CAM_ON_PATCH), 3));
    }

    private static String withInterval(PairedRuns compared) {
        return Numbers.difference(compared.mean(), compared.interval(), 3);
    }

    /** The summary as a table. */
    static Table table(StudySummary study) {
        return table(study, IntStream.rangeClosed(0, 10).toArray());
    }

    /** Some columns of it. */
    static Table table(StudySummary study, int... columns) {
        List<Table.Row> rows = study.arms().stream()
                .map(StudyTables::row)
                .map(cells -> new Table.Row(
                        cells.get(columns[0]),
                        IntStream.of(columns)
                                .skip(1)
                                .mapToObj(column -> Table.Cell.plain(cells.get(column)))
                                .toList()))
                .toList();
        List<String> headers = headers(study);
        return new Table(IntStream.of(columns).mapToObj(headers::get).toList(), List.of(new Table.Group("", rows)));
    }

    static String markdown(StudySummary study) {
        return MarkdownTable.of(table(study));
    }

    /**
     * All numbers: mean and standard deviation ({@code _sd}) of every column, then the paired comparisons with the
     * baseline, empty where there is none.
     */
    static List<List<Object>> csv(StudySummary study) {
        List<Object> header = new ArrayList<>(List.of("arm", "group", "seeds"));
        for (Column column : Column.values()) {
            header.add(column.header());
            header.add(column.header() + "_sd");
        }
        header.add("baseline");
        for (String compared : List.of("difference", "equal_loss")) {
            for (String what : List.of("", "_sd", "_low", "_high", "_p_t", "_p_wilcoxon")) {
                header.add(compared + what);
            }
        }
        List<List<Object>> rows = new ArrayList<>();
        rows.add(header);
        study.arms().forEach(one -> rows.add(record(one, study.baseline())));
        return rows;
    }

    private static List<Object> record(ArmSummary one, Arm baseline) {
        List<Object> record = new ArrayList<>(
                List.of(one.arm().name(), one.arm().group().word(), one.trials().size()));
        for (Column column : Column.values()) {
            add(record, one.summary(column));
        }
        record.add(baseline.name());
        for (Optional<PairedRuns> compared : List.of(one.difference(), one.atEqualLoss())) {
            if (compared.isEmpty()) {
                record.addAll(Arrays.asList("", "", "", "", "", ""));
            } else {
                PairedRuns found = compared.get();
                add(record, found.comparison().difference());
                record.add(found.interval().lower());
                record.add(found.interval().upper());
                record.add(found.tPValue());
                record.add(found.wilcoxonPValue());
            }
        }
        return record;
    }

    private static void add(List<Object> record, RunSummary summary) {
        record.add(summary.mean());
        record.add(summary.runs() == 1 ? "" : summary.standardDeviation());
    }
}
