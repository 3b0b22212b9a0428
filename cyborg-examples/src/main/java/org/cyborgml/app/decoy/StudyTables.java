package org.cyborgml.app.decoy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.csv.CSVPrinter;
import org.cyborgml.app.report.MarkdownTable;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.app.report.Table;
import org.cyborgml.data.CsvText;
import org.cyborgml.metrics.ConfidenceInterval;
import org.cyborgml.metrics.PairedComparison;
import org.cyborgml.metrics.RunSummary;

/** The summary of a study as text: csv with all numbers, and a table to read. */
final class StudyTables {

    static final double LEVEL = 0.95;

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
        Optional<PairedComparison> difference = one.difference();
        return List.of(
                one.arm().title(),
                Integer.toString(one.cells().size()),
                Numbers.meanAndDeviation(one.summary(Column.RANDOM_VALUE), 3),
                difference.map(StudyTables::withInterval).orElse(""),
                difference.map(d -> Numbers.pValue(d.tTest().pValue())).orElse(""),
                difference.map(d -> Numbers.pValue(d.wilcoxon().pValue())).orElse(""),
                one.atEqualLoss().map(StudyTables::withInterval).orElse(""),
                Numbers.meanAndDeviation(one.summary(Column.AS_TRAINED), 3),
                Numbers.meanAndDeviation(one.summary(Column.NO_PATCH), 3),
                Numbers.meanAndDeviation(one.summary(Column.CAM_ON_OBJECT), 3),
                Numbers.meanAndDeviation(one.summary(Column.CAM_ON_PATCH), 3));
    }

    private static String withInterval(PairedComparison compared) {
        ConfidenceInterval interval = compared.interval(LEVEL);
        return Numbers.signed(compared.difference().mean(), 3) + " "
                + Numbers.interval(interval.lower(), interval.upper(), 3);
    }

    /** A table in Markdown. */
    static String markdown(StudySummary study) {
        List<Table.Row> rows = study.arms().stream()
                .map(StudyTables::row)
                .map(cells -> new Table.Row(
                        cells.get(0),
                        cells.stream().skip(1).map(Table.Cell::plain).toList()))
                .toList();
        return MarkdownTable.of(new Table(headers(study), List.of(new Table.Group("", rows))));
    }

    /**
     * All numbers: mean and standard deviation ({@code _sd}) of every column, then the paired comparisons with the
     * baseline, empty where there is none.
     */
    static String csv(StudySummary study) throws IOException {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter rows = new CSVPrinter(text, CsvText.FORMAT)) {
            List<String> header = new ArrayList<>(List.of("arm", "group", "seeds"));
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
            rows.printRecord(header);
            for (ArmSummary one : study.arms()) {
                rows.printRecord(record(one, study.baseline()));
            }
        }
        return text.toString();
    }

    private static List<Object> record(ArmSummary one, Arm baseline) {
        List<Object> record = new ArrayList<>(List.of(
                one.arm().name(),
                one.arm().group().name().toLowerCase(Locale.ROOT),
                one.cells().size()));
        for (Column column : Column.values()) {
            add(record, one.summary(column));
        }
        record.add(baseline.name());
        for (Optional<PairedComparison> compared : List.of(one.difference(), one.atEqualLoss())) {
            if (compared.isEmpty()) {
                record.addAll(Arrays.asList("", "", "", "", "", ""));
            } else {
                PairedComparison found = compared.get();
                add(record, found.difference());
                record.add(found.interval(LEVEL).lower());
                record.add(found.interval(LEVEL).upper());
                record.add(found.tTest().pValue());
                record.add(found.wilcoxon().pValue());
            }
        }
        return record;
    }

    private static void add(List<Object> record, RunSummary summary) {
        record.add(summary.mean());
        record.add(summary.runs() == 1 ? "" : summary.standardDeviation());
    }
}
