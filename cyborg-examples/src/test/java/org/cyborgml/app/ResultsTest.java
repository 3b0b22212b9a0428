package org.cyborgml.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The numbers in RESULTS.md are those of the files beside it. */
class ResultsTest {

    private static final Path PAGE = Path.of("RESULTS.md");
    private static final Path RESULTS = Path.of("results");

    private static String page() throws IOException {
        return Files.readString(PAGE);
    }

    /** A line that names the file of the table behind it, as src/birds/fill_tables.py reads it. */
    private static final Pattern TABLE = Pattern.compile("<!-- table (\\S+) -->\n\n((?:\\|.*\n)+)");

    @Test
    void tablesAreThoseOfTheirFiles() throws IOException {
        Map<String, String> shown = new LinkedHashMap<>();
        TABLE.matcher(page()).results().forEach(found -> shown.put(found.group(1), found.group(2)));

        assertThat(Splitter.on("<!-- table").splitToList(page())).hasSize(shown.size() + 1);
        assertThat(shown)
                .containsKeys(
                        "results/faces/tables/auc.md",
                        "results/faces/tables/auc-differences.md",
                        "results/faces/tables/auc-at-equal-loss.md",
                        "results/faces/tables/agreement-train.md",
                        "results/faces/tables/training.md",
                        "results/faces/against-cyborg/auc-differences.md",
                        "results/faces/against-cyborg/auc-at-equal-loss.md",
                        "results/detectors/auc.md");
        for (Map.Entry<String, String> table : shown.entrySet()) {
            assertThat(table.getValue())
                    .as(table.getKey())
                    .isEqualTo(Files.readAllLines(Path.of(table.getKey())).stream()
                            .filter(line -> line.startsWith("|"))
                            .map(line -> line + "\n")
                            .collect(Collectors.joining()));
        }
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
