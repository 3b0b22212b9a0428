package org.cyborgml.app.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.cyborgml.app.experiment.ExperimentRecord.BackboneEntry;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.app.report.Table;
import org.cyborgml.app.report.Table.Cell;

/** Differences of AUC to the baseline at equal training loss. */
final class EqualLossTable {

    private final Runs runs;
    private final List<EqualLoss> all;
    private final int decimals;

    EqualLossTable(Runs runs, List<EqualLoss> all) {
        this.runs = runs;
        this.all = List.copyOf(all);
        this.decimals = Difference.decimals(this.all);
    }

    Table table() {
        return new Table(
                List.of("Scenario and test set", "Difference [95 % interval]", "p, t-test", "p, Wilcoxon", "Pairs"),
                runs.backbones().stream().map(this::group).toList());
    }

    private Table.Group group(BackboneEntry backbone) {
        return new Table.Group(
                backbone.title(),
                all.stream()
                        .filter(one -> one.setting().backbone().equals(backbone))
                        .map(this::row)
                        .toList());
    }

    private Table.Row row(EqualLoss one) {
        return new Table.Row(
                one.setting().scenario().title() + ", " + one.column().title(),
                Stream.of(
                                one.text(decimals),
                                Numbers.pValue(one.runs().tPValue()),
                                Numbers.pValue(one.runs().wilcoxonPValue()),
                                String.valueOf(one.runs().pairs()))
                        .map(Cell::plain)
                        .toList());
    }

    List<List<String>> csv() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "backbone",
                "scenario",
                "test_set",
                "pairs",
                "difference",
                "lower_95",
                "upper_95",
                "p_t",
                "p_wilcoxon"));
        for (EqualLoss one : all) {
            rows.add(List.of(
                    one.setting().backbone().id(),
                    one.setting().scenario().id(),
                    one.column().id(),
                    String.valueOf(one.runs().pairs()),
                    CsvNumbers.of(one.runs().mean()),
                    CsvNumbers.of(one.runs().interval().lower()),
                    CsvNumbers.of(one.runs().interval().upper()),
                    CsvNumbers.of(one.runs().tPValue()),
                    CsvNumbers.of(one.runs().wilcoxonPValue())));
        }
        return rows;
    }
}
