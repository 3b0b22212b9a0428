package org.cyborgml.app.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.data.DataException;
import org.cyborgml.data.ImageFolder;
import org.cyborgml.data.LabelledImage;
import org.cyborgml.data.MapWeights;
import org.cyborgml.data.SampleSet;
import org.cyborgml.data.Split;
import org.cyborgml.models.checkpoint.CheckpointException;
import org.cyborgml.saliency.file.FileHash;
import org.cyborgml.scoring.LogitColumns;
import org.cyborgml.scoring.Scorer;
import org.cyborgml.scoring.ScoringResult;
import org.cyborgml.training.EpochTest;
import org.cyborgml.training.NetworkNotes;
import org.cyborgml.training.TrainingSamples;
import org.cyborgml.training.TrainingSettings;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/**
 * One trial: trains, tests, measures, and leaves {@code result.json} last. What is there already is not done again: whole
 * epochs, test sets that are scored.
 */
final class TrialRun {

    private static final Duration NOTED_EVERY = Duration.ofSeconds(5);

    private final Experiment experiment;
    private final ExperimentFiles files;
    private final ExperimentFolder out;
    private final BackboneContext context;
    private final Trial trial;
    private final TrialFolder folder;
    private final TrainingSettings settings;
    private final TrialMonitor monitor;

    TrialRun(
            Experiment experiment,
            ExperimentFiles files,
            ExperimentFolder out,
            BackboneContext context,
            Trial trial,
            TrialFolder folder,
            TrialMonitor monitor) {
        this.experiment = experiment;
        this.files = files;
        this.out = out;
        this.context = context;
        this.trial = trial;
        this.folder = folder;
        this.settings = experiment.settings(trial);
        this.monitor = monitor;
    }

    /**
     * Tells whether nothing is left to do: all images are scored, or the trained network that could score them was thrown away
     * since, and the result has all test sets.
     */
    static boolean isFinished(Experiment experiment, TrialFolder folder) throws IOException {
        Optional<TrialResult> result = folder.usableResult();
        if (result.isEmpty()) {
            return false;
        }
        boolean isThrownAway = !Files.exists(folder.training().finalModel())
                && experiment.testSets().stream()
                        .allMatch(test -> result.get().test().containsKey(test.id()));
        return isThrownAway || missing(experiment, folder).isEmpty();
    }

    /** The images that have yet to go through the trained network: training images and test sets. */
    private static List<ImageSet> missing(Experiment experiment, TrialFolder folder) {
        return ImageSet.of(experiment).stream()
                .filter(images ->
                        !Files.exists(folder.camFile(images.id())) || !Files.exists(folder.scores(images.id())))
                .toList();
    }

    /** The work of a trial of which nothing is done. */
    static TrialWork work(Experiment experiment, ExperimentFiles files, Trial trial) throws IOException {
        int train = files.trained(trial.scenario());
        int validation = files.images(trial.scenario(), Split.TEST).size();
        TrainingSettings settings = experiment.settings(trial);
        double epoch = TrialTraining.workOfEpoch(train, validation, epochTestWork(experiment, files));
        double taught = experiment.teacher(trial).isPresent() ? train : 0;
        return TrialWork.ofTraining(
                settings, taught + settings.epochs() * epoch + scoringWork(files, ImageSet.of(experiment)));
    }

    private static double scoringWork(ExperimentFiles files, List<ImageSet> sets) throws IOException {
        double work = 0;
        for (ImageSet set : sets) {
            work += set.images(files).size();
        }
        return work;
    }

    TrialResult run() throws IOException {
        if (folder.usableResult().isEmpty()) {
            train();
        }
        score();
        for (ImageSet set : ImageSet.of(experiment)) {
            Files.deleteIfExists(sumsFile(set));
        }
        TrialResult result = new TrialResults(out, experiment).of(trial, folder);
        JsonFiles.write(folder.resultFile(), result);
        // Nothing goes on from here any more, and this file is two thirds of what a trial takes on disk.
        folder.training().deleteCurrent();
        return result;
    }

