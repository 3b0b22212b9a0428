package org.cyborgml.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers in RESULTS.md are those of the files beside it. */
class ResultsTest {

    private static final Path PAGE = Path.of("RESULTS.md");
    private static final Path RESULTS = Path.of("results");

    private static String page() throws IOException {
        return Files.readString(PAGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tables/auc",
                "tables/auc-differences",
                "tables/auc-at-equal-loss",
                "tables/agreement-train",
                "tables/training",
                "against-cyborg/auc-differences",
                "against-cyborg/auc-at-equal-loss"
            })
    void tablesOfTheFacesAreThoseOfTheReport(String table) throws IOException {
        List<String> rows = Files.readAllLines(RESULTS.resolve("faces/" + table + ".md")).stream()
                .filter(line -> line.startsWith("|"))
                .toList();

        assertThat(rows).hasSizeGreaterThan(6);
        assertThat(page()).contains(String.join("\n", rows));
    }

    @Test
    void theTableOfTheDetectorsIsThatOfItsFile() throws IOException {
        String table = Files.readString(RESULTS.resolve("detectors/auc.md"));
        assertThat(table.lines()).hasSize(7);
        assertThat(page()).contains(table);
    }

    @Test
    void whatIsLinkedIsThere() throws IOException {
        assertThat(MarkdownLinks.of(PAGE)).hasSizeGreaterThan(5).allSatisfy(target -> assertThat(target)
                .exists());
    }

    /** No picture of a face enters the repository, and a mean of maps of faces would be one. */
    @Test
    void noFileHoldsAPicture() throws IOException {
        try (Stream<Path> files = Files.walk(RESULTS)) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(file.toString()).matches(".*\\.(csv|json|md|svg)"))
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain("<image"));
        }
    }
}
