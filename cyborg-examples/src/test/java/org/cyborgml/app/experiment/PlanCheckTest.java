package org.cyborgml.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.cyborgml.data.CheckReport;
import org.cyborgml.data.ImageReading;
import org.cyborgml.models.Architecture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCheckTest {

    @TempDir
    private Path data;

    private Experiment experiment;

    @BeforeEach
    void write() throws IOException {
        experiment = Plans.read(ToyExperiment.write(data));
    }

    private CheckReport check(Experiment one) {
        return PlanCheck.of(one, data).withOut(data.resolve("out")).check();
    }

    private void append(String file, String text) throws IOException {
        Files.writeString(data.resolve(file), Files.readString(data.resolve(file)) + text);
    }

    @Test
    void aGoodPlanPasses() {
        CheckReport report = check(experiment);
        assertThat(report.problems()).isEmpty();
        assertThat(report.warnings()).isEmpty();
        assertThat(report.facts())
                .contains("split.csv (train): 12 images, 6 real and 6 synthetic")
                .contains("test set csv: 21 images, 11 real and 10 synthetic")
                .anyMatch(fact -> fact.contains("MiB of disk needed"));
        assertThat(data.resolve("out")).doesNotExist();
    }

    @Test
    void allProblemsAreToldAtOnceWithCounts() throws IOException {
        append("split.csv", "train,Real,/none1.png\ntrain,Real,/none2.png\n");
        Files.writeString(data.resolve("images/face0.png"), "no image");
        Files.writeString(data.resolve("maps/face1.png"), "no map");
        append("test/tests.csv", "test,Real,/face0.png\n");
        Files.writeString(data.resolve("test/real.txt"), "/face0.png\n");
        Files.writeString(data.resolve("small.csv"), "train,Real,/face0.png\ny,Fake,/face1.png\nx,Real,/a\n");
        Files.writeString(data.resolve("weights.pth"), "no weights");
        Experiment bad = experiment
                .with(Backbone.of(Architecture.SMALL_CNN)
                        .withSize(32)
                        .named("pretrained", "Pretrained")
                        .withWeights("weights.pth"))
                .with(Scenario.classical("large").withCsv("small.csv"))
                .with(Scenario.classical("larger").withCsv("none.csv"));
        CheckReport report = check(bad);
        assertThat(String.join("\n", report.problems()))
                .contains("small.csv: 2 rows cannot be used: row 2: split must be one of [train, test], found \"y\"")
                .contains("none.csv: there is no such file")
                .contains("split.csv (train) has images that cannot be used: 3, ")
                .contains("none1.png")
                .contains("scenario cyborg has maps that cannot be used: 1, ")
                .contains("test set csv lists images twice: 1, /face0.png")
                .contains("test set lists has 1 images of Real, needs at least 2")
                .contains("backbone pretrained: ")
                .contains("weights.pth");
        assertThatIOException()
                .isThrownBy(() -> report.requirePassed("the plan"))
                .withMessageStartingWith("the plan has " + report.problems().size() + " problems: ");
        assertThatIOException()
                .isThrownBy(
                        () -> ExperimentRun.of(bad, data, data.resolve("out")).run())
                .withMessageContaining("problems");
        assertThat(data.resolve("out/runs")).doesNotExist();
    }

    @Test
    void aPrecisionThatCannotBeHadIsAProblem() {
        assertThat(check(experiment.withTraining("precision", "tf32")).problems())
                .singleElement()
                .asString()
                .contains("tf32 needs the CUDA kernels");
    }

    @Test
    void plansOfBeforeThereWasAChoiceAreInFloat() {
        JsonNode older = experiment.toJson();
        older.path("backbones").forEach(one -> ((ObjectNode) one.path("training")).remove("precision"));
        assertThat(PlanDifference.between(older, experiment.toJson())).isEmpty();
        assertThat(PlanDifference.between(
                        older, experiment.withTraining("precision", "double").toJson()))
                .hasValueSatisfying(found -> assertThat(found).contains("precision was \"FP32\", now is \"DOUBLE\""));
    }

    @Test
    void imagesMayNotBeTrainedOnAndTestedWith() throws IOException {
        append("split.csv", "test,Real,face0.png\n");
        CheckReport report = check(experiment.with(TestSet.ofCsv("same", "split.csv")));
        assertThat(report.problems())
                .containsExactlyInAnyOrder(
                        "split.csv (test) has images that are trained on: 1, face0.png of split.csv (train)",
                        "test set same has images that are trained on: 1, face0.png of split.csv (train)",
                        "test set same has images that are validated with: 7, /face12.png of split.csv (test);"
                                + " /face13.png of split.csv (test); /face14.png of split.csv (test); /face15.png of"
                                + " split.csv (test); /face16.png of split.csv (test); ...");
    }

    @Test
    void copiesAndMapsOfAnotherShapeAndWithoutMapAreWarnedOf() throws IOException {
        Files.copy(data.resolve("images/face3.png"), data.resolve("images/copy.png"));
        append("split.csv", "test,Synthetic,/copy.png\n");
        ImageIO.write(
                new BufferedImage(32, 20, BufferedImage.TYPE_BYTE_GRAY),
                "png",
                data.resolve("maps/face2.png").toFile());
        Files.delete(data.resolve("maps/face4.png"));
        CheckReport report = check(experiment);
        assertThat(report.problems()).isEmpty();
        List<String> warnings = new ArrayList<>(report.warnings());
        assertThat(String.join("\n", warnings))
                .contains("copy.png is ", "face3.png")
                .contains("scenario cyborg has maps of another shape than their image: 1, ")
                .contains("face2.png of 32x20 for /face2.png of 32x32")
                .contains("scenario cyborg has images without a map in ", ": 1, /face4.png");
    }

    private void cut(String file) throws IOException {
        byte[] whole = Files.readAllBytes(data.resolve(file));
        Files.write(data.resolve(file), java.util.Arrays.copyOf(whole, whole.length / 2));
    }

    /** A broken image would stop the training; one of a test set is decoded on request. */
    @Test
    void imagesThatBeginWellAreDecodedWhereTheyAreTrainedOn() throws IOException {
        cut("images/face5.png");
        cut("images/face13.png");
        cut("test/images/face2.png");
        assertThat(check(experiment).problems())
                .satisfiesExactly(
                        problem -> assertThat(problem)
                                .contains("split.csv (train) has images that cannot be used: 1, ", "face5.png"),
                        problem -> assertThat(problem)
                                .contains("split.csv (test) has images that cannot be used: 1, ", "face13.png"));
        assertThat(PlanCheck.of(experiment, data)
                        .withReading(ImageReading.FULL)
                        .check()
                        .problems())
                .anyMatch(problem -> problem.startsWith("test set csv has images that cannot be used: 1, "))
                .anyMatch(problem -> problem.startsWith("test set lists has images that cannot be used: 1, "));
        assertThat(PlanCheck.of(experiment, data)
                        .withReading(ImageReading.HEADERS)
                        .check()
                        .problems())
                .isEmpty();
    }

    @Test
    void scenariosWithoutAnyMapAndPlansWithoutTrialsAreProblems() throws IOException {
        Files.createDirectories(data.resolve("empty"));
        Experiment mapless = Experiment.named(
                        "x", TrainingData.of("split.csv", "images").withMaps("none", "empty"))
                .with(experiment.backbones().get(0))
                .with(Scenario.cyborg("cyborg", "none"));
        assertThat(check(mapless).problems())
                .singleElement()
                .asString()
                .contains("scenario cyborg: none of its 12 images has a map in ");
        assertThat(check(mapless).warnings()).contains("the plan has no test set");
        assertThat(check(Experiment.named("x", TrainingData.of("split.csv", "nowhere")))
                        .problems())
                .anyMatch(problem -> problem.contains("no backbone"))
                .anyMatch(problem -> problem.contains("nowhere is not a folder"));
    }
}
