package org.cyborgml.app.experiment;

import com.google.common.primitives.Ints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.cyborgml.app.cams.MeanMap;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.app.files.TextFiles;
import org.cyborgml.app.provenance.Machine;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.DataException;
import org.cyborgml.data.LabelledImage;
import org.cyborgml.data.Split;
import org.cyborgml.saliency.batch.MapFolder;
import org.cyborgml.saliency.file.FolderLock;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.map.CamGrid;
import org.cyborgml.saliency.map.MeanMapAccumulator;
import org.jspecify.annotations.Nullable;

/**
 * Runs an experiment: all trials that are not finished. A run that was stopped continues from the last whole epoch when it is
 * started again, and gives the results of one that was not stopped. Immutable.
 */
public final class ExperimentRun {

    /** Fine enough to look at beside the mean CAMs of every backbone. */
    private static final CamGrid MEAN_MAP_GRID = new CamGrid(56, 56);

    private final Experiment experiment;
    private final Path root;
    private final ExperimentFolder out;
    private final ExperimentProgress progress;
    private final String command;
    private final Optional<Lanes> lanes;

    private ExperimentRun(
            Experiment experiment,
            Path root,
            ExperimentFolder out,
            ExperimentProgress progress,
            String command,
            Optional<Lanes> lanes) {
        this.experiment = experiment;
        this.root = root;
        this.out = out;
        this.progress = progress;
        this.command = command;
        this.lanes = lanes;
    }

    /**
     * A run of an experiment.
     *
     * @param experiment what is to be done
     * @param root the folder that the experiment's paths are below
     * @param out where results go; what an earlier run of the same experiment left there is kept
     * @return the run
     */
    public static ExperimentRun of(Experiment experiment, Path root, Path out) {
        return new ExperimentRun(
                experiment, root, ExperimentFolder.of(out), ExperimentProgress.NONE, "Java program", Optional.empty());
    }

    /** The same run, observed. */
    public ExperimentRun withProgress(ExperimentProgress observer) {
        return new ExperimentRun(experiment, root, out, observer, command, lanes);
    }

    /** The same run, with what started it. */
    public ExperimentRun withCommand(String line) {
        return new ExperimentRun(experiment, root, out, progress, line, lanes);
    }

    /** The same run with trials side by side; they run in turn, each with all that the machine has, if this is not set. */
    public ExperimentRun withLanes(Lanes sideBySide) {
        return new ExperimentRun(experiment, root, out, progress, command, Optional.of(sideBySide));
    }

    /**
     * Runs all trials that are not finished.
     *
     * @throws IOException if the plan does not pass its check or is not that of the folder, another process uses the
     *     folder, or a file cannot be written; a trial that fails does not throw
     */
    public TrialScheduler.Outcome run() throws IOException {
        try (FolderLock lock = FolderLock.take(out.path())) {
            ExperimentFiles files = new ExperimentFiles(experiment, root);
            requireSamePlan();
            deleteUnfinishedFiles();
            for (Scenario scenario : experiment.scenarios()) {
                files.notGiven(scenario)
                        .ifPresent(what -> progress.onStage("left out: " + scenario.title() + ", since " + what));
            }
            try (Trials trials = new Trials(files)) {
                TrialScheduler scheduler = new TrialScheduler(trials, progress);
                List<Trial> open = scheduler.open();
                if (!open.isEmpty()) {
                    progress.onStage("checking the plan and its files");
                    PlanCheck.of(experiment, root)
                            .withOut(out.path())
                            .withProgress((done, total, image) -> progress.onChecked(done, total))
                            .check()
                            .requirePassed("the plan");
                }
                begin(files);
                return lanes.isPresent() ? scheduler.run(open, lanes.get()) : scheduler.runInTurn(open);
            }
        }
    }

    /** A process that was killed may have left files that it had not given their names. */
    private void deleteUnfinishedFiles() throws IOException {
        List<Path> unfinished;
        try (Stream<Path> all = Files.walk(out.path())) {
            unfinished = all.filter(Files::isRegularFile)
                    .filter(file -> {
                        String name = String.valueOf(file.getFileName());
                        return name.startsWith(".") && name.endsWith(".part");
                    })
                    .toList();
        }
        for (Path file : unfinished) {
            Files.delete(file);
        }
    }

