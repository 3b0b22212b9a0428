package org.cyborgml.app.paper;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.cyborgml.app.experiment.ExperimentRecord.TestSetEntry;
import org.cyborgml.app.experiment.TestScores;
import org.cyborgml.app.experiment.TrialFolder;
import org.cyborgml.app.experiment.TrialResult;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.app.report.Table;
import org.cyborgml.app.report.Table.Cell;
import org.cyborgml.app.report.Table.Group;
import org.cyborgml.app.report.Table.Row;
import org.cyborgml.app.report.TableColumn;
import org.cyborgml.data.ClassNames;
import org.cyborgml.metrics.ClassMetrics;
import org.cyborgml.metrics.MulticlassMetrics;

/**
 * Metrics of each class, and confusion matrices, of more than two classes: of the images that the findings are about, over the finished runs of
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
        for (Setting setting : runs.settings()) {
            List<MulticlassMetrics> ofRuns = new ArrayList<>();
            for (TrialResult result : runs.results(setting)) {
                ofRuns.addAll(metrics(runs, runs.trial(setting, result.run())));
            }
            if (!ofRuns.isEmpty()) {
                tables.metrics.put(setting, ofRuns);
            }
        }
        return tables;
    }

    private static List<MulticlassMetrics> metrics(Runs runs, TrialFolder trial) throws IOException {
        List<TestScores> parts = new ArrayList<>();
        for (TestSetEntry test : runs.mainTests()) {
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

    /** A class over the runs of a setting. */
    private record OfClass(Setting setting, String name, List<ClassMetrics> runs) {

        int images() {
            return runs.get(0).support();
        }

        /** Mean over the runs; NaN if no run has it. */
        double mean(Function<ClassMetrics, OptionalDouble> value) {
            return runs.stream()
                    .map(value)
                    .flatMapToDouble(OptionalDouble::stream)
                    .average()
                    .orElse(Double.NaN);
        }
    }

    private List<OfClass> classes(Setting setting) {
        return IntStream.range(0, classes.size())
                .mapToObj(c -> new OfClass(
                        setting,
                        classes.name(c),
                        runs(setting).stream().map(run -> run.perClass().get(c)).toList()))
                .toList();
    }

    private List<MulticlassMetrics> runs(Setting setting) {
        return Objects.requireNonNull(metrics.get(setting));
    }

    /** Of each setting, a row for each class: mean over the runs. */
    Table table() {
        List<TableColumn<OfClass>> columns = List.of(
                new TableColumn<>("Images", one -> String.valueOf(one.images())),
                new TableColumn<>("Recall", one -> written(one.mean(ClassMetrics::recall))),
                new TableColumn<>("Precision", one -> written(one.mean(ClassMetrics::precision))),
                new TableColumn<>("F1", one -> written(one.mean(ClassMetrics::f1))),
                new TableColumn<>("AUC", one -> written(one.mean(ClassMetrics::auc))));
        return new Table(
                TableColumn.headings("Class", columns),
                settings().stream()
                        .map(setting -> new Group(
                                setting.toString(),
                                classes(setting).stream()
                                        .map(one -> TableColumn.row(one.name(), columns, one))
                                        .toList()))
                        .toList());
    }

    private static String written(double mean) {
        return Double.isNaN(mean) ? Cell.NONE.text() : Numbers.fixed(mean, 3);
    }

    /** A row for each setting and class. */
    List<List<String>> csv() {
        return TableColumn.csv(
                List.of(
                        new TableColumn<>(
                                "backbone", one -> one.setting().backbone().id()),
                        new TableColumn<>(
                                "scenario", one -> one.setting().scenario().id()),
                        new TableColumn<>("class", OfClass::name),
                        TableColumn.ofNumber("images", OfClass::images),
                        TableColumn.ofNumber("recall", one -> one.mean(ClassMetrics::recall)),
                        TableColumn.ofNumber("precision", one -> one.mean(ClassMetrics::precision)),
                        TableColumn.ofNumber("f1", one -> one.mean(ClassMetrics::f1)),
                        TableColumn.ofNumber("auc", one -> one.mean(ClassMetrics::auc))),
                settings().stream()
                        .flatMap(setting -> classes(setting).stream())
                        .toList());
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
        return runs(setting).stream()
                .mapToLong(one -> one.confusionMatrix().count(label, predicted))
                .sum();
    }
}
