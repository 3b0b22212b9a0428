package org.cyborgml.app.decoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.app.report.SvgFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers of the decoy studies in RESULTS.md are those of their trainings. */
class StudyResultsTest {

    private static final Path RESULTS = Path.of("results");

    private static String page() throws IOException {
        return Files.readString(Path.of("RESULTS.md"));
    }

    @ParameterizedTest
    @CsvSource({"decoy-fashion, 23", "decoy-mnist, 23", "decoy-fashion-0.8, 3", "decoy-mnist-0.8, 3"})
    void everyArmHasAllSeeds(String study, int arms) throws IOException {
        StudySummary summary = StudySummary.of(StudyFiles.read(RESULTS.resolve(study)));

        assertThat(summary.arms()).hasSize(arms).allSatisfy(arm -> assertThat(arm.trials())
                .extracting(StudyTrial::seed)
                .containsExactlyElementsOf(Study.seeds(1, 10)));
    }

    /** As {@code decoy report --baseline ... --arms ...} writes them to summary.md. */
    @ParameterizedTest
    @CsvSource({
        "decoy-fashion, classical, ",
        "decoy-fashion, maps_mean, classical cyborg maps_not_patch maps_shuffled maps_uniform",
        "decoy-fashion, maps_mean_alpha_0.1, alpha_0.1",
        "decoy-fashion, cyborg, distance selection",
        "decoy-mnist, classical, ",
        "decoy-mnist, maps_mean, classical cyborg maps_not_patch maps_shuffled maps_uniform",
        "decoy-mnist, maps_mean_alpha_0.1, alpha_0.1",
        "decoy-mnist, cyborg, distance selection",
        "decoy-fashion-0.8, classical, ",
        "decoy-mnist-0.8, classical, ",
    })
    void tablesAreThoseOfTheTrainings(String study, String baseline, String arms) throws IOException {
        List<Arm> shown = Arms.named(arms == null ? List.of() : List.of(arms.split(" ")));
        StudySummary summary = StudySummary.against(baseline, StudyFiles.read(RESULTS.resolve(study)))
                .only(shown);

        assertThat(page()).contains(StudyTables.markdown(summary));
    }

    @ParameterizedTest
    @ValueSource(strings = {"decoy-fashion", "decoy-mnist"})
    void figuresAreThoseOfTheTrainings(String study) throws IOException {
        List<ArmSummary> arms =
                StudySummary.of(StudyFiles.read(RESULTS.resolve(study))).arms();

        for (Map.Entry<String, String> chart : new StudyCharts(arms).all().entrySet()) {
            assertThat(RESULTS.resolve(study).resolve(chart.getKey() + ".svg"))
                    .as("as decoy report writes it")
                    .hasContent(SvgFile.of(chart.getValue()));
        }
    }

    /** Validation accuracy of classical training and CYBORG, then their accuracy with random patch values. */
    @Test
    void learningRatesAreThoseOfTheirTrainings() throws IOException {
        List<CSVRecord> trainings = StudyFiles.rows(RESULTS.resolve("decoy-learning-rates.csv"));
        assertThat(trainings).hasSize(20);
        for (int i = 0; i < trainings.size(); i += 2) {
            CSVRecord classical = trainings.get(i);
            CSVRecord cyborg = trainings.get(i + 1);
            assertThat(List.of(classical.get("arm"), cyborg.get("arm"))).containsExactly("classical", "cyborg");
            List<String> cells = new ArrayList<>();
            cells.add(classical.get("set").equals("fashion") ? "Fashion-MNIST" : "MNIST");
            cells.add(classical.get("learning_rate"));
            for (String column : List.of("validation_accuracy", "random_value")) {
                for (CSVRecord training : List.of(classical, cyborg)) {
                    cells.add(Numbers.fixed(Double.parseDouble(training.get(column)), 3));
                }
            }
            assertThat(page()).contains("| " + String.join(" | ", cells) + " |");
        }
    }
}