    private void requireSamePlan() throws IOException {
        if (!out.isBegun()) {
            return;
        }
        Optional<String> difference = PlanDifference.between(out.read().plan(), experiment.toJson());
        if (difference.isPresent()) {
            throw new DataException(out.path() + ": was begun with another plan: " + difference.get()
                    + "; give another folder, or the plan as it was");
        }
    }

    /** Writes what describes the experiment, or adds to it what the plan was added. */
    private void begin(ExperimentFiles files) throws IOException {
        Optional<ExperimentRecord> before = out.isBegun() ? Optional.of(out.read()) : Optional.empty();
        Map<String, String> hashes = new LinkedHashMap<>(files.hashes());
        if (before.isPresent()) {
            for (Map.Entry<String, String> known :
                    before.get().provenance().data().entrySet()) {
                String now = hashes.get(known.getKey());
                if (now != null && !now.equals(known.getValue())) {
                    throw new DataException(files.resolve(known.getKey()) + ": has changed since the experiment in "
                            + out.path() + " was begun");
                }
            }
        }
        List<ExperimentRecord.ScenarioEntry> scenarios = new ArrayList<>();
        for (Scenario scenario : experiment.scenarios()) {
            scenarios.add(entry(files, scenario));
        }
        List<ExperimentRecord.TestSetEntry> tests = new ArrayList<>();
        for (TestSet test : experiment.testSets()) {
            tests.add(test(files, test));
        }
        out.write(new ExperimentRecord(
                experiment.name(),
                experiment.toJson(),
                experiment.backbones().stream()
                        .map(one -> new ExperimentRecord.BackboneEntry(one.id(), one.title()))
                        .toList(),
                scenarios,
                tests,
                experiment.runs(),
                experiment.seeds(),
                before.isPresent() ? before.get().meanHumanMap() : meanHumanMap(files),
                before.map(record -> record.provenance().withData(hashes)).orElseGet(() -> provenance(hashes)),
                files.classes().equals(ClassNames.FACES)
                        ? null
                        : files.classes().names()));
    }

    private ExperimentRecord.ScenarioEntry entry(ExperimentFiles files, Scenario scenario) throws IOException {
        return new ExperimentRecord.ScenarioEntry(
                scenario.id(),
                scenario.title(),
                scenario.alpha(),
                experiment.maps(scenario).map(PlannedMaps::inWords).orElse(null),
                experiment.isBaseline(scenario),
                scenario.isTrained()
                        ? null
                        : scenario.members().stream().allMatch(DetectorMember::isSameInEveryRun)
                                ? ExperimentRecord.DetectorRuns.ALL_THE_SAME
                                : ExperimentRecord.DetectorRuns.EACH_ITS_OWN,
                files.notGiven(scenario).orElse(null),
                scenario.imageShare() == null ? null : files.trained(scenario));
    }

    private ExperimentRecord.TestSetEntry test(ExperimentFiles files, TestSet test) throws IOException {
        List<LabelledImage> images = files.images(test);
        // Written every time: what is there may have been cut.
        Files.createDirectories(out.path().resolve("tests"));
        TextFiles.writeCsv(
                out.testFile(test.id()),
                images.stream()
                        .map(image -> List.of(image.split().word(), image.label(), image.path()))
                        .toList());
        ClassNames classes = files.classes();
        int[] counts = new int[classes.size()];
        images.forEach(image -> counts[classes.index(image.label())]++);
        boolean isBinary = counts.length == 2;
        return new ExperimentRecord.TestSetEntry(
                test.id(),
                test.title(),
                test.generator(),
                test.csv(),
                experiment.images(test),
                isBinary ? counts[0] : null,
                isBinary ? counts[1] : null,
                isBinary ? null : Ints.asList(counts),
                test.isMain() ? true : null);
    }

