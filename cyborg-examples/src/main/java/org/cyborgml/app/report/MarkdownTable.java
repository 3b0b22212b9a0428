package org.cyborgml.app.report;

import com.google.common.escape.Escaper;
import com.google.common.escape.Escapers;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cyborgml.app.report.Table.Cell;
import org.cyborgml.app.report.Table.Emphasis;

/** A table in Markdown with pipes, as GitHub, GitLab and Pandoc read it. */
public final class MarkdownTable {

    private static final Escaper ESCAPER = Escapers.builder()
            .addEscape('\\', "\\\\")
            .addEscape('|', "\\|")
            .addEscape('*', "\\*")
            .addEscape('_', "\\_")
            .addEscape('`', "\\`")
            .addEscape('~', "\\~")
            // An interval before a parenthesis would be read as a link.
            .addEscape('[', "\\[")
            .addEscape(']', "\\]")
            .addEscape('&', "&amp;")
            .addEscape('<', "&lt;")
            .addEscape('>', "&gt;")
            .build();

    private MarkdownTable() {}

    /**
     * Sets a table.
     *
     * @param table the table; a group's title is a row of its own, in bold, where there are several groups
     * @return Markdown, a line for each row
     */
    public static String of(Table table) {
        StringBuilder text = new StringBuilder()
                .append(line(table.columns().stream().map(MarkdownTable::escaped)))
                .append("|---")
                .append("|---:".repeat(table.columns().size() - 1))
                .append("|\n");
        for (Table.Group group : table.groups()) {
            if (table.groups().size() > 1 && !group.title().isEmpty()) {
                text.append(line(Stream.concat(
                        Stream.of("**" + escaped(group.title()) + "**"),
                        Stream.generate(() -> "").limit(table.columns().size() - 1))));
            }
            for (Table.Row row : group.rows()) {
                text.append(line(Stream.concat(Stream.of(escaped(row.name())), cells(row.cells()))));
            }
        }
        return text.toString();
    }

    private static Stream<String> cells(List<Cell> cells) {
        return cells.stream().map(cell -> {
            String text = escaped(cell.text());
            return (cell.emphasis() == Emphasis.BEST ? "**" + text + "**" : text) + escaped(cell.mark());
        });
    }

    private static String line(Stream<String> cells) {
        return cells.collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** Text in which nothing is markup. */
    public static String escaped(String text) {
        return ESCAPER.escape(text);
    }
}
