package org.cyborgml.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers in RESULTS.md, and those of the README that come from it, are those of the files beside it. */
class ResultsTest {

    private static final Path PAGE = Path.of("RESULTS.md");
    private static final Path RESULTS = Path.of("results");

    private static String page() throws IOException {
        return Files.readString(PAGE);
    }

    /** A line that names the file of the table behind it, as src/birds/fill_tables.py reads it. */
    private static final Pattern TABLE = Pattern.compile("<!-- table (\\S+) -->\n\n((?:\\|.*\n)+)");

    private static final Pattern DIFFERENCE =
            Pattern.compile("[+−]?(\\d\\.\\d+) \\\\\\[[+−]?(\\d\\.\\d+), [+−]?(\\d\\.\\d+)\\\\]");

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
                        "results/detectors/auc.md",
                        "results/birds/water/tables/auc.md",
                        "results/birds/water/tables/auc-differences.md",
                        "results/birds/water/tables/auc-at-equal-loss.md",
                        "results/birds/water/tables/agreement-unseen.md",
                        "results/birds/water/against-gaze/auc-differences.md",
                        "results/settings/choice.md",
                        "results/settings/predictors.md");
        for (Map.Entry<String, String> table : shown.entrySet()) {
            assertThat(table.getValue())
                    .as(table.getKey())
                    .isEqualTo(Files.readAllLines(Path.of(table.getKey())).stream()
                            .filter(line -> line.startsWith("|"))
                            .map(line -> line + "\n")
                            .collect(Collectors.joining()));
        }
    }

    /** Every interval in the short answers about gaze stands in a row of the birds' tables. */
    @ParameterizedTest
    @CsvSource({
        "Does people's gaze help?, tables/auc-differences.md, 'CYBORG with gaze, Unseen species, crossed backgrounds', 0",
        "Does people's gaze help?, tables/auc-differences.md, 'CYBORG with gaze, Unseen species', 1",
        "Is it the single image's gaze?, against-gaze/auc-differences.md,"
                + " 'Control: gaze on another image of the class, Unseen species, crossed backgrounds', 0",
        "Is it the single image's gaze?, against-gaze/auc-differences.md,"
                + " 'Control: mean gaze, Unseen species, crossed backgrounds', 1",
        "Must it be gaze?, against-gaze/auc-differences.md,"
                + " 'Control: hull of the bird''s parts, Unseen species, crossed backgrounds', 0",
        "Must it be gaze?, against-gaze/auc-differences.md, 'Control: hull of the bird''s parts, Unseen species', 1"
    })
    void shortAnswersHaveTheNumbersOfTheTables(String question, String table, String row, int place)
            throws IOException {
        List<String> answers = differences(row(PAGE, question));

        assertThat(answers).hasSize(2);
        assertThat(answers.get(place))
                .isEqualTo(differences(row(RESULTS.resolve("birds/water").resolve(table), row))
                        .get(0));
    }

    @Test
    void theReadmeHasTheGainOfTheTables() throws IOException {
        String readme = Files.readString(Path.of("../README.md")).replaceAll("\\s+", " ");
        Path water = RESULTS.resolve("birds/water/tables");
        Matcher gain = DIFFERENCE.matcher(
                row(water.resolve("auc-differences.md"), "CYBORG with gaze, Unseen species, crossed backgrounds"));

        assertThat(gain.find()).isTrue();
        assertThat(readme)
                .contains(
                        "rises from %s to %s"
                                .formatted(crossed(water, "Classical"), crossed(water, "CYBORG with gaze")),
                        "(difference %s, 95 %% interval %s to %s)"
                                .formatted(gain.group(1), gain.group(2), gain.group(3)));
    }

    private static String crossed(Path tables, String scenario) throws IOException {
        String cell = Splitter.on('|')
                .trimResults()
                .splitToList(row(tables.resolve("auc.md"), scenario))
                .get(5);
        return cell.replace("*", "").substring(0, 5);
    }

    private static String row(Path file, String first) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("| " + first + " |"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> differences(String row) {
        return DIFFERENCE.matcher(row).results().map(MatchResult::group).toList();
    }

    /** No picture of a face enters the repository, and a mean of maps of faces would be one. */
    @Test
    void noFileHoldsAPicture() throws IOException {
        try (Stream<Path> files = Files.walk(RESULTS)) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(file.toString()).matches(".*\\.(csv|json|md|svg)"))
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain("<image", "mean_human_map"));
        }
    }
}
