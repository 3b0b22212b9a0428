package org.cyborgml.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cyborgml.app.paper.PaperReport;
import org.cyborgml.data.CheckReport;
import org.cyborgml.data.ImageFolder;
import org.cyborgml.data.InputFormat;
import org.cyborgml.data.Normalisation;
import org.cyborgml.metrics.AucEstimate;
import org.cyborgml.metrics.BinaryScores;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.SmallCnn;
import org.cyborgml.models.checkpoint.Safetensors;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.scoring.onnx.ClassOrder;
import org.cyborgml.scoring.onnx.ColourOrder;
import org.cyborgml.scoring.onnx.DetectorOutput;
import org.cyborgml.scoring.onnx.TinyOnnx;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Score files made elsewhere, networks with their weights, and ensembles of both, beside trained scenarios. */
class DetectorTrialTest {

    @TempDir
    private Path data;

    private Experiment experiment;

    @BeforeEach
    void write() throws IOException {
        Path plan = ToyExperiment.write(data);
        Files.writeString(
                plan,
                Files.readString(plan)
                        .replace(
                                "test_sets:",
                                """
                          - {id: theirs, title: Their code, detector: {scores: "theirs_{run}.csv"}}
                          - {id: fixed, title: A web service, detector: {scores: fixed.csv}}
                          - {id: network, title: A network, detector: {arch: small_cnn, weights: net.safetensors}}
                          - id: ensemble
                            title: Both together
                            detector:
                              - {scores: "theirs_{run}.csv"}
                              - {arch: small_cnn, weights: net.safetensors}
                        test_sets:"""));
        experiment = Plans.read(plan);
        Random random = new Random(8);
        for (String name : List.of("theirs_1.csv", "theirs_2.csv", "fixed.csv")) {
            List<String> rows = new ArrayList<>();
            for (int i = 20; i >= 0; i--) {
                rows.add("face" + i + ".png," + (i % 2 == 1 ? 0.3 : 0.1) * (1 + random.nextDouble()));
            }
            Files.write(data.resolve(name), rows);
        }
        Safetensors.write(
                data.resolve("net.safetensors"),
                NetworkWeights.of(SmallCnn.builder().seed(5).build().init()));
    }

    private TrialResult result(String scenario, int run) throws IOException {
        return ExperimentFolder.of(data.resolve("out"))
                .trial("small_cnn", scenario, run)
                .result()
                .orElseThrow();
    }

    private double auc(String file) throws IOException {
        List<Double> real = new ArrayList<>();
        List<Double> synthetic = new ArrayList<>();
        for (String row : Files.readAllLines(data.resolve(file))) {
            int number = Integer.parseInt(row.replaceAll("^face(\\d+).*", "$1"));
            (number % 2 == 1 ? synthetic : real).add(Double.parseDouble(row.substring(row.indexOf(',') + 1)));
        }
        return AucEstimate.of(BinaryScores.ofClasses(
                        real.stream().mapToDouble(v -> v).toArray(),
                        synthetic.stream().mapToDouble(v -> v).toArray()))
                .value();
    }

    @Test
    void areTestedLikeTheOthersAndStandInTheReport() throws IOException {
        TrialScheduler.Outcome outcome =
                ExperimentRun.of(experiment, data, data.resolve("out")).run();
        assertThat(outcome.failed()).isEmpty();
        assertThat(outcome.finished()).isEqualTo(12);
        for (int run = 1; run <= 2; run++) {
            TrialResult theirs = result("theirs", run);
            assertThat(theirs.isTrained()).isFalse();
            assertThat(theirs.test().get("csv").auc()).isEqualTo(auc("theirs_" + run + ".csv"));
            assertThat(result("fixed", run).test().get("csv").auc()).isEqualTo(auc("fixed.csv"));
            assertThat(result("classical", run).isTrained()).isTrue();
        }
        ExperimentFolder out = ExperimentFolder.of(data.resolve("out"));
        TestScores ensemble = TestScores.read(out, out.trial("small_cnn", "ensemble", 2), "csv", null);
        TestScores theirs = TestScores.read(out, out.trial("small_cnn", "theirs", 2), "csv", null);
        TestScores network = TestScores.read(out, out.trial("small_cnn", "network", 2), "csv", null);
        for (int i = 0; i < 21; i++) {
            double mean = (last(theirs, i) + last(network, i)) / 2;
            assertThat(last(ensemble, i)).isCloseTo(mean, within(1e-9));
        }
        // One pass of the network for both runs and both scenarios.
        try (var files = Files.walk(data.resolve("out/detectors"))) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(2);
        }

