package org.cyborgml.spark.experiment;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.cyborgml.app.console.Console;
import org.cyborgml.app.experiment.ExperimentProgress;
import org.cyborgml.app.experiment.RemoteTrials;
import org.cyborgml.app.experiment.Trial;
import org.cyborgml.app.experiment.TrialFailure;
import org.cyborgml.app.experiment.TrialFolder;
import org.cyborgml.app.experiment.TrialScheduler.Outcome;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.saliency.batch.BatchProgress;

/**
 * A run of an experiment by the driver: checks it, begins it, gives out its trials and commits what is finished. Not for several
 * threads.
 */
final class ExperimentDriver implements TrialJobs.Ends {

    private final JavaSparkContext spark;
    private final ExperimentSpec spec;
    private final RemoteTrials trials;
    private final Path folder;
    private final Path local;
    private final String command;
    private final Console console;
    private final ResultsClaim claim;
    private final Map<String, Trial> byName = new LinkedHashMap<>();
    private final Map<String, Integer> positions = new HashMap<>();
    private final Map<Trial, String> failed = new LinkedHashMap<>();
    private int finished;

    /**
     * A run.
     *
     * @param spec for executors
     * @param trials of the experiment, in {@code local}
     * @param folder of the results
     * @param local a folder of this machine, laid out as that of the results
     * @param command what started it
     * @param claim to the folder of the results
     */
    ExperimentDriver(
            JavaSparkContext spark,
            ExperimentSpec spec,
            RemoteTrials trials,
            Path folder,
            Path local,
            String command,
            Console console,
            ResultsClaim claim) {
        this.spark = spark;
        this.spec = spec;
        this.trials = trials;
        this.folder = folder;
        this.local = local;
        this.command = command;
        this.console = console;
        this.claim = claim;
        for (Trial trial : trials.trials()) {
            byName.put(trial.toString(), trial);
            positions.put(trial.toString(), byName.size());
        }
    }

    Outcome run() throws IOException {
        trials.leftOut().forEach(console::say);
        ExperimentDescription.copy(folder, local);
        List<Trial> open = open();
        if (!open.isEmpty()) {
            console.say("checking the plan and its files");
            BatchProgress checking = console.checking();
            trials.check(folder, new SparkInspector(spark, spec), checking);
        }
        trials.begin(command, stages());
        ExperimentDescription.copy(local, folder);
        doAll(open);
        if (failed.isEmpty() && open().isEmpty()) {
            deleteWork();
        }
        return new Outcome(finished, byName.size() - finished - failed.size(), failed);
    }

    private ExperimentProgress stages() {
        return new ExperimentProgress() {
            @Override
            public void onStage(String what) {
                console.say(what);
            }
        };
    }

    /** The trials that are not finished, when what an earlier driver left to be committed is. */
    private List<Trial> open() throws IOException {
        List<Trial> open = new ArrayList<>();
        for (Trial trial : trials.trials()) {
            if (isFinished(trial)) {
                continue;
            }
            published(trial).commit(place(trial));
            if (!isFinished(trial)) {
                open.add(trial);
            }
        }
        return open;
    }

    private Path place(Trial trial) {
        return ExperimentDescription.place(folder, trial.toString());
    }

    private boolean isFinished(Trial trial) throws IOException {
        return trials.isFinished(trial, TrialFolder.of(place(trial)));
    }

    private PublishedTrial published(Trial trial) {
        return new PublishedTrial(folder, trial.toString());
    }

    private void doAll(List<Trial> open) throws IOException {
        Map<String, String> teachers = new LinkedHashMap<>();
        Set<Trial> all = Set.copyOf(open);
        for (Trial trial : open) {
            trials.teacher(trial)
                    .filter(all::contains)
                    .ifPresent(teacher -> teachers.put(trial.toString(), teacher.toString()));
        }
        TrialWords state = new TrialWords();
        spark.sc().register(state, TrialWords.NAME);
        StateListener listener = new StateListener(this::show);
        spark.sc().addSparkListener(listener);
        try {
            new TrialJobs(spark, new TrialTask(spark.broadcast(spec), state))
                    .run(open.stream().map(Trial::toString).toList(), teachers, this);
        } finally {
            spark.sc().removeSparkListener(listener);
        }
    }

    private String label(String trial) {
        return "[" + positions.get(trial) + "/" + byName.size() + "] " + trial;
    }

    private void show(String state) {
        int end = state.indexOf(": ");
        console.show(label(state.substring(0, end)) + state.substring(end));
    }

    @Override
    public TrialReport settle(TrialReport report) throws IOException {
        claim.requireHeld();
        Trial trial = Objects.requireNonNull(byName.get(report.trial()));
        if (report.failure() == null && !published(trial).commit(place(trial))) {
            return report.failed("its files are not in " + folder + " although they were published there");
        }
        return report;
    }

    @Override
    public boolean take(TrialReport report) throws IOException {
        claim.requireHeld();
        Trial trial = Objects.requireNonNull(byName.get(report.trial()));
        Optional<String> failure = Optional.ofNullable(report.failure());
        if (failure.isPresent()) {
            failed.put(trial, failure.get());
            writeFailure(trial, failure.get());
            console.say(label(report.trial()) + ": failed: " + failure.get() + "; " + report.where());
            return false;
        }
        finished++;
        console.say(label(report.trial()) + ": " + report.result() + "; " + report.where()
                + (report.resumedEpochs() > 0 ? ", from epoch " + (report.resumedEpochs() + 1) + " on" : ""));
        return true;
    }

    private void writeFailure(Trial trial, String reason) throws IOException {
        Path file = Files.createDirectories(local).resolve("failed.json");
        JsonFiles.write(file, new TrialFailure(reason, null));
        Copies.copyWhole(file, place(trial).resolve("failed.json"));
    }

    private void deleteWork() {
        Path work = PublishedTrial.work(folder);
        if (!Files.exists(work)) {
            return;
        }
        try {
            MoreFiles.deleteRecursively(work, RecursiveDeleteOption.ALLOW_INSECURE);
        } catch (IOException e) {
            console.say(work + " is not all deleted, which the same command does when it is given again: "
                    + e.getMessage());
        }
    }
}
