package org.cyborgml.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cyborgml.app.cams.Agreement;
import org.cyborgml.app.cams.MeanMap;
import org.cyborgml.app.experiment.ExperimentRecord.BackboneEntry;
import org.cyborgml.app.experiment.ExperimentRecord.Provenance;
import org.cyborgml.app.experiment.ExperimentRecord.ScenarioEntry;
import org.cyborgml.app.experiment.ExperimentRecord.TestSetEntry;
import org.cyborgml.app.files.JsonFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records are read as they were written, under the names that the layout promises. */
class FilesTest {

    @TempDir
    private Path out;

    private static TrialResult result() {
        return new TrialResult(
                "small_cnn",
                "cyborg",
                1,
                7,
                3,
                5,
                1.5,
                0.4,
                0.5,
                0.3,
                0.9,
                0.8,
                Map.of(
                        "gan",
                        new TestMetrics(
                                3, 4, 0.7, 0.6, 0.8, 0.65, 0.75, 0.3, 0.25, 0.35, null, null, null, null, null)),
                Map.of("train", new Agreement(6, 1, 0.2, 0.5, 1.5, 0.1)));
    }

    @Test
    void experimentIsReadAsWritten() throws IOException {
        ExperimentRecord experiment = new ExperimentRecord(
                "toy",
                new ObjectMapper().readTree("{\"runs\": 2}"),
                List.of(new BackboneEntry("small_cnn", "Small CNN")),
                List.of(new ScenarioEntry("classical", "Classical", 1, null, true)),
                List.of(new TestSetEntry("gan", "GAN", "gan", "tests/gan.csv", "images", 3, 4, null)),
                2,
                List.of(11L, 12L),
                new MeanMap(1, 2, 4, List.of(0.25, 1.0)),
                new Provenance(
                        "run",
                        "2026-01-01T00:00:00Z",
                        Map.of("Java", "17"),
                        Map.of("Cores", "2"),
                        "data",
                        Map.of("split.csv", "ab"),
                        2),
                null);
        ExperimentFolder folder = ExperimentFolder.of(out);
        folder.write(experiment);
        assertThat(folder.read()).isEqualTo(experiment);
        JsonNode json =
                new ObjectMapper().readTree(out.resolve("experiment.json").toFile());
        assertThat(json.at("/test_sets/0/generator").asText()).isEqualTo("gan");
        assertThat(json.at("/mean_human_map/mean/0").asDouble()).isEqualTo(0.25);
        assertThat(json.at("/provenance/host_cores").asInt()).isEqualTo(2);
        assertThat(json.at("/scenarios/0").has("maps")).isTrue();
        assertThat(json.at("/test_sets/0/images").asText()).isEqualTo("images");

        // Before it was written, the folder of a test set's images was not known.
        ((ObjectNode) json.at("/test_sets/0")).remove("images");
        new ObjectMapper().writeValue(out.resolve("experiment.json").toFile(), json);
        assertThat(folder.read().testSets())
                .containsExactly(new TestSetEntry("gan", "GAN", "gan", "tests/gan.csv", null, 3, 4, null));
    }

    @Test
    void resultIsReadAsWrittenAndWhatItDoesNotKnowIsPassedOver() throws IOException {
        TrialFolder trial = ExperimentFolder.of(out).trial("small_cnn", "cyborg", 1);
        assertThat(trial.path()).isEqualTo(out.resolve("runs/small_cnn/cyborg/run01"));
        assertThat(trial.result()).isEmpty();
        JsonFiles.write(trial.resultFile(), result());
        assertThat(trial.result()).contains(result());
        String text = Files.readString(trial.resultFile());
        assertThat(text).contains("\"best_epoch\" : 3", "\"auc_low\" : 0.6", "\"train_cross_entropy\"");
        Files.writeString(trial.resultFile(), text.replaceFirst("\\{", "{\"later\": [1],"));
        assertThat(trial.result()).contains(result());
    }

    @Test
    void meanCamsAreFlatAndReadWithoutWhatEarlierVersionsDidNotWrite() throws IOException {
        TrialFolder trial = ExperimentFolder.of(out).trial("small_cnn", "cyborg", 1);
        CamFile cams = new CamFile(new MeanMap(1, 2, 4, List.of(0.25, 1.0)), new Agreement(3, 1, 0.2, 0.5, 1.5, 0.1));
        JsonFiles.write(trial.camFile("gan"), cams);
        assertThat(trial.cams("gan")).contains(cams);
        ObjectNode json =
                (ObjectNode) new ObjectMapper().readTree(trial.camFile("gan").toFile());
        assertThat(json.fieldNames()).toIterable().containsExactly("height", "width", "images", "mean", "alignment");
        ((ObjectNode) json.get("alignment")).remove("constant_maps");
        JsonFiles.write(trial.camFile("gan"), json);
        assertThat(trial.cams("gan").orElseThrow().agreement()).isEqualTo(new Agreement(3, 0, 0.2, 0.5, 1.5, 0.1));
    }

    @Test
    void cutOffFilesAreNamed() throws IOException {
        TrialFolder trial = ExperimentFolder.of(out).trial("small_cnn", "cyborg", 12);
        Files.createDirectories(trial.path());
        Files.writeString(trial.resultFile(), "{\"backbone\": ");
        assertThatIOException().isThrownBy(trial::result).withMessageContaining("run12");
    }
}