        String page = PaperReport.of(out).html();
        assertThat(page).contains("Their code", "A web service", "Both together");
        assertThat(page).contains("Not trained here, with the same scores in every run");
        assertThat(page).contains("A web service, A network.").doesNotContain("in every run: Their code");
        // Again: nothing is left to do, and the metrics made anew are the same.
        assertThat(ExperimentRun.of(experiment, data, data.resolve("out")).run().kept())
                .isEqualTo(12);
        TrialResult before = result("ensemble", 1);
        assertThat(ExperimentRun.evaluate(data.resolve("out"))).isEqualTo(12);
        assertThat(result("ensemble", 1)).isEqualTo(before);
    }

    private Experiment withOptional(Scenario... scenarios) {
        Experiment changed = experiment;
        for (Scenario scenario : scenarios) {
            changed = changed.with(scenario.asOptional());
        }
        return changed;
    }

    @Test
    void optionalDetectorsWithoutFilesHaveRowsWithoutNumbersUntilTheFilesAreThere() throws IOException {
        Experiment plan = withOptional(
                Scenario.ofDetector(
                                "later",
                                List.of(
                                        DetectorMember.ofScores("later.csv"),
                                        DetectorMember.ofNetwork(Architecture.SMALL_CNN, "net.safetensors")))
                        .titled("Their later detector"),
                Scenario.ofDetector("now", List.of(DetectorMember.ofScores("fixed.csv")))
                        .titled("Given at once"));
        CheckReport check = PlanCheck.of(plan, data).check();
        assertThat(check.problems()).isEmpty();
        assertThat(check.warnings())
                .filteredOn(warning -> warning.contains("not given"))
                .containsExactly(
                        "scenario later (Their later detector) is not given, so it has no results: there is no later.csv");

        Path out = data.resolve("out");
        TrialScheduler.Outcome outcome = ExperimentRun.of(plan, data, out).run();
        assertThat(outcome.failed()).isEmpty();
        assertThat(outcome.finished()).isEqualTo(14);
        assertThat(result("now", 1).test().get("csv").auc()).isEqualTo(auc("fixed.csv"));
        PaperReport report = PaperReport.of(ExperimentFolder.of(out));
        assertThat(report.finished()).isEqualTo("14 of 14 trainings are finished");
        assertThat(report.html())
                .contains("Detectors that were not given", "Their later detector: there is no later.csv")
                .contains("not given")
                .doesNotContain("Missing results", "Given at once: there is no");

        Files.copy(data.resolve("theirs_1.csv"), data.resolve("later.csv"));
        assertThat(ExperimentRun.of(plan, data, out).run().finished()).isEqualTo(2);
        assertThat(result("later", 2).test()).containsKey("csv");
        assertThat(PaperReport.of(ExperimentFolder.of(out)).html())
                .contains("Their later detector")
                .doesNotContain("not given");
    }

    @Test
    void onnxFilesAreDetectors() throws IOException {
        Files.write(data.resolve("theirs.onnx"), TinyOnnx.of(0, 3, 32, 32).file(2, "Softmax"));
        OnnxEntry entry = new OnnxEntry("theirs.onnx", "unit", ColourOrder.RGB, null, null, ClassOrder.REAL_FIRST);
        Scenario scenario = Scenario.ofDetector("theirs_onnx", List.of(DetectorMember.ofOnnx(entry)));
        Experiment plan = experiment.with(scenario);
        assertThat(PlanCheck.of(plan, data).check().problems()).isEmpty();
        assertThat(ExperimentRun.of(plan, data, data.resolve("out")).run().failed())
                .isEmpty();
        ExperimentFolder out = ExperimentFolder.of(data.resolve("out"));
        TestScores scores = TestScores.read(out, out.trial("small_cnn", "theirs_onnx", 2), "csv", null);
        ImageFolder images = ImageFolder.open(data.resolve("test/images"));
        for (TestScores.Scored one : scores.scored()) {
            Raster image = InputFormat.square(32, Normalisation.UNIT).resized(images.read(one.path()));
            double[] means = new double[3];
            for (int at = 0; at < 3 * 1024; at++) {
                means[at % 3] += (image.toBytes()[at] & 0xff) / 255.0 / 1024;
            }
            assertThat(one.logits().get(0)).isCloseTo(TinyOnnx.logit(means, 2), within(1e-5));
        }

        OnnxEntry wrong = new OnnxEntry("theirs.onnx", "unit", ColourOrder.RGB, 64, null, ClassOrder.REAL_FIRST);
        Experiment refused = experiment.with(Scenario.ofDetector("theirs_onnx", List.of(DetectorMember.ofOnnx(wrong))));
        assertThat(PlanCheck.of(refused, data).check().problems()).anySatisfy(problem -> assertThat(problem)
                .contains("scenario theirs_onnx", "theirs.onnx: takes images of side 32, not 64"));
    }

    @Test
    void onnxFilesInPlans() throws IOException {
        Path plan = data.resolve("onnx.yaml");
        Files.writeString(
                plan,
                Files.readString(ToyExperiment.write(data))
                        .replace(
                                "test_sets:",
                                """
                          - {id: a, detector: {onnx: {file: a.onnx, normalisation: imagenet}}}
                          - id: b
                            detector:
                              onnx:
                                file: b.onnx
                                normalisation: "0.4,0.4,0.4/0.2,0.2,0.2"
                                side: 64
                                output: probabilities
                                colours: bgr
                                class_order: synthetic_first
                        test_sets:"""));
        List<Scenario> read = Plans.read(plan).scenarios();
        assertThat(read.get(read.size() - 1).members())
                .containsExactly(DetectorMember.ofOnnx(new OnnxEntry(
                        "b.onnx",
                        "0.4,0.4,0.4/0.2,0.2,0.2",
                        ColourOrder.BGR,
                        64,
                        DetectorOutput.PROBABILITIES,
                        ClassOrder.SYNTHETIC_FIRST)));
        Files.writeString(plan, Files.readString(plan).replace("normalisation: imagenet", "normalisation: imagenett"));
        assertThatThrownBy(() -> Plans.read(plan)).hasMessageContaining("normalisation \"imagenett\"");
    }

    private static double last(TestScores scores, int image) {
        return scores.scored().get(image).logits().get(0);
    }

    private CheckReport check() {
        return PlanCheck.of(experiment, data).check();
    }

    @Test
    void whatIsWrongWithAFileIsFoundBeforeTheFirstStep() throws IOException {
        assertThat(check().problems()).isEmpty();
        List<String> rows = Files.readAllLines(data.resolve("theirs_2.csv"));
        Files.write(data.resolve("theirs_2.csv"), rows.subList(0, 15));
        Files.delete(data.resolve("fixed.csv"));
        Files.writeString(data.resolve("net.safetensors"), "no weights at all");
        assertThat(check().problems())
                .anySatisfy(problem -> assertThat(problem).contains("scenario theirs", "has no score of /face"))
                .anySatisfy(problem -> assertThat(problem).contains("scenario fixed", "there is no such file"))
                .anySatisfy(problem -> assertThat(problem).contains("scenario network", "net.safetensors"));
    }

    @Test
    void aDetectorIsEitherFilesOrANetworkAndNotTrained() {
        assertThatThrownBy(() -> new DetectorMember("a.csv", Architecture.SMALL_CNN, null, null))
                .hasMessageContaining("either scores, or arch and weights, or onnx");
        assertThatThrownBy(() -> new DetectorMember(null, Architecture.SMALL_CNN, null, null))
                .hasMessageContaining("either scores, or arch and weights, or onnx");
        assertThatThrownBy(() -> Scenario.classical("c").asOptional())
                .hasMessage("scenario c is optional, which a detector alone may be");
        Scenario detector = Scenario.ofDetector("d", List.of(DetectorMember.ofScores("a.csv")));
        assertThatThrownBy(() -> detector.withCsv("other.csv")).hasMessageContaining("which is not trained");
        assertThatThrownBy(() -> Scenario.ofDetector("d", List.of())).hasMessageContaining("which is not trained");
    }
}
