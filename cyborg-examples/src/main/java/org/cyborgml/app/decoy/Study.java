package org.cyborgml.app.decoy;

import com.google.common.base.Stopwatch;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.cyborgml.app.console.Progress;
import org.cyborgml.training.TrainingSamples;

/**
 * Trains and tests every arm with every seed, and keeps each as it ends.
 *
 * <p>A seed gives the first weights, the order of the batches and the patches of training and validation images, alike for
 * all arms; the test sets are the same throughout. So a training's numbers depend on its arm, its seed and the settings
 * alone, not on the other trainings, their order, or an interruption before.
 */
final class Study {

    private final StudySettings settings;
    private final StudyData data;
    private final StudyFiles files;
    private final Progress progress;
    private final StudyMaps maps;
    private final StudyTests tests;
    private final GreyImages followed;

    Study(StudySettings settings, StudyData data, StudyFiles files, Progress progress) throws IOException {
        this.settings = settings;
        this.data = data;
        this.files = files;
        this.progress = progress;
        this.maps = new StudyMaps(data.train(), LocalNetwork.GRID);
        this.tests = new StudyTests(data.test());
        this.followed = tests.followed();
    }

    /**
     * Does what is not done yet, all arms of a seed before the next seed.
     *
     * @return the number of trainings
     */
    int run(List<Arm> arms, List<Long> seeds, Lanes lanes) throws IOException {
        List<StudyTrial> done = files.trials();
        List<Callable<Void>> work = new ArrayList<>();
        for (long seed : seeds) {
            for (Arm arm : arms) {
                if (done.stream().noneMatch(trial -> trial.isOf(arm.name(), seed))) {
                    work.add(() -> {
                        train(arm, seed);
                        progress.ended(arm.title() + ", seed " + seed);
                        return null;
                    });
                }
            }
        }
        progress.begin(work.size(), work.size() * images());
        if (!work.isEmpty()) {
            lanes.all(work);
            files.deleteUnderWay();
        }
        return work.size();
    }

    /** Images that go through a network in one training with its tests. */
    private long images() {
        long perEpoch = (long) data.train().size() + data.validation().size() + followed.size();
        return settings.epochs() * perEpoch + tests.images();
    }

    private void train(Arm arm, long seed) throws IOException {
        Stopwatch watch = Stopwatch.createStarted();
        Path folder = files.underWay(arm.name(), seed);
        DecoyProtocol protocol = new DecoyProtocol(seed);
        DecoyImages train = arm.isDecoy() ? protocol.training(data.train()) : unpatched(data.train());
        DecoyImages validation = arm.isDecoy() ? protocol.validation(data.validation()) : unpatched(data.validation());
        PixelScaling scaling = PixelScaling.of(train.images());
        TrialTraining.Trained trained;
        try (TrainingSamples samples = StudySamples.of(
                settings.set().classes(), train.images(), maps.of(arm, train, seed), validation.images(), scaling)) {
            trained =
                    new TrialTraining(folder, settings.training(arm, seed), samples, scaling, followed, progress).run();
        }
        StudyTests.Tested tested = tests.test(trained.network(), scaling, progress);
        trained.network().close();
        List<StudyTrial.EpochRow> epochs = trained.epochs();
        StudyTrial.EpochRow last = epochs.get(epochs.size() - 1);
        Map<Column, Double> values = tested.values();
        values.put(Column.CROSS_ENTROPY, last.crossEntropy());
        values.put(Column.SALIENCY, last.saliency());
        values.put(Column.VALIDATION_ACCURACY, last.validationAccuracy());
        values.put(Column.SECONDS, watch.elapsed(TimeUnit.MILLISECONDS) / 1000.0);
        files.add(
                new StudyTrial(arm.name(), seed, values, epochs),
                tests.shown(),
                new Overlays.Network(arm.name(), seed, tested.views()));
        MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }

    private static DecoyImages unpatched(GreyImages clean) {
        return DecoyImages.of(clean, Collections.nCopies(clean.size(), Optional.empty()));
    }

    /** So many seeds from the first one on. */
    static List<Long> seeds(long first, int count) {
        return IntStream.range(0, count).mapToObj(i -> first + i).toList();
    }
}
