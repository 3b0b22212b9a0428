package org.cyborgml.app.report;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.cyborgml.metrics.RunSummary;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table: its text in each row.
 *
 * @param heading of the column
 * @param text of what a row is about
 * @param <R> what a row is about
 */
public record TableColumn<R>(String heading, Function<R, String> text) {

    /** A column of numbers in full, for csv; one that is not there is empty. */
    public static <R> TableColumn<R> ofNumber(String heading, Function<R, @Nullable Number> number) {
        return new TableColumn<>(heading, row -> inFull(number.apply(row)));
    }

    /** Number of runs, mean and deviation in full, for csv. */
    public static Stream<String> inFull(RunSummary summary) {
        return Stream.of(summary.runs(), summary.mean(), summary.standardDeviation())
                .map(TableColumn::inFull);
    }

    private static String inFull(@Nullable Number number) {
        return number == null || Double.isNaN(number.doubleValue()) ? "" : number.toString();
    }

    /** A row of a table. */
    public static <R> Table.Row row(String name, List<TableColumn<R>> columns, R row) {
        return new Table.Row(
                name,
                columns.stream()
                        .map(column -> Table.Cell.plain(column.text().apply(row)))
                        .toList());
    }

    /** The headings of a table, whose first column names the rows. */
    public static <R> List<String> headings(String names, List<TableColumn<R>> columns) {
        return Stream.concat(Stream.of(names), columns.stream().map(TableColumn::heading))
                .toList();
    }

    /** Rows of csv behind their header. */
    public static <R> List<List<String>> csv(List<TableColumn<R>> columns, List<R> rows) {
        Stream<List<String>> texts = rows.stream()
                .map(row ->
                        columns.stream().map(column -> column.text().apply(row)).toList());
        return Stream.concat(
                        Stream.of(columns.stream().map(TableColumn::heading).toList()), texts)
                .toList();
    }
}