    private void train() throws IOException {
        Scenario scenario = trial.scenario();
        String csv = experiment.csv(scenario);
        Optional<Trial> teacher = experiment.teacher(trial);
        Map<String, Object> provenance;
        @Nullable String maps;
        if (teacher.isPresent()) {
            TeacherMaps.Made made =
                    new TeacherMaps(experiment, files, out, context).madeFor(trial, folder, teacher.get(), monitor);
            maps = folder.taughtMaps().toAbsolutePath().toString();
            provenance = provenance(csv, "CAMs of " + teacher.get());
            provenance.put("teacher", made.weights());
        } else {
            maps = scenario.maps() == null ? null : experiment.data().folder(scenario.maps());
            provenance = provenance(csv, maps);
        }
        SampleSet train = context.samples(csv, Split.TRAIN, maps)
                .withShare(Objects.requireNonNullElse(scenario.imageShare(), 1.0), trial.seed())
                .withMapShare(scenario.mapShare(), trial.seed());
        Optional<String> weights = experiment.maps(scenario).flatMap(PlannedMaps::weightsFile);
        if (weights.isPresent()) {
            train = train.withMapWeights(MapWeights.read(files.resolve(weights.get())));
            provenance.put("map_weights", weights.get());
        }
        // A teacher makes maps of the images to train on alone.
        SampleSet validation = context.samples(csv, Split.TEST, teacher.isPresent() ? null : maps);
        new TrialTraining(
                        folder,
                        settings,
                        new TrainingSamples(train, validation, context.batches(settings, maps)),
                        () -> context.fresh(settings),
                        provenance,
                        epochTest(),
                        epochTestWork(experiment, files))
                .run(monitor, scoringWork(files, ImageSet.of(experiment)));
    }

    private EpochTest epochTest() {
        if (experiment.testedEpochs() == TestedEpochs.BEST) {
            return EpochTest.NONE;
        }
        TestPass tests = new TestPass(experiment, files, context, settings.batch());
        return (epoch, network) -> folder.write(EpochTests.of(folder).with(epoch, tests.metrics(network)));
    }

    private static double epochTestWork(Experiment experiment, ExperimentFiles files) throws IOException {
        return experiment.testedEpochs() == TestedEpochs.BEST
                ? 0
                : scoringWork(
                        files,
                        ImageSet.of(experiment).stream()
                                .filter(set -> set.test().isPresent())
                                .toList());
    }

    /** The same notes that {@code train} makes; paths as the plan has them, so that data may be moved. */
    private Map<String, Object> provenance(String csv, @Nullable String maps) {
        Backbone backbone = experiment.backbone(trial);
        Map<String, Object> notes = new LinkedHashMap<>();
        notes.put(NetworkNotes.ARCHITECTURE, backbone.arch().toString());
        notes.put(NetworkNotes.SIZE, backbone.size());
        notes.putAll(backbone.attentionChoice().notes());
        notes.putAll(context.padding().notes());
        notes.put("csv", csv);
        notes.put("images", experiment.data().images());
        notes.put("heatmaps", Objects.requireNonNullElse(maps, ""));
        notes.put("map_share", trial.scenario().mapShare());
        if (trial.scenario().imageShare() != null) {
            notes.put("image_share", trial.scenario().imageShare());
        }
        notes.put("weights", Objects.requireNonNullElse(backbone.weights(), ""));
        return notes;
    }

    private void score() throws IOException {
        List<ImageSet> open = new ArrayList<>(missing(experiment, folder));
        if (open.isEmpty()) {
            return;
        }
        ComputationGraph network = trained();
        String weights = FileHash.sha256(folder.training().finalModel());
        while (!open.isEmpty()) {
            score(open.remove(0), network, weights, scoringWork(files, open));
        }
    }

    private ComputationGraph trained() throws IOException {
        try {
            return context.trained(settings, folder);
        } catch (CheckpointException e) {
            throw new DataException(e.getMessage() + ": put back a copy of the file, or delete the folder "
                    + folder.path() + " to do this trial again");
        }
    }

    private void score(ImageSet set, ComputationGraph network, String weights, double workAfter) throws IOException {
        List<String> paths = set.images(files).stream().map(LabelledImage::path).toList();
        Path scores = folder.scores(set.id());
        Files.createDirectories(Objects.requireNonNull(scores.getParent()));
        String maps = set.maps(experiment);
        CamSums sums =
                new CamSums(sumsFile(set), context.grid(), maps == null ? null : context.mapFolder(maps), NOTED_EVERY);
        Scorer scorer = Scorer.builder(network, context.input(), context.classes())
                .batch(settings.batch())
                .logits(LogitColumns.WRITTEN)
                .build();
        monitor.begin();
        ScoringResult result = scorer.score(
                ImageFolder.open(set.root(files)),
                paths,
                scores,
                "weights " + weights,
                (done, total) -> monitor.onScored(set.id(), done, total, workAfter),
                sums);
        if (!result.failures().isEmpty()) {
            Files.delete(scores);
            Files.deleteIfExists(sumsFile(set));
            throw new DataException(result.failures().size() + " images of " + set.id() + " cannot be used, the first: "
                    + result.failures().get(0));
        }
        // The presence of this file says that the set is done, so it comes behind the scores.
        JsonFiles.write(folder.camFile(set.id()), sums.complete());
    }

    private Path sumsFile(ImageSet set) {
        return folder.path().resolve("cams").resolve(set.id() + ".sums.json");
    }
}
