package org.cyborgml.examples.demo;

import com.google.common.base.Stopwatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.cyborgml.examples.demo.DemoResults.Grid;
import org.cyborgml.examples.demo.DemoResults.Roc;
import org.cyborgml.examples.demo.DemoResults.Run;
import org.cyborgml.examples.demo.DemoResults.Sample;
import org.cyborgml.examples.demo.DemoResults.Scenario;
import org.cyborgml.examples.demo.DemoResults.TestValues;
import org.cyborgml.examples.demo.DemoResults.View;
import org.cyborgml.head.CyborgHead;
import org.cyborgml.metrics.PixelMask;
import org.cyborgml.metrics.RocBand;
import org.cyborgml.metrics.RocCurve;
import org.cyborgml.metrics.RunSummary;
import org.cyborgml.saliency.map.CamGrid;
import org.cyborgml.saliency.map.MeanMapAccumulator;
import org.cyborgml.saliency.map.SaliencyMap;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Trains both scenarios over all seeds, tests every network on every test set and gathers the results. */
final class DemoExperiment {

    private static final List<String> NAMES = List.of("Classical", "CYBORG");
    private static final int ROC_POINTS = 101;

    private final DemoSettings settings;
    private final Architecture architecture;
    private final FashionMnist data;
    private final Progress progress;

    private final DecoyProtocol protocol;
    private final GarmentMaps garments;
    private final String network;
    private final long parameters;

    DemoExperiment(DemoSettings settings, Architecture architecture, FashionMnist data, Progress progress) {
        this.settings = settings;
        this.architecture = architecture;
        this.data = data;
        this.progress = progress;
        this.protocol = new DecoyProtocol(settings.seed());
        ComputationGraph untrained = Training.fresh(architecture, settings, 1, settings.seed());
        int side = data.train().side();
        INDArray maps = untrained
                .output(
                        List.of(CyborgHead.SALIENCY),
                        false,
                        new INDArray[] {PixelScaling.of(data.validation()).batch(data.validation(), 0)},
                        null)[0];
        CamGrid grid = new CamGrid((int) maps.size(2), (int) maps.size(1));
        this.garments = new GarmentMaps(grid);
        this.parameters = untrained.numParams();
        this.network = "small_cnn, images of " + side + "x" + side + " pixels, CAM of " + grid.width() + "x"
                + grid.height() + " cells";
    }

    /** What one run leaves for the scenario. */
    private record Finished(Run run, Map<TestSet, RocCurve> curves, List<View> views) {}

    DemoResults run(String command) throws IOException {
        Stopwatch watch = Stopwatch.createStarted();
        DecoyImages train = protocol.training(data.train());
        Map<TestSet, TestImages> tests = tests();
        TestImages main = Objects.requireNonNull(tests.get(TestSet.RANDOM_VALUE));
        PixelScaling scaling = PixelScaling.of(train.images());
        Training training = new Training(
                settings,
                architecture,
                new TrainingSet(train.images(), garments.onGrid(data.train()), scaling, FashionMnist.CLASSES.size()),
                train.select(firstTraining()).images(),
                protocol.validation(data.validation()).images());
        progress.begin(settings.seeds() * NAMES.size(), work());
        List<List<Finished>> finished = List.of(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < settings.seeds(); i++) {
            for (int s = 0; s < NAMES.size(); s++) {
                long seed = settings.seed() + i;
                progress.run(NAMES.get(s) + ", seed " + seed);
                finished.get(s).add(run(training, alpha(s), seed, tests, scaling));
            }
        }
        List<Scenario> scenarios = new ArrayList<>();
        for (int s = 0; s < NAMES.size(); s++) {
            scenarios.add(scenario(s, finished.get(s)));
        }
        return new DemoResults(
                DemoResults.LAYOUT,
                new Provenances(data, network, parameters).of(command, watch.elapsed(TimeUnit.MILLISECONDS) / 1000.0),
                settings,
                FashionMnist.CLASSES,
                new Examples(garments).of(tests),
                meanMap(main.maps()),
                scenarios,
                Comparisons.of(scenarios.get(0), scenarios.get(1)),
                samples(main, finished));
    }

    private double alpha(int scenario) {
        return scenario == 0 ? 1 : settings.alpha();
    }

    private long work() {
        long perEpoch = data.train().size() + 2L * data.validation().size();
        long perRun = settings.epochs() * perEpoch
                + (long) TestSet.values().length * data.test().size();
        return perRun * settings.seeds() * NAMES.size();
    }

