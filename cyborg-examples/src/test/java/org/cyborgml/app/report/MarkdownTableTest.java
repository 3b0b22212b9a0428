package org.cyborgml.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cyborgml.app.report.Table.Cell;
import org.cyborgml.app.report.Table.Emphasis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownTableTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "a|b -> a\\|b",
                "** -> \\*\\*",
                "small_cnn -> small\\_cnn",
                "< 0.001 -> &lt; 0.001",
                "R&D -> R&amp;D",
                "[0.1, 0.2] -> \\[0.1, 0.2\\]",
                "back\\slash -> back\\\\slash",
                "0.5 ± 0.1 -> 0.5 ± 0.1"
            })
    void nothingInTextIsMarkup(String text, String markdown) {
        assertThat(MarkdownTable.escaped(text)).isEqualTo(markdown);
    }

    @Test
    void groupsAreNamedWhereThereAreSeveral() {
        Table.Row first = new Table.Row("one", List.of(Cell.plain("0.1"), new Cell("0.2", Emphasis.BEST, "*")));
        Table.Row second = new Table.Row("two", List.of(Cell.NONE, Cell.plain("0.3")));
        Table.Group named = new Table.Group("ResNet50", List.of(first));
        List<String> columns = List.of("Scenario", "A", "B");

        assertThat(MarkdownTable.of(new Table(columns, List.of(named, new Table.Group("", List.of(second))))))
                .isEqualTo(
                        """
                | Scenario | A | B |
                |---|---:|---:|
                | **ResNet50** |  |  |
                | one | 0.1 | **0.2**\\* |
                | two | – | 0.3 |
                """);
        assertThat(MarkdownTable.of(new Table(columns, List.of(named))))
                .isEqualTo(
                        """
                | Scenario | A | B |
                |---|---:|---:|
                | one | 0.1 | **0.2**\\* |
                """);
    }
}
