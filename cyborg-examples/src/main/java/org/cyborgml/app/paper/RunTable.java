package org.cyborgml.app.paper;

import java.util.ArrayList;
import java.util.List;
import org.cyborgml.app.experiment.TestMetrics;
import org.cyborgml.app.experiment.TrialResult;
import org.cyborgml.app.report.TableColumn;

/** All measures of every finished run on every test set: what the tables are made of. */
final class RunTable {

    private RunTable() {}

    private record Row(TrialResult result, TestColumn on, TestMetrics metrics) {}

    static List<List<String>> csv(Runs runs) {
        boolean isBinary = runs.classes().size() == 2;
        List<TableColumn<Row>> columns = new ArrayList<>(List.of(
                new TableColumn<>("backbone", row -> row.result().backbone()),
                new TableColumn<>("scenario", row -> row.result().scenario()),
                TableColumn.ofNumber("run", row -> row.result().run()),
                TableColumn.ofNumber("seed", row -> row.result().seed()),
                new TableColumn<>("test_set", row -> row.on().id())));
        if (isBinary) {
            columns.add(TableColumn.ofNumber("real", row -> row.metrics().real()));
            columns.add(TableColumn.ofNumber("synthetic", row -> row.metrics().synthetic()));
        } else {
            columns.add(TableColumn.ofNumber("images", row -> row.metrics().images()));
        }
        for (Measure measure : Measure.of(runs.classes())) {
            columns.add(TableColumn.ofNumber(measure.id().replace('-', '_'), row -> measure.of(row.metrics())));
        }
        if (isBinary) {
            columns.add(
                    TableColumn.ofNumber("auc_lower_95", row -> row.metrics().aucLow()));
            columns.add(
                    TableColumn.ofNumber("auc_upper_95", row -> row.metrics().aucHigh()));
        }
        if (!isBinary) {
            columns.add(TableColumn.ofNumber(
                    "accuracy_lower_95", row -> row.metrics().accuracyLow()));
            columns.add(TableColumn.ofNumber(
                    "accuracy_upper_95", row -> row.metrics().accuracyHigh()));
        }
        List<Row> rows = new ArrayList<>();
        for (Setting setting : runs.settings()) {
            for (TrialResult result : runs.results(setting)) {
                for (TestColumn column : runs.columns()) {
                    TestMetrics metrics = result.test().get(column.id());
                    if (metrics != null) {
                        rows.add(new Row(result, column, metrics));
                    }
                }
            }
        }
        return TableColumn.csv(columns, rows);
    }
}
