package org.cyborgml.app.choice;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.google.common.primitives.Doubles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.cyborgml.app.decoy.DecoyMeasure;
import org.cyborgml.app.experiment.Experiment;
import org.cyborgml.app.experiment.ExperimentFolder;
import org.cyborgml.app.experiment.ExperimentMeasures;
import org.cyborgml.app.experiment.PairedRuns;
import org.cyborgml.app.experiment.Plans;
import org.cyborgml.app.experiment.Scenario;
import org.cyborgml.app.experiment.TrialResult;
import org.cyborgml.app.report.MarkdownTable;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.metrics.HolmCorrection;
import org.cyborgml.metrics.SettingChoice;
import org.cyborgml.metrics.SettingChoice.Measure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers in RESULTS.md about settings of the loss are those of the trainings in {@code results/settings-...}. */
class SettingResultsTest {

    private static final String AUTHORS = "mse_0.5";
    private static final String CHOSEN = "pyramid_0.25";
    private static final Path RESULTS = Path.of("results");
    private static final Path BIRDS = RESULTS.resolve("settings-birds");

    @TempDir
    private Path out;

    private static List<Measure> screening() throws IOException {
        List<Measure> measures = new ArrayList<>(ExperimentMeasures.of(ExperimentFolder.of(BIRDS)));
        measures.add(DecoyMeasure.of(RESULTS.resolve("settings-fashion")));
        return measures;
    }

    @Test
    void theChoiceIsThatOfTheTrainings() throws IOException {
        List<Measure> measures = screening();
        assertThat(measures).allSatisfy(measure -> assertThat(measure.values())
                .hasSize(25)
                .allSatisfy((setting, bySeed) -> assertThat(bySeed).hasSize(3)));
        SettingChoice.Outcome outcome = SettingChoice.against(AUTHORS).choose(measures);

        ChoiceReport.of(AUTHORS, measures, outcome).writeTo(out);

        assertThat(outcome.chosen().map(SettingChoice.Row::setting)).contains(CHOSEN);
        assertThat(outcome.rows())
                .as("19 better on decoys, 23 worse on both measures of birds")
                .satisfies(rows -> {
                    assertThat(rows.stream().filter(row -> mean(row, 2) > 0)).hasSize(19);
                    assertThat(rows.stream().filter(row -> mean(row, 0) < 0 && mean(row, 1) < 0))
                            .hasSize(23);
                });
        for (String file : List.of("tables/choice.csv", "tables/choice.md", "figures/choice.svg")) {
            assertThat(out.resolve(file))
                    .hasSameTextualContentAs(
                            RESULTS.resolve("settings").resolve(Path.of(file).getFileName()));
        }
    }

    private static double mean(SettingChoice.Row row, int measure) {
        return row.differences().get(measure).mean();
    }

    /** The rank correlations of the table that src/settings/predictors.py makes, by Commons Math. */
    @ParameterizedTest
    @CsvSource({
        "'Birds, unseen species', unseen",
        "'Birds, crossed backgrounds', crossed",
    })
    void rankCorrelationsAreThoseOfTheTrainings(String measure, String test) throws IOException {
        ToDoubleFunction<TrialResult> auc =
                result -> Objects.requireNonNull(result.test().get(test)).auc();
        ToDoubleFunction<TrialResult> agreement = result ->
                Objects.requireNonNull(result.agreement().get("unseen")).pearson();

        assertThat(correlations(measure))
                .containsEntry("Validation accuracy", correlation(TrialResult::validationAccuracy, auc))
                .containsEntry("Cross-entropy in training", correlation(result -> -result.trainCrossEntropy(), auc))
                .containsEntry("CAMs' correlation with held-out maps", correlation(agreement, auc));
    }

    private static Map<String, String> correlations(String measure) throws IOException {
        return Files.readAllLines(RESULTS.resolve("settings/predictors.md")).stream()
                .filter(line -> line.startsWith("| " + measure + " |"))
                .map(line -> Splitter.on(" | ").splitToList(line))
                .collect(Collectors.toMap(cells -> cells.get(1), cells -> cells.get(2)));
    }

    private static String correlation(ToDoubleFunction<TrialResult> first, ToDoubleFunction<TrialResult> second)
            throws IOException {
        return Numbers.signed(new SpearmansCorrelation().correlation(bySetting(first), bySetting(second)), 2);
    }

    /** The mean over the runs of every setting. */
    private static double[] bySetting(ToDoubleFunction<TrialResult> number) throws IOException {
        Experiment plan = Plans.named("settings-screen-birds");
        List<Double> means = new ArrayList<>();
        for (Scenario scenario : plan.scenarios()) {
            double sum = 0;
            for (int run = 1; run <= plan.runs(); run++) {
                sum += number.applyAsDouble(ExperimentFolder.of(BIRDS)
                        .trial("small_cnn", scenario.id(), run)
                        .result()
                        .orElseThrow());
            }
            means.add(sum / plan.runs());
        }
        return Doubles.toArray(means);
    }

    /** The rule of SETTINGS.md, and the rows of the page. */
    @Test
    void theConfirmationIsThatOfTheTrainings() throws IOException {
        List<Measure> measures =
                new ArrayList<>(ExperimentMeasures.of(ExperimentFolder.of(RESULTS.resolve("settings-faces"))));
        measures.add(DecoyMeasure.of(RESULTS.resolve("settings-mnist")));
        List<PairedRuns> paired = measures.stream()
                .map(measure -> PairedRuns.of(
                                Objects.requireNonNull(measure.values().get(AUTHORS)),
                                Objects.requireNonNull(measure.values().get(CHOSEN)))
                        .orElseThrow())
                .toList();
        double[] holm = HolmCorrection.adjusted(
                paired.stream().mapToDouble(PairedRuns::tPValue).toArray());
        assertThat(paired).hasSize(4).allSatisfy(one -> assertThat(one.pairs()).isEqualTo(10));

        List<String> page = Files.readAllLines(Path.of("RESULTS.md"));
        for (int m = 0; m < measures.size(); m++) {
            PairedRuns one = paired.get(m);
            String row = Stream.of(
                            Numbers.difference(one.mean(), one.interval(), 3),
                            Numbers.pValue(one.tPValue()),
                            Numbers.pValue(holm[m]))
                    .map(MarkdownTable::escaped)
                    .collect(Collectors.joining(" | ", " | ", " |"));
            assertThat(page).as(measures.get(m).name()).anyMatch(line -> line.endsWith(row));
        }
    }
}
