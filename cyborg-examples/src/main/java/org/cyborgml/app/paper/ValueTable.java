package org.cyborgml.app.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;
import org.cyborgml.app.experiment.TrialResult;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.app.report.Table;
import org.cyborgml.app.report.Table.Cell;
import org.cyborgml.app.report.TableColumn;
import org.cyborgml.metrics.RunSummary;

/**
 * Mean and deviation over the runs of several values of each setting, a column per value.
 *
 * @param runs the results
 * @param kind heading in csv of what the values differ in
 * @param values the columns
 */
record ValueTable(Runs runs, String kind, List<Value> values) {

    /**
     * A column.
     *
     * @param id its name in csv
     * @param title its heading
     * @param decimals how many are written
     * @param of its value in a run's result
     */
    record Value(String id, String title, int decimals, Function<TrialResult, OptionalDouble> of) {}

    Optional<RunSummary> summary(Setting setting, Value value) {
        return Runs.summary(runs.values(setting, value.of()));
    }

    Table table() {
        return table(List.of(), setting -> values.stream()
                .map(value -> summary(setting, value)
                        .map(s -> Cell.plain(written(s, value.decimals())))
                        .orElse(Cell.NONE))
                .toList());
    }

    /** The table with cells of another form, and headings of those behind the values'. */
    Table table(List<String> more, Function<Setting, List<Cell>> cells) {
        List<String> headings = new ArrayList<>();
        headings.add("Backbone and scenario");
        values.forEach(value -> headings.add(value.title()));
        headings.addAll(more);
        return new Table(
                headings,
                runs.backbones().stream()
                        .map(backbone -> new Table.Group(
                                backbone.title(),
                                runs.settings(backbone).stream()
                                        .map(setting ->
                                                new Table.Row(setting.scenario().title(), cells.apply(setting)))
                                        .toList()))
                        .toList());
    }

    /** Counts that are the same in all runs have no deviation to tell. */
    private static String written(RunSummary summary, int decimals) {
        return decimals == 0 && summary.standardDeviation() == 0
                ? Numbers.fixed(summary.mean(), 0)
                : Numbers.meanAndDeviation(summary, decimals);
    }

    List<List<String>> csv() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("backbone", "scenario", kind, "runs", "mean", "sd"));
        for (Setting setting : runs.settings()) {
            for (Value value : values) {
                Stream<String> names =
                        Stream.of(setting.backbone().id(), setting.scenario().id(), value.id());
                summary(setting, value)
                        .ifPresent(s -> rows.add(
                                Stream.concat(names, TableColumn.inFull(s)).toList()));
            }
        }
        return rows;
    }
}
