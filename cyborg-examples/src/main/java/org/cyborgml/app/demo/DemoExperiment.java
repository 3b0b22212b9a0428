package org.cyborgml.app.demo;

import com.google.common.base.Stopwatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.cyborgml.app.console.Progress;
import org.cyborgml.app.decoy.DecoyImages;
import org.cyborgml.app.decoy.DecoyProtocol;
import org.cyborgml.app.decoy.Lanes;
import org.cyborgml.app.decoy.ObjectMaps;
import org.cyborgml.app.decoy.PixelScaling;
import org.cyborgml.app.decoy.TestSet;
import org.cyborgml.app.decoy.Tests;
import org.cyborgml.app.decoy.TrainingSet;
import org.cyborgml.app.demo.DemoResults.Scenario;
import org.cyborgml.models.Network;
import org.cyborgml.models.NetworkSummary;
import org.cyborgml.saliency.map.CamGrid;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Trains both scenarios over all seeds, tests every network on every test set and gathers the results. */
final class DemoExperiment {

    private static final List<String> NAMES = List.of("Classical", "CYBORG");

    private final DemoSettings settings;
    private final Architecture architecture;
    private final FashionMnist data;
    private final Progress progress;

    DemoExperiment(DemoSettings settings, Architecture architecture, FashionMnist data, Progress progress) {
        this.settings = settings;
        this.architecture = architecture;
        this.data = data;
        this.progress = progress;
    }

    /** What networks of this architecture are like. */
    private record Measured(CamGrid grid, long parameters) {}

    DemoResults run(String command) throws IOException {
        Stopwatch watch = Stopwatch.createStarted();
        Measured network = measured();
        ObjectMaps garments = new ObjectMaps(network.grid());
        DecoyProtocol protocol = new DecoyProtocol(settings.seed());
        Tests tests = new Tests(data.test(), protocol, garments);
        Training training = training(protocol, garments, network.grid());
        progress.begin(NAMES.size() * settings.seeds(), work(training, tests));
        List<List<FinishedRun>> finished = finished(training, tests);
        List<Scenario> scenarios = IntStream.range(0, NAMES.size())
                .mapToObj(s -> Scenarios.of(NAMES.get(s), alpha(s), finished.get(s)))
                .toList();
        Provenances provenances = new Provenances(data, describe(network.grid()), network.parameters());
        return new DemoResults(
                DemoResults.LAYOUT,
                provenances.of(command, watch.elapsed(TimeUnit.MILLISECONDS) / 1000.0),
                settings,
                FashionMnist.CLASSES,
                Examples.task(tests, garments),
                Scenarios.mean(tests.get(TestSet.RANDOM_VALUE).maps()),
                scenarios,
                Comparisons.of(scenarios.get(0), scenarios.get(1)),
                Examples.samples(
                        tests, finished.stream().map(runs -> runs.get(0)).toList()));
    }

    private Measured measured() {
        Network network = Training.network(architecture, settings, 1, settings.seed());
        return new Measured(network.camGrid(), NetworkSummary.of(network).parameters());
    }

    private String describe(CamGrid grid) {
        int side = data.train().side();
        return "small_cnn, images of " + side + "x" + side + " pixels, CAM of " + grid.width() + "x" + grid.height()
                + " cells";
    }

    private Training training(DecoyProtocol protocol, ObjectMaps garments, CamGrid grid) throws IOException {
        DecoyImages train = protocol.training(data.train());
        int seen = Math.min(data.train().size(), data.validation().size());
        return new Training(
                settings,
                new TrainingSet(
                        train.images(),
                        garments.onGrid(data.train()).stream().map(Optional::of).toList(),
                        grid,
                        PixelScaling.of(train.images())),
                train.images().select(IntStream.range(0, seen).boxed().toList()),
                protocol.validation(data.validation()).images());
    }

    private long work(Training training, Tests tests) {
        return (settings.epochs() * training.imagesPerEpoch() + tests.images()) * settings.seeds() * NAMES.size();
    }

    private double alpha(int scenario) {
        return scenario == 0 ? 1 : settings.alpha();
    }

    /** All runs, by scenario; the scenarios of a seed one after the other, so that they take the same time. */
    private List<List<FinishedRun>> finished(Training training, Tests tests) {
        List<Callable<FinishedRun>> work = new ArrayList<>();
        for (int i = 0; i < settings.seeds(); i++) {
            for (int s = 0; s < NAMES.size(); s++) {
                long seed = settings.seed() + i;
                double alpha = alpha(s);
                String name = NAMES.get(s) + ", seed " + seed;
                work.add(() -> {
                    ComputationGraph fresh = Training.fresh(architecture, settings, alpha, seed);
                    FinishedRun one = FinishedRun.of(fresh, training, tests, alpha, seed, progress);
                    progress.ended(name);
                    return one;
                });
            }
        }
        List<FinishedRun> all = Lanes.perCore().all(work);
        return IntStream.range(0, NAMES.size())
                .mapToObj(s -> IntStream.range(0, settings.seeds())
                        .mapToObj(i -> all.get(i * NAMES.size() + s))
                        .toList())
                .toList();
    }
}
