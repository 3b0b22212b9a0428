package org.cyborgml.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cyborgml.app.report.Table.Cell;
import org.cyborgml.app.report.Table.Emphasis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatexTableTest {

    @ParameterizedTest
    @CsvSource({
        "50 % & more,50 \\% \\& more",
        "a_b#c$d,a\\_b\\#c\\$d",
        "{x},\\{x\\}",
        "back\\slash,back\\textbackslash{}slash",
        "~^,\\textasciitilde{}\\textasciicircum{}",
        "0.5 ± 0.1,0.5 $\\pm$ 0.1",
        "−0.5,$-$0.5",
        "< 0.001,$<$ 0.001",
        "[1],{[}1]",
        "**,{*}{*}",
        "é,é"
    })
    void nothingInTextIsACommand(String text, String latex) {
        assertThat(LatexTable.escaped(text)).isEqualTo(latex);
    }

    @Test
    void aTableIsATabularOfBooktabs() {
        Table.Row first = new Table.Row("one", List.of(Cell.plain("0.1"), new Cell("0.2", Emphasis.BEST, "*")));
        Table.Row second = new Table.Row("two", List.of(Cell.NONE, Cell.plain("0.3")));
        Table table = new Table(
                List.of("", "A", "B"),
                List.of(new Table.Group("ResNet_50", List.of(first)), new Table.Group("", List.of(second))));

        assertThat(LatexTable.of(table, "Title, 100 %"))
                .isEqualTo(
                        """
                % Title, 100 %
                % \\usepackage{booktabs}
                \\begin{tabular}{lrr}
                \\toprule
                 & A & B \\\\
                \\midrule
                \\multicolumn{3}{l}{\\textit{ResNet\\_50}} \\\\
                one & 0.1 & \\textbf{0.2\\textsuperscript{{*}}} \\\\
                \\addlinespace
                two & -- & 0.3 \\\\
                \\bottomrule
                \\end{tabular}
                """);
    }

    @Test
    void rowsOfAnotherLengthAreRefused() {
        Table.Row row = new Table.Row("one", List.of(Cell.NONE));
        assertThatThrownBy(() -> new Table(List.of("", "A", "B"), List.of(new Table.Group("", List.of(row)))))
                .hasMessage("row \"one\" has 1 cells, must have 2");
    }
}
