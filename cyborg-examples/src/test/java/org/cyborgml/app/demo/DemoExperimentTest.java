package org.cyborgml.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.cyborgml.app.console.Progress;
import org.cyborgml.app.decoy.DecoyImages;
import org.cyborgml.app.decoy.DecoyProtocol;
import org.cyborgml.app.decoy.ObjectMaps;
import org.cyborgml.app.decoy.PixelScaling;
import org.cyborgml.app.decoy.Seeds;
import org.cyborgml.app.decoy.TrainingSet;
import org.cyborgml.app.report.Xml;
import org.cyborgml.saliency.map.CamGrid;
import org.cyborgml.saliency.map.SaliencyMap;
import org.cyborgml.training.CosineAnnealing;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.MultiDataSet;
import picocli.CommandLine;

class DemoExperimentTest {

    private static FashionMnist data;

    @TempDir
    private Path folder;

    @BeforeAll
    static void load() throws IOException {
        FashionMnist all = FashionMnist.load(60, Path.of("nowhere"));
        data = new FashionMnist(
                "a few",
                all.train(),
                all.validation().perClass(0, 2),
                all.test().perClass(0, 3));
    }

    private static DemoSettings settings(int epochs) {
        return DemoSettings.of(3, 2, epochs, 60);
    }

    @Test
    void aSmallDemoRunsToAPageAndAgainToTheSameNumbers() throws IOException {
        AtomicLong announced = new AtomicLong();
        AtomicLong done = new AtomicLong();
        Progress progress = new Progress() {
            @Override
            public void begin(int runs, long images) {
                announced.set(images);
            }

            @Override
            public void advance(long images) {
                done.addAndGet(images);
            }
        };
        DemoResults results =
                new DemoExperiment(settings(1), Architecture.SMALL_CNN, data, progress).run("demo --seed 3");
        DemoResults again =
                new DemoExperiment(settings(1), Architecture.SMALL_CNN, data, Progress.NONE).run("demo --seed 3");

        assertThat(done).hasValue(announced.get());
        assertThat(results.comparisons()).isEqualTo(again.comparisons()).hasSize(5 * 6 - 1);
        assertThat(results.samples()).isEqualTo(again.samples()).hasSize(10);
        assertThat(results.scenarios()).extracting(DemoResults.Scenario::alpha).containsExactly(1.0, 0.5);
        assertThat(results.scenarios()).allSatisfy(scenario -> {
            assertThat(scenario.runs()).extracting(DemoResults.Run::seed).containsExactly(3L, 4L);
            assertThat(scenario.roc()).hasSize(5);
        });
        assertThat(results.provenance().testImages()).isEqualTo(30);
        assertThat(results.provenance().network()).contains("CAM of 7x7 cells");
        // Of all that a network keeps, running means and variances of its seven normalisations are not trained.
        assertThat(results.provenance().parameters())
                .isEqualTo(Training.fresh(Architecture.SMALL_CNN, settings(1), 1, 3)
                                .numParams()
                        - 2 * (32 + 32 + 64 + 64 + 96 + 96 + 128));

        Path file = folder.resolve("results.json");
        ResultsFile.write(file, results);
        String html = DemoReport.html(ResultsFile.read(file));
        assertThat(html).isEqualTo(DemoReport.html(results));
        Xml.parse(html.strip());
    }

    @Test
    void bothScenariosBeginAlikeAndSeeTheSameBatches() throws IOException {
        DecoyImages train = new DecoyProtocol(3).training(data.train());
        List<SaliencyMap> maps = new ObjectMaps(new CamGrid(7, 7)).onGrid(data.train());
        TrainingSet set = new TrainingSet(
                train.images(),
                maps.stream().map(Optional::of).toList(),
                new CamGrid(7, 7),
                PixelScaling.of(train.images()));
        // One batch holds all images, so that the first epoch's cross-entropy is that of the initial weights.
        DemoSettings one = new DemoSettings(3, 2, 1, 60, 60, 0.05, 0.9, 1e-4, 0.5);
        Training training = new Training(one, set, data.validation(), data.validation());

        DemoResults.Epoch classical = first(training, one, 1, 9);
        DemoResults.Epoch cyborg = first(training, one, 0.5, 9);
        DemoResults.Epoch other = first(training, one, 1, 10);

        assertThat(cyborg.crossEntropy()).isEqualTo(classical.crossEntropy());
        assertThat(other.crossEntropy()).isNotEqualTo(classical.crossEntropy());
        assertThat(classical.saliency()).isNull();
        assertThat(cyborg.saliency()).isBetween(0.01, 1.0);
        ComputationGraph a = Training.fresh(Architecture.SMALL_CNN, one, 1, 9);
        ComputationGraph b = Training.fresh(Architecture.SMALL_CNN, one, 0.5, 9);
        assertThat(a.params()).isEqualTo(b.params());
        assertThat(set.order(Seeds.stream(9, "batches"))).isEqualTo(set.order(Seeds.stream(9, "batches")));
    }

