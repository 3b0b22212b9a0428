package org.cyborgml.examples.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.cyborgml.examples.experiment.ExperimentRecord.BackboneEntry;
import org.cyborgml.examples.report.Numbers;
import org.cyborgml.examples.report.Table;
import org.cyborgml.examples.report.Table.Cell;
import org.cyborgml.metrics.ConfidenceInterval;

/** Differences of AUC to the baseline at equal training loss. */
final class EqualLossTable {

    private final Runs runs;
    private final List<EqualLoss> all;
    private final int decimals;

    EqualLossTable(Runs runs, List<EqualLoss> all) {
        this.runs = runs;
        this.all = List.copyOf(all);
        this.decimals = Numbers.decimals(
                all.stream().map(EqualLossTable::interval).flatMapToDouble(i -> DoubleStream.of(i.lower(), i.upper())));
    }

    private static ConfidenceInterval interval(EqualLoss one) {
        return Comparison.interval(one.paired());
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
                                ComparisonTable.difference(one.paired(), decimals),
                                Numbers.pValue(one.paired().tTest().pValue()),
                                Numbers.pValue(one.paired().wilcoxon().pValue()),
                                String.valueOf(one.paired().difference().runs()))
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
                    String.valueOf(one.paired().difference().runs()),
                    CsvNumbers.of(one.paired().difference().mean()),
                    CsvNumbers.of(interval(one).lower()),
                    CsvNumbers.of(interval(one).upper()),
                    CsvNumbers.of(one.paired().tTest().pValue()),
                    CsvNumbers.of(one.paired().wilcoxon().pValue())));
        }
        return rows;
    }
}
