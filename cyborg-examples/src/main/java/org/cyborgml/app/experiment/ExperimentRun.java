package org.cyborgml.app.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.data.DataException;
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
            try (TrialsOnFiles trials = new TrialsOnFiles(
                    experiment, files, out, lanes.map(Lanes::count).orElse(1))) {
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
                new ExperimentDescription(experiment, files, out, progress, command).write();
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
                if (TrialsOnFiles.isFinished(experiment, folder, trial)) {
                    JsonFiles.write(folder.trial(trial).resultFile(), new TrialResults(folder, experiment).of(trial));
                    made++;
                }
            }
            return made;
        }
    }
}
