package org.cyborgml.app.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.app.sharing.Shard;
import org.cyborgml.data.ImageInspector;
import org.cyborgml.saliency.batch.BatchProgress;

/**
 * The trials of an experiment for processes that do not see each other's folders. One of them begins the experiment; any of them
 * does one trial at a time in a folder of its own, where the files of {@link #begin} and of the trial's teacher must be. To bring
 * files from one process to another is left to the caller.
 */
public final class RemoteTrials implements AutoCloseable {

    private final Experiment experiment;
    private final ExperimentFiles files;
    private final ExperimentFolder folder;
    private final ExperimentTrials trials;

    private RemoteTrials(Experiment experiment, Path root, Path folder, CommonFiles common) {
        this.experiment = experiment;
        this.files = new ExperimentFiles(experiment, root);
        this.folder = ExperimentFolder.of(folder);
        this.trials = new ExperimentTrials(experiment, files, this.folder, 1, Shard.WHOLE, place -> common);
    }

    /**
     * The trials of an experiment.
     *
     * @param experiment the plan
     * @param root the folder that the plan's paths are below
     * @param folder of this process, laid out as the experiment's
     * @param common files that trials share with those of other processes
     * @return the trials; to be closed
     */
    public static RemoteTrials of(Experiment experiment, Path root, Path folder, CommonFiles common) {
        return new RemoteTrials(experiment, root, folder, common);
    }

    /**
     * Reads a plan as {@link #json} wrote it.
     *
     * @param json the plan
     * @throws IOException if it is none
     */
    public static Experiment experiment(String json) throws IOException {
        return JsonFiles.MAPPER.readValue(json, Experiment.class);
    }

    /**
     * A plan as text, for other processes.
     *
     * @param experiment the plan
     */
    public static String json(Experiment experiment) {
        try {
            return JsonFiles.MAPPER.writeValueAsString(experiment.toJson());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All trials but those of optional detectors whose files are not there, in the order of the plan. */
    public List<Trial> trials() {
        return trials.trials();
    }

    /**
     * The trial of some name.
     *
     * @param name as {@link Trial#toString} has it
     * @throws IllegalArgumentException if there is none
     */
    public Trial named(String name) {
        return trials().stream()
                .filter(trial -> trial.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the plan has no trial " + name));
    }

    /**
     * The trial that must be finished before another one begins.
     *
     * @param student the other one
     * @return empty if it needs none
     */
    public Optional<Trial> teacher(Trial student) {
        return trials.teacher(student);
    }

    /**
     * Tells whether nothing is left to do of a trial.
     *
     * @param trial the trial
     * @param place folder of its files
     * @throws IOException if its result cannot be read
     */
    public boolean isFinished(Trial trial, TrialFolder place) throws IOException {
        return trials.isFinished(trial, place);
    }

    /** The place of a trial's files in this process's folder. */
    public TrialFolder place(Trial trial) {
        return folder.trial(trial);
    }

    /** Scenarios that are left out, since the files of their detectors are not there: a sentence of each. */
    public List<String> leftOut() {
        return experiment.scenarios().stream()
                .flatMap(scenario ->
                        files
                                .notGiven(scenario)
                                .map(what -> "left out: " + scenario.title() + ", since " + what)
                                .stream())
                .toList();
    }

    /**
     * Requires the plan to pass its check, and this process's folder to be empty or of the same plan.
     *
     * @param out where results go; its room is checked
     * @param inspector looks at image files
     * @param progress called after each image or map
     * @throws IOException if something would go wrong; the message names it
     */
    public void check(Path out, ImageInspector inspector, BatchProgress progress) throws IOException {
        start("", ExperimentProgress.NONE).requireSamePlan();
        PlanCheck.of(experiment, files.root())
                .withOut(out)
                .withInspector(inspector)
                .withProgress(progress)
                .check()
                .requirePassed("the plan");
    }

    /**
     * Writes the files that describe the experiment into this process's folder: {@code experiment.json} and {@code tests/}. Those
     * of an earlier beginning of the same experiment must be there.
     *
     * @param command what started it, as it would be given again
     * @param progress told what takes a while
     * @throws IOException if the folder is of another plan, or a file cannot be written
     */
    public void begin(String command, ExperimentProgress progress) throws IOException {
        ExperimentStart start = start(command, progress);
        start.requireSamePlan();
        start.begin();
    }

    private ExperimentStart start(String command, ExperimentProgress progress) {
        return new ExperimentStart(experiment, files, folder, command, progress);
    }

    /**
     * Does what is left of a trial, in its place in this process's folder.
     *
     * @param trial the trial; the results of its teacher must be in their place
     * @param watch asked and told while it is under way
     * @param progress listens
     * @return the reason for which it could not be finished, which is its own; empty if it is finished
     * @throws IOException if it could not be finished for a reason of this process, such as a full disk
     */
    public Optional<String> run(Trial trial, Watch watch, ExperimentProgress progress) throws IOException {
        TrialClaims claims = claimed -> Optional.of(new WatchedClaim(place(claimed), watch));
        TrialScheduler.Outcome outcome = new TrialScheduler(trials, claims, progress).runInTurn(List.of(trial));
        return Optional.ofNullable(outcome.failed().get(trial));
    }

    /** Watches a trial for the process that asked for it. */
    public interface Watch {

        /**
         * Requires the trial to be wanted still.
         *
         * @throws RuntimeException if it is not; that ends the trial
         */
        void requireWanted();

        /**
         * The trial has come further.
         *
         * @param words how far it is
         */
        void tell(String words);
    }

    /** A trial that nobody else does in its folder. */
    private static final class WatchedClaim extends TrialClaim {

        private final Watch watch;

        WatchedClaim(TrialFolder place, Watch watch) {
            super(place);
            this.watch = watch;
        }

        @Override
        TrialFolder folder() {
            return place();
        }

        @Override
        void requireHeld() {
            watch.requireWanted();
        }

        @Override
        void tell(String words) {
            watch.tell(words);
        }

        /** Does nothing: the driver, which asked for the trial, notes the failure. */
        @Override
        void fail(String reason) {}
    }

    @Override
    public void close() {
        trials.close();
    }
}
