package org.cyborgml.app.paper;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.cyborgml.app.experiment.TestScores;
import org.cyborgml.app.experiment.ExperimentRecord.BackboneEntry;
import org.cyborgml.app.experiment.ExperimentRecord.TestSetEntry;
import org.cyborgml.app.experiment.TrialFolder;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.app.report.Table;
import org.cyborgml.app.report.Table.Cell;
import org.cyborgml.app.report.Table.Group;
import org.cyborgml.app.report.Table.Row;
import org.cyborgml.data.ClassNames;
import org.cyborgml.metrics.ClassMetrics;
import org.cyborgml.metrics.MulticlassMetrics;

/**
 * Metrics of each class, and confusion matrices, of more than two classes: of all test sets together, over the finished runs of
 * each setting. The scores of one trial at most are in memory at a time.
 */
final class ClassTables {

    private final ClassNames classes;
    private final Map<Setting, List<MulticlassMetrics>> metrics = new LinkedHashMap<>();

    private ClassTables(ClassNames classes) {
        this.classes = classes;
    }

    static ClassTables read(Runs runs) throws IOException {
        ClassTables tables = new ClassTables(runs.classes());
        for (BackboneEntry backbone : runs.backbones()) {
            for (Setting setting : runs.settings(backbone)) {
                List<MulticlassMetrics> ofRuns = new ArrayList<>();
                for (int run = 1; run <= runs.experiment().runs(); run++) {
                    if (runs.result(setting, run).isPresent()) {
                        ofRuns.addAll(metrics(runs, runs.trial(setting, run)));
                    }
                }
                if (!ofRuns.isEmpty()) {
                    tables.metrics.put(setting, ofRuns);
                }
            }
        }
        return tables;
    }

    private static List<MulticlassMetrics> metrics(Runs runs, TrialFolder trial) throws IOException {
        List<TestScores> parts = new ArrayList<>();
        for (TestSetEntry test : runs.experiment().testSets()) {
            if (Files.exists(trial.scores(test.id()))) {
                parts.add(TestScores.read(runs.folder(), trial, test.id(), test.images()));
            }
        }
        return parts.isEmpty() ? List.of() : List.of(TestScores.pooled(parts).metrics());
    }

    boolean isEmpty() {
        return metrics.isEmpty();
    }

    List<Setting> settings() {
        return List.copyOf(metrics.keySet());
    }

    private record Column(String title, String id, Function<ClassMetrics, OptionalDouble> value) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("Recall", "recall", ClassMetrics::recall),
            new Column("Precision", "precision", ClassMetrics::precision),
            new Column("F1", "f1", ClassMetrics::f1),
            new Column("AUC", "auc", ClassMetrics::auc));

    /** Of each setting, a row for each class: mean over the runs. */
    Table table() {
        List<String> columns = new ArrayList<>(List.of("Class", "Images"));
        COLUMNS.forEach(column -> columns.add(column.title()));
        List<Group> groups = new ArrayList<>();
        metrics.forEach((setting, ofRuns) -> {
            List<Row> rows = new ArrayList<>();
            for (int c = 0; c < classes.size(); c++) {
                List<Cell> cells = new ArrayList<>();
                cells.add(Cell.plain(
                        String.valueOf(ofRuns.get(0).perClass().get(c).support())));
                for (Column column : COLUMNS) {
                    OptionalDouble mean = mean(ofRuns, c, column);
                    cells.add(mean.isPresent() ? Cell.plain(Numbers.fixed(mean.getAsDouble(), 3)) : Cell.NONE);
                }
                rows.add(new Row(classes.name(c), cells));
            }
            groups.add(new Group(setting.toString(), rows));
        });
        return new Table(columns, groups);
    }

    private static OptionalDouble mean(List<MulticlassMetrics> ofRuns, int c, Column column) {
        return ofRuns.stream()
                .map(one -> column.value().apply(one.perClass().get(c)))
                .flatMapToDouble(OptionalDouble::stream)
                .average();
    }

    /** A row for each setting, run and class. */
    List<List<String>> csv() {
        List<List<String>> rows = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("backbone", "scenario", "class", "images"));
        COLUMNS.forEach(column -> header.add(column.id()));
        rows.add(header);
        metrics.forEach((setting, ofRuns) -> {
            for (int c = 0; c < classes.size(); c++) {
                List<String> row = new ArrayList<>(List.of(
                        setting.backbone().id(),
                        setting.scenario().id(),
                        classes.name(c),
                        String.valueOf(ofRuns.get(0).perClass().get(c).support())));
                for (Column column : COLUMNS) {
                    row.add(CsvNumbers.of(mean(ofRuns, c, column).orElse(Double.NaN)));
                }
                rows.add(row);
            }
        });
        return rows;
    }

    /** Counts of a setting, summed over its runs: a row for each true class, a column for each predicted one. */
    Table confusion(Setting setting) {
        List<String> columns = new ArrayList<>(List.of("True class"));
        columns.addAll(classes.names());
        List<Row> rows = IntStream.range(0, classes.size())
                .mapToObj(label -> new Row(
                        classes.name(label),
                        IntStream.range(0, classes.size())
                                .mapToObj(predicted -> Cell.plain(String.valueOf(count(setting, label, predicted))))
                                .toList()))
                .toList();
        return new Table(columns, List.of(new Group("", rows)));
    }

    /** The counts that are not 0. */
    List<List<String>> confusionCsv(Setting setting) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("class", "predicted", "images"));
        for (int label = 0; label < classes.size(); label++) {
            for (int predicted = 0; predicted < classes.size(); predicted++) {
                long count = count(setting, label, predicted);
                if (count > 0) {
                    rows.add(List.of(classes.name(label), classes.name(predicted), String.valueOf(count)));
                }
            }
        }
        return rows;
    }

    private long count(Setting setting, int label, int predicted) {
        return java.util.Objects.requireNonNull(metrics.get(setting)).stream()
                .mapToLong(one -> one.confusionMatrix().count(label, predicted))
                .sum();
    }
}
