package org.cyborgml.app.decoy;

import com.google.common.base.Stopwatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.cyborgml.app.console.Progress;
import org.cyborgml.optim.ClassicalMomentum;
import org.cyborgml.training.CosineAnnealing;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Trains and tests every arm with every seed, and keeps each as it ends.
 *
 * <p>A seed gives the first weights, the order of the batches and the patches of training and validation images, alike for
 * all arms; the test sets are the same throughout. So a training's numbers depend on its arm, its seed and the settings
 * alone, not on what else is run, in what order, or on an interruption before.
 */
final class Study {

    /** Of the test sets' patches. */
    private static final long TEST_SEED = 0;

    /** Test images by which accuracy is followed from epoch to epoch. */
    private static final int FOLLOWED = 1000;

    private final StudySettings settings;
    private final StudyData data;
    private final StudyFiles files;
    private final Progress progress;
    private final StudyMaps maps;
    private final Tests tests;
    private final LabelledImages followed;

    Study(StudySettings settings, StudyData data, StudyFiles files, Progress progress) throws IOException {
        this.settings = settings;
        this.data = data;
        this.files = files;
        this.progress = progress;
        this.maps = new StudyMaps(data.train(), LocalNetwork.GRID);
        this.tests = new Tests(data.test(), new DecoyProtocol(TEST_SEED), new ObjectMaps(LocalNetwork.GRID));
        LabelledImages random = tests.get(TestSet.RANDOM_VALUE).decoys().images();
        this.followed = random.perClass(0, FOLLOWED / IdxImages.CLASSES);
    }

    /**
     * Does what is not done yet, all arms of a seed before the next seed.
     *
     * @return how many trainings that were
     */
    int run(List<Arm> arms, List<Long> seeds, Lanes lanes) {
        List<Cell> done = files.cells();
        List<Callable<Void>> work = new ArrayList<>();
        for (long seed : seeds) {
            for (Arm arm : arms) {
                if (done.stream().noneMatch(cell -> cell.isOf(arm.name(), seed))) {
                    work.add(() -> {
                        files.add(trained(arm, seed));
                        progress.ended(arm.title() + ", seed " + seed);
                        return null;
                    });
                }
            }
        }
        progress.begin(work.size(), work.size() * images());
        if (!work.isEmpty()) {
            lanes.all(work);
        }
        return work.size();
    }

    /** Images that go through a network in one training with its tests. */
    private long images() {
        long perEpoch = (long) data.train().size() + data.validation().size() + followed.size();
        return settings.epochs() * perEpoch + tests.images();
    }

    private Cell trained(Arm arm, long seed) throws IOException {
        Stopwatch watch = Stopwatch.createStarted();
        DecoyProtocol protocol = new DecoyProtocol(seed);
        boolean isDecoy = arm.training() == Arm.Training.DECOY;
        DecoyImages train = isDecoy ? protocol.training(data.train()) : unpatched(data.train());
        DecoyImages validation = isDecoy ? protocol.validation(data.validation()) : unpatched(data.validation());
        PixelScaling scaling = PixelScaling.of(train.images());
        TrainingSet set = new TrainingSet(train.images(), maps.of(arm, train, seed), LocalNetwork.GRID, scaling);
        ComputationGraph network = LocalNetwork.fresh(
                arm.loss(),
                new ClassicalMomentum(
                        CosineAnnealing.from(settings.learningRate(), settings.epochs()), settings.momentum()),
                settings.weightDecay(),
                seed,
                DataType.FLOAT);
        List<Cell.Epoch> epochs = new ArrayList<>();
        SplittableRandom orders = Seeds.stream(seed, "batches");
        for (int epoch = 1; epoch <= settings.epochs(); epoch++) {
            TrainingPass pass = TrainingPass.run(network, set, set.order(orders), settings.batch(), progress);
            epochs.add(new Cell.Epoch(
                    epoch,
                    pass.crossEntropy(),
                    pass.saliency(),
                    Accuracy.of(network, validation.images(), scaling, progress),
                    Accuracy.of(network, followed, scaling, progress)));
        }
        Map<Column, Double> values = tested(network, scaling);
        network.close();
        Cell.Epoch last = epochs.get(epochs.size() - 1);
        values.put(Column.CROSS_ENTROPY, last.crossEntropy());
        values.put(Column.SALIENCY, last.saliency());
        values.put(Column.VALIDATION_ACCURACY, last.validationAccuracy());
        values.put(Column.SECONDS, watch.elapsed(TimeUnit.MILLISECONDS) / 1000.0);
        return new Cell(arm.name(), seed, values, epochs);
    }

    private static DecoyImages unpatched(LabelledImages clean) {
        return DecoyImages.of(clean, Collections.nCopies(clean.size(), Optional.empty()));
    }

    private Map<Column, Double> tested(ComputationGraph network, PixelScaling scaling) {
        Map<Column, Double> values = new EnumMap<>(Column.class);
        for (TestSet set : TestSet.values()) {
            TestImages test = tests.get(set);
            LabelledImages images = test.decoys().images();
            if (set == TestSet.RANDOM_VALUE) {
                Map<Metric, Double> metrics = TestScore.of(test, Predictions.of(network, images, scaling, progress))
                        .metrics();
                values.put(Column.RANDOM_VALUE, Objects.requireNonNull(metrics.get(Metric.ACCURACY)));
                values.put(Column.AUC, Objects.requireNonNull(metrics.get(Metric.AUC)));
                values.put(Column.CAM_CORRELATION, Objects.requireNonNull(metrics.get(Metric.CORRELATION)));
                values.put(Column.CAM_ON_OBJECT, Objects.requireNonNull(metrics.get(Metric.ENERGY_ON_GARMENT)));
                values.put(Column.CAM_ON_PATCH, Objects.requireNonNull(metrics.get(Metric.ENERGY_ON_PATCH)));
            } else {
                values.put(Column.ofAccuracy(set), Accuracy.of(network, images, scaling, progress));
            }
        }
        return values;
    }

    /** So many seeds from the first one on. */
    static List<Long> seeds(long first, int count) {
        return IntStream.range(0, count).mapToObj(i -> first + i).toList();
    }
}
