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
        this.decimals = Difference.decimals(this.comparisons);
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
                                c.text(decimals),
                                Numbers.pValue(c.runs().tPValue()),
                                Numbers.pValue(c.holm()),
                                Numbers.pValue(c.runs().wilcoxonPValue()),
                                String.valueOf(c.runs().pairs()),
                                deLong.runs() == 0
                                        ? Cell.NONE.text()
                                        : deLong.higher() + " / " + deLong.lower() + " / " + deLong.runs())
                        .map(Cell::plain)
                        .toList());
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
                    String.valueOf(c.runs().pairs()),
                    CsvNumbers.of(c.runs().mean()),
                    CsvNumbers.of(c.runs().interval().lower()),
                    CsvNumbers.of(c.runs().interval().upper()),
                    CsvNumbers.of(c.runs().comparison().tTest().statistic()),
                    CsvNumbers.of(c.runs().tPValue()),
                    CsvNumbers.of(c.holm()),
                    CsvNumbers.of(c.runs().comparison().wilcoxon().statistic()),
                    CsvNumbers.of(c.runs().wilcoxonPValue()),
                    String.valueOf(c.deLong().runs()),
                    String.valueOf(c.deLong().higher()),
                    String.valueOf(c.deLong().lower())));
        }
        return rows;
    }
}
