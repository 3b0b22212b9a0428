package org.cyborgml.app.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cyborgml.app.paper.Measure.Better;
import org.cyborgml.app.paper.ValueTable.Value;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.app.report.Table;
import org.cyborgml.app.report.Table.Cell;
import org.cyborgml.app.report.Table.Emphasis;
import org.cyborgml.metrics.RunSummary;

/** The layout of the paper's Table 1 for a measure: backbones x scenarios by test sets, mean and deviation over the runs. */
final class MeasureTable {

    private final Runs runs;
    private final List<Comparison> comparisons;
    private final Measure measure;
    private final ValueTable values;
    private final int decimals;

    MeasureTable(Runs runs, List<Comparison> comparisons, Measure measure) {
        this.runs = runs;
        this.comparisons = comparisons;
        this.measure = measure;
        this.values = new ValueTable(
                runs,
                "test_set",
                runs.columns().stream()
                        .map(column ->
                                new Value(column.id(), column.title(), 3, result -> Runs.of(result, measure, column)))
                        .toList());
        this.decimals = Numbers.decimals(runs.settings().stream()
                .flatMap(setting -> runs.columns().stream().flatMap(column -> summary(setting, column).stream()))
                .filter(summary -> summary.runs() > 1)
                .mapToDouble(RunSummary::standardDeviation));
    }

    private Optional<RunSummary> summary(Setting setting, TestColumn column) {
        return Runs.summary(runs.values(setting, measure, column));
    }

    Table table() {
        return values.table(List.of("Runs"), setting -> {
            List<Cell> cells = new ArrayList<>();
            runs.columns().forEach(column -> cells.add(cell(setting, column)));
            cells.add(Cell.plain(runs.isNotGiven(setting) ? "not given" : String.valueOf(runs.finished(setting))));
            return cells;
        });
    }

    private Cell cell(Setting setting, TestColumn column) {
        return summary(setting, column)
                .map(summary -> new Cell(
                        Numbers.meanAndDeviation(summary, decimals),
                        isBest(setting, column, summary.mean()) ? Emphasis.BEST : Emphasis.NONE,
                        mark(setting, column)))
                .orElse(Cell.NONE);
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
        return Optional.of(comparisons)
                .filter(all -> measure == runs.measure())
                .flatMap(all -> Comparison.of(setting, column, all))
                .map(c -> c.isSignificantCorrected() ? "**" : c.isSignificant() ? "*" : "")
                .orElse("");
    }

    List<List<String>> csv() {
        return values.csv();
    }
}