    private @Nullable MeanMap meanHumanMap(ExperimentFiles files) throws IOException {
        Optional<String> folder = experiment.data().agreementFolder();
        if (folder.isEmpty()) {
            return null;
        }
        progress.onStage("averaging the human maps");
        MapFolder maps = MapFolder.open(files.resolve(folder.get()));
        MeanMapAccumulator mean = new MeanMapAccumulator();
        for (LabelledImage image : files.images(experiment.data().csv(), Split.TRAIN)) {
            Optional<Raster> map = maps.read(image.path());
            map.ifPresent(raster -> mean.add(MEAN_MAP_GRID.downsize(raster)));
        }
        if (mean.count() == 0) {
            return null;
        }
        return MeanMap.of(mean);
    }

    private ExperimentRecord.Provenance provenance(Map<String, String> hashes) {
        return new ExperimentRecord.Provenance(
                command,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                Machine.versions(),
                Machine.hardware(),
                root.toAbsolutePath().normalize().toString(),
                hashes,
                Runtime.getRuntime().availableProcessors());
    }

    /** The trials, on files: those of a backbone follow each other, and share its context. */
    private final class Trials implements TrialPlan, AutoCloseable {

        private final ExperimentFiles files;
        private final List<Trial> given;

        /** Of each lane. */
        private final Map<Thread, BackboneContext> contexts = new ConcurrentHashMap<>();

        Trials(ExperimentFiles files) {
            this.files = files;
            this.given = files.givenTrials();
        }

        @Override
        public List<Trial> trials() {
            return given;
        }

        @Override
        public boolean isFinished(Trial trial) throws IOException {
            return isDone(experiment, out, trial);
        }

        @Override
        public Optional<Trial> teacher(Trial trial) {
            return experiment.teacher(trial);
        }

        @Override
        public TrialFolder folder(Trial trial) {
            return out.trial(trial);
        }

        @Override
        public TrialWork work(Trial trial) throws IOException {
            return trial.scenario().isTrained()
                    ? TrialRun.work(experiment, files, trial)
                    : DetectorTrial.work(experiment, files, trial);
        }

        @Override
        public String run(Trial trial, TrialMonitor monitor) throws IOException {
            if (!trial.scenario().isTrained()) {
                return new DetectorTrial(experiment, files, out, trial, monitor)
                        .run()
                        .inWords();
            }
            return new TrialRun(experiment, files, out, context(experiment.backbone(trial)), trial, monitor)
                    .run()
                    .inWords();
        }

        private BackboneContext context(Backbone backbone) throws IOException {
            BackboneContext known = contexts.get(Thread.currentThread());
            if (known != null) {
                if (known.isOf(backbone)) {
                    return known;
                }
                known.close();
            }
            BackboneContext fresh = new BackboneContext(
                    backbone,
                    files,
                    experiment.settings(backbone).precision(),
                    lanes.map(Lanes::count).orElse(1));
            contexts.put(Thread.currentThread(), fresh);
            return fresh;
        }

        @Override
        public void close() {
            contexts.values().forEach(BackboneContext::close);
            contexts.clear();
        }
    }

    private static boolean isDone(Experiment experiment, ExperimentFolder folder, Trial trial) throws IOException {
        return trial.scenario().isTrained()
                ? TrialRun.isFinished(experiment, folder, trial)
                : DetectorTrial.isFinished(experiment, folder, trial);
    }

    /**
     * Makes the results of all finished trials anew from the scores and CAM means that they kept, without network or images.
     *
     * @throws IOException if a file is missing or cannot be read
     */
    public static int evaluate(Path out) throws IOException {
        ExperimentFolder folder = ExperimentFolder.of(out);
        Experiment experiment = JsonFiles.MAPPER.treeToValue(folder.read().plan(), Experiment.class);
        try (FolderLock lock = FolderLock.take(out)) {
            int made = 0;
            for (Trial trial : experiment.trials()) {
                if (isDone(experiment, folder, trial)) {
                    JsonFiles.write(folder.trial(trial).resultFile(), new TrialResults(folder, experiment).of(trial));
                    made++;
                }
            }
            return made;
        }
    }
}
