package org.cyborgml.app.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.app.sharing.Lease;
import org.cyborgml.app.sharing.Leases;
import org.cyborgml.app.sharing.Shard;
import org.cyborgml.saliency.file.FolderLock;

/**
 * Runs an experiment: all trials that are not finished. A run that was stopped continues from the last whole epoch when it is
 * started again, and gives the results of one that was not stopped. Immutable.
 */
public final class ExperimentRun {

    private final Experiment experiment;
    private final Path root;
    private final ExperimentFolder out;
    private final ExperimentProgress progress;
    private final String command;
    private final Optional<Lanes> lanes;
    private final Optional<Sharing> sharing;

    private ExperimentRun(
            Experiment experiment,
            Path root,
            ExperimentFolder out,
            ExperimentProgress progress,
            String command,
            Optional<Lanes> lanes,
            Optional<Sharing> sharing) {
        this.experiment = experiment;
        this.root = root;
        this.out = out;
        this.progress = progress;
        this.command = command;
        this.lanes = lanes;
        this.sharing = sharing;
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
                experiment,
                root,
                ExperimentFolder.of(out),
                ExperimentProgress.NONE,
                "Java program",
                Optional.empty(),
                Optional.empty());
    }

    /** The same run, observed. */
    public ExperimentRun withProgress(ExperimentProgress observer) {
        return new ExperimentRun(experiment, root, out, observer, command, lanes, sharing);
    }

    /** The same run, with what started it. */
    public ExperimentRun withCommand(String line) {
        return new ExperimentRun(experiment, root, out, progress, line, lanes, sharing);
    }

    /** The same run with trials side by side; they run in turn, each with all that the machine has, if this is not set. */
    public ExperimentRun withLanes(Lanes sideBySide) {
        return new ExperimentRun(experiment, root, out, progress, command, Optional.of(sideBySide), sharing);
    }

    /**
     * The same run, shared with other processes that are given the same experiment and folder: each does what none of the others
     * does. It has the folder for itself if this is not set.
     */
    public ExperimentRun withSharing(Sharing among) {
        return new ExperimentRun(experiment, root, out, progress, command, lanes, Optional.of(among));
    }

    /**
     * Runs all trials that are not finished.
     *
     * @throws IOException if the plan does not pass its check or is not that of the folder, another process uses the
     *     folder, or a file cannot be written; a trial that fails does not throw
     */
    public TrialScheduler.Outcome run() throws IOException {
        return sharing.isPresent() ? runShared(sharing.get()) : runAlone();
    }

    private TrialScheduler.Outcome runAlone() throws IOException {
        try (FolderLock lock = FolderLock.take(out.path())) {
            requireNoOthers();
            ExperimentFiles files = new ExperimentFiles(experiment, root);
            ExperimentStart start = new ExperimentStart(experiment, files, out, command, progress);
            start.requireSamePlan();
            deleteUnfinishedFiles();
            CommonFiles common = CommonFiles.alone();
            try (ExperimentTrials trials = trials(files, Shard.WHOLE, folder -> common)) {
                TrialScheduler scheduler = new TrialScheduler(trials, progress);
                bringBack(trials);
                List<Trial> open = checked(scheduler);
                start.begin();
                return run(scheduler, open);
            }
        }
    }

    private TrialScheduler.Outcome runShared(Sharing among) throws IOException {
        try (FolderLock lock = FolderLock.share(out.path());
                Leases leases = Leases.open(out.leases(), among.silence())) {
            ExperimentFiles files = new ExperimentFiles(experiment, root);
            ExperimentStart start = new ExperimentStart(experiment, files, out, command, progress);
            start.requireSamePlan();
            try (ExperimentTrials trials =
                    trials(files, among.shard(), folder -> new SharedFiles(leases, out.path(), folder.path()))) {
                SharedTrials claims = new SharedTrials(trials, leases, among.failed(), progress);
                TrialScheduler scheduler = new TrialScheduler(trials, claims, progress);
                List<Trial> open = checked(scheduler);
                try (Lease lease = leases.await("experiment", () -> false).orElseThrow()) {
                    start.requireSamePlan();
                    start.begin();
                }
                return run(scheduler, open);
            }
        }
    }

    private ExperimentTrials trials(ExperimentFiles files, Shard shard, Function<TrialFolder, CommonFiles> common)
            throws IOException {
        for (Scenario scenario : experiment.scenarios()) {
            files.notGiven(scenario)
                    .ifPresent(what -> progress.onStage("left out: " + scenario.title() + ", since " + what));
        }
        return new ExperimentTrials(
                experiment, files, out, lanes.map(Lanes::count).orElse(1), shard, common);
    }

    /** The trials that are not finished; if there are any, the plan has passed its check. */
    private List<Trial> checked(TrialScheduler scheduler) throws IOException {
        List<Trial> open = scheduler.open();
        if (!open.isEmpty()) {
            progress.onStage("checking the plan and its files");
            PlanCheck.of(experiment, root)
                    .withOut(out.path())
                    .withProgress((done, total, image) -> progress.onChecked(done, total))
                    .check()
                    .requirePassed("the plan");
        }
        return open;
    }

    private TrialScheduler.Outcome run(TrialScheduler scheduler, List<Trial> open) throws IOException {
        return lanes.isPresent() ? scheduler.run(open, lanes.get()) : scheduler.runInTurn(open);
    }

    /** Processes that shared the folder and were killed hold leases of trials, and nobody else can see that they are dead. */
    private void requireNoOthers() throws IOException {
        if (!Files.isDirectory(out.leases())) {
            return;
        }
        try (Leases leases = Leases.open(out.leases(), Sharing.withDefaults().silence())) {
            leases.requireAllFree();
        }
    }

    /** Continues what processes that shared the folder have left. */
    private void bringBack(ExperimentTrials trials) throws IOException {
        if (!Files.isDirectory(out.leases())) {
            return;
        }
        for (Trial trial : trials.trials()) {
            new WorkFolders(out.trial(trial).path()).bringBack(trials.isFinished(trial));
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
                TrialFolder files = folder.trial(trial);
                if (ExperimentTrials.isFinished(experiment, trial, files)) {
                    JsonFiles.write(files.resultFile(), new TrialResults(folder, experiment).of(trial, files));
                    made++;
                }
            }
            return made;
        }
    }
}
