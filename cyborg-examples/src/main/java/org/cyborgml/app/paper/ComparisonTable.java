package org.cyborgml.app.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.cyborgml.app.experiment.ExperimentRecord.BackboneEntry;
import org.cyborgml.app.experiment.ExperimentRecord.ScenarioEntry;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.app.report.Table;
import org.cyborgml.app.report.Table.Cell;
import org.cyborgml.metrics.ConfidenceInterval;

/** Differences of AUC to the baseline with their tests. */
final class ComparisonTable {

    private final Runs runs;
    private final List<Comparison> comparisons;
    private final int decimals;

    ComparisonTable(Runs runs, Comparisons comparisons) {
        this.runs = runs;
        this.comparisons = comparisons.all();
        this.decimals = Numbers.decimals(this.comparisons.stream()
                .flatMapToDouble(
                        c -> DoubleStream.of(c.interval().lower(), c.interval().upper())));
    }

    Table table() {
        return new Table(
                List.of(
                        "Scenario and test set",
                        "Difference [95 % interval]",
                        "p, t-test",
                        "p, Holm",
                        "p, Wilcoxon",
                        "Pairs",
                        "DeLong: higher / lower / of"),
                runs.backbones().stream().map(this::group).toList());
    }

    private Table.Group group(BackboneEntry backbone) {
        return new Table.Group(
                backbone.title(),
                comparisons.stream()
                        .filter(c -> c.setting().backbone().equals(backbone))
                        .map(this::row)
                        .toList());
    }

    private Table.Row row(Comparison c) {
        DeLongCount deLong = c.deLong();
        return new Table.Row(
                c.setting().scenario().title() + ", " + c.column().title(),
                Stream.of(
                                difference(c, decimals),
                                Numbers.pValue(c.tPValue()),
                                Numbers.pValue(c.holm()),
                                Numbers.pValue(c.wilcoxonPValue()),
                                String.valueOf(c.pairs()),
                                deLong.runs() == 0
                                        ? Cell.NONE.text()
                                        : deLong.higher() + " / " + deLong.lower() + " / " + deLong.runs())
                        .map(Cell::plain)
                        .toList());
    }

    /** A mean difference with its interval. */
    static String difference(Difference found, int decimals) {
        ConfidenceInterval interval = found.interval();
        return Numbers.signed(found.difference(), decimals) + " "
                + Numbers.interval(interval.lower(), interval.upper(), decimals);
    }

    List<List<String>> csv() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "backbone",
                "scenario",
                "baseline",
                "test_set",
                "pairs",
                "difference",
                "lower_95",
                "upper_95",
                "t",
                "p_t",
                "p_holm",
                "wilcoxon",
                "p_wilcoxon",
                "delong_runs",
                "delong_higher",
                "delong_lower"));
        for (Comparison c : comparisons) {
            rows.add(List.of(
                    c.setting().backbone().id(),
                    c.setting().scenario().id(),
                    runs.baseline().map(ScenarioEntry::id).orElse(""),
                    c.column().id(),
                    String.valueOf(c.pairs()),
                    CsvNumbers.of(c.difference()),
                    CsvNumbers.of(c.interval().lower()),
                    CsvNumbers.of(c.interval().upper()),
                    CsvNumbers.of(c.paired().tTest().statistic()),
                    CsvNumbers.of(c.tPValue()),
                    CsvNumbers.of(c.holm()),
                    CsvNumbers.of(c.paired().wilcoxon().statistic()),
                    CsvNumbers.of(c.wilcoxonPValue()),
                    String.valueOf(c.deLong().runs()),
                    String.valueOf(c.deLong().higher()),
                    String.valueOf(c.deLong().lower())));
        }
        return rows;
    }
}
