package org.cyborgml.app.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cyborgml.app.experiment.ExperimentRecord.BackboneEntry;
import org.cyborgml.app.paper.Measure.Better;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.app.report.Table;
import org.cyborgml.app.report.Table.Cell;
import org.cyborgml.app.report.Table.Emphasis;
import org.cyborgml.metrics.RunSummary;

/** The layout of the paper's Table 1 for a measure: backbones x scenarios by test sets, mean and deviation over the runs. */
final class MeasureTable {

    private final Runs runs;
    private final Comparisons comparisons;
    private final Measure measure;
    private final int decimals;

    MeasureTable(Runs runs, Comparisons comparisons, Measure measure) {
        this.runs = runs;
        this.comparisons = comparisons;
        this.measure = measure;
        this.decimals = Numbers.decimals(runs.backbones().stream()
                .flatMap(backbone -> runs.settings(backbone).stream())
                .flatMap(setting -> runs.columns().stream().flatMap(column -> summary(setting, column).stream()))
                .filter(summary -> summary.runs() > 1)
                .mapToDouble(RunSummary::standardDeviation));
    }

    private Optional<RunSummary> summary(Setting setting, TestColumn column) {
        return Runs.summary(runs.values(setting, measure, column));
    }

    Table table() {
        List<String> headings = new ArrayList<>();
        headings.add("Backbone and scenario");
        runs.columns().forEach(column -> headings.add(column.title()));
        headings.add("Runs");
        return new Table(headings, runs.backbones().stream().map(this::group).toList());
    }

    private Table.Group group(BackboneEntry backbone) {
        return new Table.Group(
                backbone.title(),
                runs.settings(backbone).stream().map(this::row).toList());
    }

    private Table.Row row(Setting setting) {
        Stream<Cell> cells = runs.columns().stream().map(column -> cell(setting, column));
        return new Table.Row(
                setting.scenario().title(),
                Stream.concat(cells, Stream.of(Cell.plain(String.valueOf(runs.finished(setting)))))
                        .toList());
    }

    private Cell cell(Setting setting, TestColumn column) {
        Optional<RunSummary> summary = summary(setting, column);
        if (summary.isEmpty()) {
            return Cell.NONE;
        }
        return new Cell(
                Numbers.meanAndDeviation(summary.get(), decimals),
                isBest(setting, column, summary.get().mean()) ? Emphasis.BEST : Emphasis.NONE,
                mark(setting, column));
    }

    /** Tells whether the backbone has other scenarios and none of them is better on average. */
    private boolean isBest(Setting setting, TestColumn column, double mean) {
        List<Double> others = runs.settings(setting.backbone()).stream()
                .filter(other -> !other.equals(setting))
                .flatMap(other -> summary(other, column).stream())
                .map(RunSummary::mean)
                .toList();
        int wanted = measure.better() == Better.HIGHER ? 1 : -1;
        return !others.isEmpty() && others.stream().allMatch(other -> wanted * Double.compare(mean, other) >= 0);
    }

    private String mark(Setting setting, TestColumn column) {
        Optional<Comparison> comparison = measure == Measure.AUC ? comparisons.of(setting, column) : Optional.empty();
        return comparison
                .map(c -> c.isSignificantCorrected() ? "**" : c.isSignificant() ? "*" : "")
                .orElse("");
    }

    List<List<String>> csv() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("backbone", "scenario", "test_set", "runs", "mean", "sd"));
        for (BackboneEntry backbone : runs.backbones()) {
            for (Setting setting : runs.settings(backbone)) {
                for (TestColumn column : runs.columns()) {
                    summary(setting, column)
                            .ifPresent(s -> rows.add(Stream.concat(
                                            Stream.of(
                                                    setting.backbone().id(),
                                                    setting.scenario().id(),
                                                    column.id()),
                                            CsvNumbers.of(s))
                                    .toList()));
                }
            }
        }
        return rows;
    }
}
