package org.cyborgml.app.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cyborgml.app.experiment.ExperimentRecord.BackboneEntry;
import org.cyborgml.app.experiment.TestMetrics;
import org.cyborgml.app.experiment.TrialResult;

/** All measures of every finished run on every test set: what the tables are made of. */
final class RunTable {

    private RunTable() {}

    static List<List<String>> csv(Runs runs) {
        List<List<String>> rows = new ArrayList<>();
        List<Measure> measures = Measure.of(runs.classes());
        boolean isBinary = runs.classes().size() == 2;
        List<String> columns = new ArrayList<>(List.of("backbone", "scenario", "run", "seed", "test_set"));
        columns.addAll(isBinary ? List.of("real", "synthetic") : List.of("images"));
        measures.forEach(measure -> columns.add(measure.id().replace('-', '_')));
        if (isBinary) {
            columns.addAll(List.of("auc_lower_95", "auc_upper_95"));
        }
        rows.add(columns);
        for (BackboneEntry backbone : runs.backbones()) {
            for (Setting setting : runs.settings(backbone)) {
                for (int run = 1; run <= runs.experiment().runs(); run++) {
                    Optional<TrialResult> result = runs.result(setting, run);
                    for (TestColumn column : runs.columns()) {
                        result.map(r -> row(r, column, measures))
                                .filter(row -> !row.isEmpty())
                                .ifPresent(rows::add);
                    }
                }
            }
        }
        return rows;
    }

    private static List<String> row(TrialResult result, TestColumn column, List<Measure> measures) {
        TestMetrics metrics = result.test().get(column.id());
        if (metrics == null) {
            return List.of();
        }
        List<String> row = new ArrayList<>(List.of(
                result.backbone(),
                result.scenario(),
                String.valueOf(result.run()),
                String.valueOf(result.seed()),
                column.id()));
        boolean isBinary = metrics.images() == null;
        row.addAll(
                isBinary
                        ? List.of(String.valueOf(metrics.real()), String.valueOf(metrics.synthetic()))
                        : List.of(String.valueOf(metrics.images())));
        measures.forEach(measure -> row.add(CsvNumbers.of(measure.of(metrics))));
        if (isBinary) {
            row.add(CsvNumbers.of(metrics.aucLow()));
            row.add(CsvNumbers.of(metrics.aucHigh()));
        }
        return row;
    }
}
