package org.cyborgml.app.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cyborgml.app.experiment.ExperimentRecord.BackboneEntry;
import org.cyborgml.app.experiment.TestMetrics;
import org.cyborgml.app.experiment.TrialResult;

/** All measures of every finished run on every test set: what the tables are made of. */
final class RunTable {

    private RunTable() {}

    static List<List<String>> csv(Runs runs) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(Stream.concat(
                        Stream.of("backbone", "scenario", "run", "seed", "test_set", "real", "synthetic"),
                        Stream.concat(
                                Stream.of(Measure.values())
                                        .map(measure -> measure.id().replace('-', '_')),
                                Stream.of("auc_lower_95", "auc_upper_95")))
                .toList());
        for (BackboneEntry backbone : runs.backbones()) {
            for (Setting setting : runs.settings(backbone)) {
                for (int run = 1; run <= runs.experiment().runs(); run++) {
                    Optional<TrialResult> result = runs.result(setting, run);
                    for (TestColumn column : runs.columns()) {
                        result.map(r -> row(r, column))
                                .filter(row -> !row.isEmpty())
                                .ifPresent(rows::add);
                    }
                }
            }
        }
        return rows;
    }

    private static List<String> row(TrialResult result, TestColumn column) {
        TestMetrics metrics = result.test().get(column.id());
        if (metrics == null) {
            return List.of();
        }
        List<String> row = new ArrayList<>(List.of(
                result.backbone(),
                result.scenario(),
                String.valueOf(result.run()),
                String.valueOf(result.seed()),
                column.id(),
                String.valueOf(metrics.real()),
                String.valueOf(metrics.synthetic())));
        Stream.of(Measure.values())
                .map(measure -> CsvNumbers.of(measure.of(metrics)))
                .forEach(row::add);
        row.add(CsvNumbers.of(metrics.aucLow()));
        row.add(CsvNumbers.of(metrics.aucHigh()));
        return row;
    }
}
