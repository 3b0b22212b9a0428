package org.cyborgml.examples.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.cyborgml.app.experiment.Experiment;
import org.cyborgml.app.experiment.Plans;
import org.cyborgml.app.experiment.Scenario;
import org.junit.jupiter.api.Test;

/** The four programs do what the paper's plan does. */
class ScenariosTest {

    @Test
    void programsAreThePlansScenarios() throws IOException {
        List<Scenario> plan = Plans.named("paper").scenarios();
        List<Experiment> programs = List.of(
                ClassicalTraining.experiment(),
                LargeClassicalTraining.experiment(),
                CyborgTraining.experiment(),
                SegmentationCyborgTraining.experiment());
        assertThat(programs)
                .extracting(program -> program.scenarios().get(0))
                .usingRecursiveComparison()
                .ignoringFields("title", "csv", "baseline")
                .isEqualTo(plan);
        assertThat(programs).allMatch(program -> program.cells().size() == 10);
        assertThat(programs.get(1).scenarios().get(0).csv()).isEqualTo("large.csv");
    }
}
