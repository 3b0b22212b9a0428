package org.cyborgml.app.report;

import com.google.common.base.Preconditions;
import java.util.List;

/**
 * A table of a report, ready to be set: rows in groups, the first column naming the rows.
 *
 * @param columns headings, of the rows' names first
 * @param groups at least none
 */
public record Table(List<String> columns, List<Group> groups) {

    /**
     * Rows under a common heading.
     *
     * @param title the heading; empty for none
     * @param rows the rows
     */
    public record Group(String title, List<Row> rows) {

        /** Copies the rows. */
        public Group {
            rows = List.copyOf(rows);
        }
    }

    /**
     * A row.
     *
     * @param name what stands in its first column
     * @param cells the other columns
     */
    public record Row(String name, List<Cell> cells) {

        /** Copies the cells. */
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /**
     * A cell.
     *
     * @param text what stands there
     * @param emphasis how it stands out
     * @param mark a mark behind it that points to a note, such as {@code *}; empty for none
     */
    public record Cell(String text, Emphasis emphasis, String mark) {

        /** A cell without a value. */
        public static final Cell NONE = plain("\u2013");

        /** A cell that does not stand out. */
        public static Cell plain(String text) {
            return new Cell(text, Emphasis.NONE, "");
        }
    }

    /** The emphasis of a cell. */
    public enum Emphasis {
        /** Not at all. */
        NONE,
        /** As the best of its kind. */
        BEST
    }

    /**
     * Checks and copies the rows.
     *
     * @throws IllegalArgumentException if a row has another number of cells than there are columns
     */
    public Table {
        columns = List.copyOf(columns);
        groups = List.copyOf(groups);
        for (Group group : groups) {
            for (Row row : group.rows()) {
                Preconditions.checkArgument(
                        row.cells().size() + 1 == columns.size(),
                        "row \"%s\" has %s cells, must have %s",
                        row.name(),
                        row.cells().size(),
                        columns.size() - 1);
            }
        }
    }
}