    private static DemoResults.Epoch first(Training training, DemoSettings settings, double alpha, long seed) {
        ComputationGraph network = Training.fresh(Architecture.SMALL_CNN, settings, alpha, seed);
        return training.train(network, alpha, seed, Progress.NONE).get(0);
    }

    @Test
    void anEpochSeesEveryImageOnceWithItsLabelAndMap() throws IOException {
        DecoyImages train = new DecoyProtocol(3).training(data.train());
        List<SaliencyMap> maps = new ObjectMaps(new CamGrid(7, 7)).onGrid(data.train());
        PixelScaling scaling = PixelScaling.of(train.images());
        TrainingSet set =
                new TrainingSet(train.images(), maps.stream().map(Optional::of).toList(), new CamGrid(7, 7), scaling);

        int[] order = set.order(new SplittableRandom(1));
        MultiDataSet batch = set.batch(order, 50, 60);

        assertThat(order)
                .containsExactlyInAnyOrder(IntStream.range(0, 60).toArray())
                .isNotEqualTo(IntStream.range(0, 60).toArray());
        assertThat(batch.getFeatures(0).shape()).containsExactly(10, 1, 28, 28);
        assertThat(batch.getLabels(0).sum(1).toDoubleVector()).containsOnly(1);
        for (int i = 0; i < 10; i++) {
            int image = order[50 + i];
            assertThat(batch.getLabels(0).getDouble(i, train.images().label(image)))
                    .isEqualTo(1);
            assertThat(batch.getLabels(1).getFloat(i, 2, 5))
                    .isEqualTo(maps.get(image).get(5, 2));
            double grey = batch.getFeatures(0).getDouble(i, 0, 14, 13) * scaling.deviation() + scaling.mean();
            assertThat(grey).isCloseTo(train.images().grey(image, 14 * 28 + 13), within(1e-3));
        }
        assertThat(scaling.batch(train.images(), IntStream.range(0, 60).toArray())
                        .meanNumber()
                        .doubleValue())
                .isCloseTo(0, within(1e-5));
    }

    @Test
    void theLearningRateFallsFromTheFirstEpochToTheLast() {
        var schedule = CosineAnnealing.from(0.05, 4);

        // 0.05 * (1 + cos(pi * e / 4)) / 2 by hand: cos is 1, sqrt(1/2), 0, -sqrt(1/2).
        assertThat(schedule.valueAt(0, 0)).isEqualTo(0.05);
        assertThat(schedule.valueAt(99, 1)).isCloseTo(0.0426777, within(1e-7));
        assertThat(schedule.valueAt(0, 2)).isCloseTo(0.025, within(1e-12));
        assertThat(schedule.valueAt(0, 3)).isCloseTo(0.0073223, within(1e-7));
    }

    @Test
    void impossibleCommandsLeaveNothingBehind() {
        Path out = folder.resolve("report");
        for (String wrong : List.of("--images=7", "--seeds=1", "--epochs=0")) {
            StringWriter errors = new StringWriter();
            int exitCode = new CommandLine(new DemoCommand())
                    .setErr(new PrintWriter(errors))
                    .execute("--out=" + out, "--quiet", wrong);
            assertThat(exitCode).isNotZero();
            assertThat(errors.toString()).contains("must be");
        }
        assertThat(Files.exists(out)).isFalse();
    }
}
