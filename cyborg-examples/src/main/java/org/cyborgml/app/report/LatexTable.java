package org.cyborgml.app.report;

import com.google.common.escape.Escaper;
import com.google.common.escape.Escapers;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cyborgml.app.report.Table.Cell;
import org.cyborgml.app.report.Table.Emphasis;
import org.cyborgml.app.report.Table.Row;

/** A table as a LaTeX {@code tabular}, to be read by {@code \\input} in a document that loads {@code booktabs}. */
public final class LatexTable {

    private static final Escaper ESCAPER = Escapers.builder()
            .addEscape('#', "\\#")
            .addEscape('$', "\\$")
            .addEscape('%', "\\%")
            .addEscape('&', "\\&")
            .addEscape('_', "\\_")
            .addEscape('{', "\\{")
            .addEscape('}', "\\}")
            .addEscape('\\', "\\textbackslash{}")
            .addEscape('~', "\\textasciitilde{}")
            .addEscape('^', "\\textasciicircum{}")
            // Behind the end of a row these two would be read as its arguments.
            .addEscape('[', "{[}")
            .addEscape('*', "{*}")
            .addEscape('<', "$<$")
            .addEscape('>', "$>$")
            .addEscape('|', "$|$")
            .addEscape('±', "$\\pm$")
            .addEscape('×', "$\\times$")
            .addEscape('\u2212', "$-$")
            .addEscape('\u2013', "--")
            .addEscape('\u2191', "$\\uparrow$")
            .addEscape('\u2193', "$\\downarrow$")
            .build();

    private LatexTable() {}

    /**
     * Sets a table.
     *
     * @return LaTeX, with the caption as a comment before it
     */
    public static String of(Table table, String caption) {
        StringBuilder tex = new StringBuilder()
                .append("% ")
                .append(caption.replace('\n', ' '))
                .append("\n% \\usepackage{booktabs}\n\\begin{tabular}{l")
                .append("r".repeat(table.columns().size() - 1))
                .append("}\n\\toprule\n")
                .append(line(table.columns().stream().map(LatexTable::escaped)))
                .append("\\midrule\n");
        String groups = IntStream.range(0, table.groups().size())
                .mapToObj(i -> group(table, i))
                .collect(Collectors.joining("\\addlinespace\n"));
        return tex.append(groups).append("\\bottomrule\n\\end{tabular}\n").toString();
    }

    private static String group(Table table, int index) {
        Table.Group group = table.groups().get(index);
        StringBuilder tex = new StringBuilder();
        if (!group.title().isEmpty()) {
            tex.append("\\multicolumn{")
                    .append(table.columns().size())
                    .append("}{l}{\\textit{")
                    .append(escaped(group.title()))
                    .append("}} \\\\\n");
        }
        for (Row row : group.rows()) {
            tex.append(line(Stream.concat(Stream.of(escaped(row.name())), cells(row.cells()))));
        }
        return tex.toString();
    }

    private static Stream<String> cells(List<Cell> cells) {
        return cells.stream().map(cell -> {
            String text = escaped(cell.text());
            String marked = cell.mark().isEmpty() ? text : text + "\\textsuperscript{" + escaped(cell.mark()) + "}";
            return cell.emphasis() == Emphasis.BEST ? "\\textbf{" + marked + "}" : marked;
        });
    }

    private static String line(Stream<String> cells) {
        return cells.collect(Collectors.joining(" & ", "", " \\\\\n"));
    }

    /** Text in which nothing is a command. */
    public static String escaped(String text) {
        return ESCAPER.escape(text);
    }
}