    private List<Integer> firstTraining() {
        int count = Math.min(data.train().size(), data.validation().size());
        return IntStream.range(0, count).boxed().toList();
    }

    private Map<TestSet, TestImages> tests() throws IOException {
        LabelledImages clean = data.test();
        List<SaliencyMap> maps = garments.onGrid(clean);
        List<PixelMask> masks = IntStream.range(0, clean.size())
                .mapToObj(i -> PixelMask.of(
                        clean.side(), clean.side(), GarmentMaps.mask(clean, i).toArray()))
                .toList();
        Map<TestSet, TestImages> tests = new EnumMap<>(TestSet.class);
        for (TestSet set : TestSet.values()) {
            tests.put(set, new TestImages(protocol.test(clean, set), maps, masks));
        }
        return tests;
    }

    private Finished run(
            Training training, double alpha, long seed, Map<TestSet, TestImages> tests, PixelScaling scaling) {
        Stopwatch watch = Stopwatch.createStarted();
        Training.Trained trained = training.train(alpha, seed, progress);
        List<TestValues> values = new ArrayList<>();
        Map<TestSet, RocCurve> curves = new EnumMap<>(TestSet.class);
        SaliencyMap meanCam = null;
        List<View> views = List.of();
        for (Map.Entry<TestSet, TestImages> test : tests.entrySet()) {
            Predictions predictions =
                    Predictions.of(trained.network(), test.getValue().decoys().images(), scaling, progress);
            TestScore score = TestScore.of(test.getValue(), predictions);
            values.add(new TestValues(test.getKey(), score.metrics()));
            curves.put(test.getKey(), score.roc());
            if (test.getKey() == TestSet.RANDOM_VALUE) {
                meanCam = score.meanCam();
                views = Examples.firstOfClasses(data.test()).stream()
                        .map(i -> view(predictions, i))
                        .toList();
            }
        }
        trained.network().close();
        Run run = new Run(
                seed,
                watch.elapsed(TimeUnit.MILLISECONDS) / 1000.0,
                trained.epochs(),
                values,
                Grid.of(Objects.requireNonNull(meanCam)));
        return new Finished(run, curves, views);
    }

    private static View view(Predictions predictions, int image) {
        int predicted = predictions.predicted().get(image);
        return new View(
                predicted,
                predictions.probabilities().get(image)[predicted],
                Grid.of(predictions.cams().get(image)));
    }

    private Scenario scenario(int index, List<Finished> finished) {
        List<Roc> roc = new ArrayList<>();
        for (TestSet set : TestSet.values()) {
            roc.add(band(set, finished.stream().map(f -> f.curves().get(set)).toList()));
        }
        List<Run> runs = finished.stream().map(Finished::run).toList();
        Grid meanCam = meanMap(runs.stream().map(run -> run.meanCam().toMap()).toList());
        return new Scenario(NAMES.get(index), alpha(index), runs, roc, meanCam);
    }

    private static Roc band(TestSet set, List<RocCurve> curves) {
        RocBand band = RocBand.of(curves, ROC_POINTS);
        List<Double> truePositive = new ArrayList<>();
        List<Double> falsePositive = new ArrayList<>();
        List<Double> deviation = new ArrayList<>();
        for (int i = 0; i < band.size(); i++) {
            RunSummary rate = band.falsePositiveRate(i);
            truePositive.add(band.truePositiveRate(i));
            falsePositive.add(rate.mean());
            deviation.add(rate.standardDeviation());
        }
        return new Roc(set, truePositive, falsePositive, deviation);
    }

    private static Grid meanMap(List<SaliencyMap> maps) {
        MeanMapAccumulator mean = new MeanMapAccumulator();
        maps.forEach(mean::add);
        return Grid.of(mean.mean());
    }

    private List<Sample> samples(TestImages test, List<List<Finished>> finished) {
        List<Integer> chosen = Examples.firstOfClasses(data.test());
        List<Sample> samples = new ArrayList<>();
        for (int k = 0; k < chosen.size(); k++) {
            int image = chosen.get(k);
            int at = k;
            List<View> views = finished.stream()
                    .map(scenario -> scenario.get(0).views().get(at))
                    .toList();
            samples.add(Examples.sample(test, image, views));
        }
        return samples;
    }
}
