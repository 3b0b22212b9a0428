package org.cyborgml.app.study.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.cyborgml.app.report.Item.DataTable;
import org.cyborgml.app.report.Numbering;
import org.cyborgml.app.report.Table;
import org.cyborgml.app.report.TableColumn;
import org.cyborgml.metrics.ConfidenceInterval;

/**
 * A table whose first column names the rows.
 *
 * @param names heading of the first column
 * @param name of a row
 * @param columns of the page
 * @param full columns of the csv file
 * @param <R> what a row is about
 */
record RowTable<R>(String names, Function<R, String> name, List<TableColumn<R>> columns, List<TableColumn<R>> full) {

    /** The table of some rows, with its number. */
    DataTable of(Numbering numbering, String id, String caption, List<R> rows) {
        List<Table.Row> set = rows.stream()
                .map(row -> TableColumn.row(name.apply(row), columns, row))
                .toList();
        return numbering.table(
                id,
                caption,
                new Table(TableColumn.headings(names, columns), List.of(new Table.Group("", set))),
                TableColumn.csv(full, rows));
    }

    /** Columns of the csv file for an estimate: value, lower and upper end, and the p-value of a hypothesis if there is one. */
    static <R> List<TableColumn<R>> inFull(
            String heading, Function<R, CrossedEstimate> estimate, double... hypothesis) {
        List<TableColumn<R>> columns = new ArrayList<>(List.of(
                TableColumn.<R>ofNumber(heading, row -> estimate.apply(row).value()),
                TableColumn.<R>ofNumber(heading + "_lower", row -> estimate.apply(row)
                        .interval()
                        .map(ConfidenceInterval::lower)
                        .orElse(Double.NaN)),
                TableColumn.<R>ofNumber(heading + "_upper", row -> estimate.apply(row)
                        .interval()
                        .map(ConfidenceInterval::upper)
                        .orElse(Double.NaN))));
        for (double value : hypothesis) {
            columns.add(TableColumn.ofNumber(
                    heading + "_p", row -> estimate.apply(row).pValue(value).orElse(Double.NaN)));
        }
        return columns;
    }
}
