package org.cyborgml.app.decoy;

import com.google.common.base.Stopwatch;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.cyborgml.app.experiment.EpochValues;
import org.cyborgml.app.experiment.ExperimentProgress;
import org.cyborgml.app.experiment.Lanes;
import org.cyborgml.app.experiment.Trial;
import org.cyborgml.app.experiment.TrialFolder;
import org.cyborgml.app.experiment.TrialMonitor;
import org.cyborgml.app.experiment.TrialPlan;
import org.cyborgml.app.experiment.TrialScheduler;
import org.cyborgml.app.experiment.TrialTraining;
import org.cyborgml.app.experiment.TrialWork;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.data.DataException;
import org.cyborgml.data.InputFormat;
import org.cyborgml.saliency.file.FolderLock;
import org.cyborgml.training.TrainingSamples;
import org.cyborgml.training.TrainingSettings;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The plan of a study on decoy images: every arm with every seed, on images in memory.
 *
 * <p>A seed gives the first weights, the order of the batches and the patches of training and validation images, alike for
 * all arms; the test sets are the same throughout. So a training's numbers depend on its arm, its seed and the settings
 * alone, not on the other trainings, their order, or an interruption before.
 */
final class Study implements TrialPlan {

    private final StudySettings settings;
    private final StudyData data;
    private final List<Trial> trials;
    private final StudyFiles files;
    private final StudyMaps maps;
    private final StudyTests tests;
    private final GreyImages followed;

    private Study(StudySettings settings, StudyData data, List<Trial> trials, StudyFiles files) throws IOException {
        this.settings = settings;
        this.data = data;
        this.trials = trials;
        this.files = files;
        this.maps = new StudyMaps(data.train(), LocalNetwork.GRID);
        this.tests = new StudyTests(data.test());
        this.followed = tests.followed();
    }

    /**
     * Trains and tests what is not done yet in the folder of a study, all arms of a seed before the next seed.
     *
     * @throws IOException if the folder holds a study with other settings, or another process uses it; or if a training
     *     failed, when the others are done
     */
    static TrialScheduler.Outcome run(
            StudySettings settings,
            StudyData data,
            Path out,
            List<Arm> arms,
            List<Long> seeds,
            Lanes lanes,
            ExperimentProgress progress)
            throws IOException {
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < seeds.size(); i++) {
            for (Arm arm : arms) {
                trials.add(new Trial("decoy", arm.scenario(), i + 1, seeds.get(i)));
            }
        }
        try (FolderLock lock = FolderLock.take(out)) {
            StudyFiles files = StudyFiles.open(out, settings);
            progress.onStage(arms.size() + " arms, " + seeds.size() + " seeds, "
                    + files.trials().size() + " trainings done already");
            TrialScheduler.Outcome outcome =
                    new TrialScheduler(new Study(settings, data, trials, files), progress).run(lanes);
            files.deleteUnderWay();
            outcome.requireNoFailure();
            return outcome;
        }
    }

    @Override
    public List<Trial> trials() {
        return trials;
    }

    @Override
    public boolean isFinished(Trial trial, TrialFolder folder) {
        return files.trials().stream()
                .anyMatch(known -> known.isOf(trial.scenario().id(), trial.seed()));
    }

    @Override
    public TrialFolder folder(Trial trial) {
        return files.underWay(trial);
    }

    @Override
    public TrialWork work(Trial trial) {
        double epoch =
                TrialTraining.workOfEpoch(data.train().size(), data.validation().size(), followed.size());
        return TrialWork.exactly(settings.epochs() * epoch + tests.images());
    }

    @Override
    public String run(Trial trial, TrialFolder folder, TrialMonitor monitor) throws IOException {
        Stopwatch watch = Stopwatch.createStarted();
        Arm arm = Arms.one(trial.scenario().id());
        DecoyProtocol protocol = new DecoyProtocol(trial.seed());
        PatchRule rule = arm.isDecoy() ? PatchRule.AS_TRAINED : PatchRule.NO_PATCH;
        DecoyImages train = protocol.patched(DecoyProtocol.TRAINING, data.train(), rule);
        DecoyImages validation = protocol.patched(DecoyProtocol.VALIDATION, data.validation(), rule);
        InputFormat input = InputFormat.square(IdxImages.SIDE, train.images().normalisation());
        TrialTraining.Trained trained;
        try (TrainingSamples samples = StudySamples.of(
                settings.set().classes(),
                train.images(),
                maps.of(arm, train, trial.seed()),
                validation.images(),
                input)) {
            trained = training(trial, samples, input).run(monitor, tests.images());
        }
        ComputationGraph network = trained.network()
                .orElseThrow(() -> new DataException(folder(trial).path() + ": its training is over, but its"
                        + " current_model.zip is missing: delete the folder to train this again"));
        StudyTests.Tested tested = tests.test(network, input);
        monitor.onScored("test images", tests.images(), tests.images(), 0);
        network.close();
        List<StudyTrial.EpochRow> epochs = StudyTrial.EpochRow.of(
                trained.log(), train.size(), settings.batch(), followed(trial).values());
        StudyTrial.EpochRow last = epochs.get(epochs.size() - 1);
        Map<Column, Double> values = tested.values();
        values.put(Column.CROSS_ENTROPY, last.crossEntropy());
        values.put(Column.SALIENCY, last.saliency());
        values.put(Column.VALIDATION_ACCURACY, last.validationAccuracy());
        values.put(Column.SECONDS, watch.elapsed(TimeUnit.MILLISECONDS) / 1000.0);
        StudyTrial result = new StudyTrial(arm.name(), trial.seed(), values, epochs);
        files.add(result, tests.shown(), new Overlays.Network(arm.name(), trial.seed(), tested.views()));
        MoreFiles.deleteRecursively(folder(trial).path(), RecursiveDeleteOption.ALLOW_INSECURE);
        return "accuracy with patch values drawn at random " + Numbers.fixed(result.value(Column.RANDOM_VALUE), 3);
    }

    private TrialTraining training(Trial trial, TrainingSamples samples, InputFormat input) {
        TrainingSettings training = settings.training(trial.scenario(), trial.seed());
        return new TrialTraining(
                folder(trial),
                training,
                samples,
                () -> LocalNetwork.fresh(
                        training.loss(), training.updater(), training.weightDecay(), training.seed(), DataType.FLOAT),
                Map.of(),
                (epoch, network) -> follow(trial, epoch, Predictions.accuracy(network, followed, input)),
                followed.size());
    }

    private void follow(Trial trial, int epoch, double accuracy) throws IOException {
        EpochValues before = followed(trial);
        EpochValues.requireAllBefore(
                epoch, before.values().size(), followedFile(trial).toString());
        JsonFiles.write(followedFile(trial), before.with(epoch, accuracy));
    }

    private Path followedFile(Trial trial) {
        return folder(trial).path().resolve("followed.json");
    }

    /** Accuracy by epoch on the test images that are followed. */
    private EpochValues followed(Trial trial) throws IOException {
        return JsonFiles.readIfThere(
                        followedFile(trial),
                        EpochValues.class,
                        "delete the folder " + folder(trial).path() + " to train this again")
                .orElse(EpochValues.NONE);
    }

    /** So many seeds from the first one on. */
    static List<Long> seeds(long first, int count) {
        return IntStream.range(0, count).mapToObj(i -> first + i).toList();
    }
}
