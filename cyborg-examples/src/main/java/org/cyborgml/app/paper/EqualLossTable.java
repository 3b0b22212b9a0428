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
        this.decimals = Numbers.decimals(
                all.stream().map(EqualLoss::interval).flatMapToDouble(i -> DoubleStream.of(i.lower(), i.upper())));
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
                                ComparisonTable.difference(one, decimals),
                                Numbers.pValue(one.tPValue()),
                                Numbers.pValue(one.wilcoxonPValue()),
                                String.valueOf(one.pairs()))
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
                    String.valueOf(one.pairs()),
                    CsvNumbers.of(one.difference()),
                    CsvNumbers.of(one.interval().lower()),
                    CsvNumbers.of(one.interval().upper()),
                    CsvNumbers.of(one.tPValue()),
                    CsvNumbers.of(one.wilcoxonPValue())));
        }
        return rows;
    }
}
