package org.cyborgml.app.decoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.cyborgml.app.experiment.Experiment;
import org.cyborgml.app.experiment.Plans;
import org.cyborgml.app.experiment.Scenario;
import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.loss.FeatureTap;
import org.cyborgml.training.TrainingSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The settings of SETTINGS.md are the same in the plans, in the decoy study and on the page. */
class CandidatesTest {

    @ParameterizedTest
    @CsvSource({"settings-screen-birds, 3", "settings-confirm-faces, 10"})
    void plansTrainTheCandidatesOfTheDecoyStudy(String name, int runs) throws IOException {
        Experiment plan = Plans.named(name);
        List<Arm> candidates = Candidates.all();
        assertThat(plan.scenarios())
                .extracting(Scenario::id)
                .containsExactlyElementsOf(candidates.stream().map(Arm::name).toList());
        assertThat(plan.runs()).isEqualTo(runs);
        for (int i = 0; i < candidates.size(); i++) {
            Scenario planned = plan.scenarios().get(i);
            Scenario arm = candidates.get(i).scenario();
            assertThat(planned.distance()).as(planned.id()).isEqualTo(arm.distance());
            assertThat(planned.alpha()).as(planned.id()).isEqualTo(arm.alpha());
            assertThat(planned.select()).as(planned.id()).isEqualTo(arm.select());
            // The decoys' network has one tap; in the plans it is the pooled one where the id says so.
            assertThat(planned.tap())
                    .isEqualTo(planned.id().contains("_pooled") ? FeatureTap.POOLED : FeatureTap.REFERENCE);
        }
        Scenario authors = plan.scenarios().get(0);
        assertThat(authors.id()).isEqualTo("mse_0.5");
        assertThat(authors.applyTo(TrainingSettings.reference(), 1).loss()).isEqualTo(CyborgLoss.reference());
        assertThat(authors.baseline()).isTrue();
    }

    @Test
    void candidatesAreNoPartOfTheStudyUnlessTheyAreNamed() {
        assertThat(Candidates.all()).hasSize(25).extracting(Arm::name).doesNotHaveDuplicates();
        assertThat(Arms.named(List.of("settings"))).isEqualTo(Candidates.all());
        assertThat(Arms.all()).hasSize(23).doesNotContainAnyElementsOf(Candidates.all());
        assertThat(Arms.one("kl_0.25").isDecoy()).isTrue();
        assertThat(Arms.known()).extracting(Arm::name).doesNotHaveDuplicates();
    }

    @Test
    void aReportShowsThemWithoutBeingToldTheirNames(@TempDir Path out) throws IOException {
        int status = new CommandLine(new DecoyReportCommand())
                .execute("--quiet", "results/settings-fashion", "--baseline", "mse_0.5", "--out", out.toString());

        assertThat(status).isZero();
        assertThat(Files.readAllLines(out.resolve("summary.csv")))
                .hasSize(1 + Candidates.all().size());
    }

    @Test
    void thePageHasTheirNumberAndNames() throws IOException {
        String page = Files.readString(Path.of("SETTINGS.md"));
        assertThat(page).contains(Candidates.all().size() + " settings");
        for (Arm candidate : Candidates.all()) {
            assertThat(page)
                    .contains("`" + candidate.scenario().distance().name().toLowerCase(Locale.ROOT) + "`");
        }
        assertThat(page).contains(3 * Candidates.all().size() + " trainings each");
    }
}
