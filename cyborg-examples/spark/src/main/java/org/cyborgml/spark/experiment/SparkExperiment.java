package org.cyborgml.spark.experiment;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.cyborgml.app.console.Console;
import org.cyborgml.app.experiment.CommonFiles;
import org.cyborgml.app.experiment.Experiment;
import org.cyborgml.app.experiment.ExperimentProgress;
import org.cyborgml.app.experiment.RemoteTrials;
import org.cyborgml.app.experiment.Trial;
import org.cyborgml.app.experiment.TrialFailure;
import org.cyborgml.app.experiment.TrialFolder;
import org.cyborgml.app.experiment.TrialScheduler.Outcome;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.saliency.batch.BatchProgress;
import org.cyborgml.saliency.file.FolderLock;
import org.cyborgml.spark.storage.FileCache;
import org.cyborgml.spark.storage.Storage;

/**
 * An experiment on Spark. The driver checks the plan and begins the experiment as {@code experiment run} does, gives its trials to
 * executors, and commits those that are finished. The folder of the results is that of a run on one machine. Given again after
 * whatever ended it, it goes on from the last epochs that were published. Immutable.
 */
public final class SparkExperiment {

    private static final int BYTES_OF_MIB = 1 << 20;
    private static final int DEFAULT_TRIES = 4;

    private final Experiment experiment;
    private final String data;
    private final String out;
    private final long cacheBytes;
    private final Console console;
    private final String command;

    private SparkExperiment(
            Experiment experiment, String data, String out, long cacheBytes, Console console, String command) {
        this.experiment = experiment;
        this.data = data;
        this.out = out;
        this.cacheBytes = cacheBytes;
        this.console = console;
        this.command = command;
    }

    /**
     * An experiment whose executors keep up to 10 GiB of images.
     *
     * @param experiment what is to be done
     * @param data URI of the folder that the experiment's paths are below
     * @param out URI of the folder of the results; what an earlier run of the same experiment left there is kept
     * @return the experiment, which prints nothing
     */
    public static SparkExperiment of(Experiment experiment, String data, String out) {
        return new SparkExperiment(experiment, data, out, 10240L * BYTES_OF_MIB, new Console(true), "Java program");
    }

    /** The same with another bound of what an executor keeps of the files that it fetches. */
    public SparkExperiment withCacheMebibytes(long most) {
        return new SparkExperiment(experiment, data, out, most * BYTES_OF_MIB, console, command);
    }

    /** The same with a console that shows how far it is. */
    public SparkExperiment withConsole(Console shown) {
        return new SparkExperiment(experiment, data, out, cacheBytes, shown, command);
    }

    /** The same with what started it. */
    public SparkExperiment withCommand(String line) {
        return new SparkExperiment(experiment, data, out, cacheBytes, console, line);
    }

    /**
     * Settings of Spark that experiments need, unless they are made already: native libraries compute with as many threads as a task
     * has cores, no trial is done twice at a time, a trial that failed in an executor is not tried there again, and the log does not hide the
     * progress.
     *
     * @param conf of a context that is to be made
     * @return the same
     */
    public static SparkConf settings(SparkConf conf) {
        return conf.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", conf.get("spark.task.cpus", "1"))
                .setIfMissing("spark.speculation", "false")
                .setIfMissing("spark.excludeOnFailure.enabled", "true")
                .setIfMissing("spark.log.level", "WARN");
    }

    /**
     * Does all trials that are not finished.
     *
     * @param spark a context with {@link #settings}
     * @return what came of it; a trial that fails for reasons of its own does not throw
     * @throws IOException if the plan does not pass its check or is not that of the folder, or a file cannot be read or written
     */
    public Outcome run(JavaSparkContext spark) throws IOException {
        Configuration storage = spark.hadoopConfiguration();
        Path folder = Storage.folder(out, storage);
        Path local = Files.createTempDirectory("cyborg-driver");
        try (FolderLock lock = isLocal(folder) ? FolderLock.take(folder) : null) {
            FileCache cache = new FileCache(local.resolve("cache"), cacheBytes);
            Path root = Storage.fixedFolder(data, storage, cache);
            try (RemoteTrials trials =
                    RemoteTrials.of(experiment, root, local.resolve("experiment"), CommonFiles.alone())) {
                return new Run(spark, trials, folder, local.resolve("experiment")).run();
            }
        } finally {
            MoreFiles.deleteRecursively(local, RecursiveDeleteOption.ALLOW_INSECURE);
        }
    }

    /** Other storages have no locks. */
    private static boolean isLocal(Path folder) {
        return folder.getFileSystem().equals(FileSystems.getDefault());
    }

    private ExperimentSpec spec(JavaSparkContext spark) {
        SparkConf conf = spark.getConf();
        boolean isOneProcess = spark.isLocal();
        return new ExperimentSpec(
                RemoteTrials.json(experiment),
                data,
                out,
                new SerializableConfiguration(spark.hadoopConfiguration()),
                cacheBytes,
                conf.getInt("spark.task.cpus", 1),
                // Spark tries nothing again where it has one process.
                isOneProcess ? 1 : conf.getInt("spark.task.maxFailures", DEFAULT_TRIES));
    }

    /** One run. */
    private final class Run implements TrialJobs.Ends {

        private final JavaSparkContext spark;
        private final RemoteTrials trials;
        private final Path folder;
        private final Path local;
        private final Map<String, Trial> byName = new LinkedHashMap<>();
        private final List<String> names;
        private final Map<Trial, String> failed = new LinkedHashMap<>();
        private int finished;

        Run(JavaSparkContext spark, RemoteTrials trials, Path folder, Path local) {
            this.spark = spark;
            this.trials = trials;
            this.folder = folder;
            this.local = local;
            trials.trials().forEach(trial -> byName.put(trial.toString(), trial));
            this.names = List.copyOf(byName.keySet());
        }

        Outcome run() throws IOException {
            trials.leftOut().forEach(console::say);
            ExperimentDescription.copy(folder, local);
            List<Trial> open = open();
            if (!open.isEmpty()) {
                console.say("checking the plan and its files");
                BatchProgress checking = console.checking();
                trials.check(folder, checking);
            }
            trials.begin(command, stages());
            ExperimentDescription.copy(local, folder);
            doAll(open);
            if (failed.isEmpty() && open().isEmpty()) {
                deleteWork();
            }
            return new Outcome(finished, names.size() - finished - failed.size(), failed);
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
            TrialState state = new TrialState();
            spark.sc().register(state, TrialState.NAME);
            StateListener listener = new StateListener(this::show);
            spark.sc().addSparkListener(listener);
            try {
                new TrialJobs(spark, new TrialTask(spark.broadcast(spec(spark)), state))
                        .run(open.stream().map(Trial::toString).toList(), teachers, this);
            } finally {
                spark.sc().removeSparkListener(listener);
            }
        }

        private String label(String trial) {
            return "[" + (names.indexOf(trial) + 1) + "/" + names.size() + "] " + trial;
        }

        private void show(String state) {
            int end = state.indexOf(": ");
            console.show(label(state.substring(0, end)) + state.substring(end));
        }

        @Override
        public boolean take(TrialReport report) throws IOException {
            Trial trial = Objects.requireNonNull(byName.get(report.trial()));
            Optional<String> failure = Optional.ofNullable(report.failure());
            if (failure.isEmpty() && !published(trial).commit(place(trial))) {
                failure = Optional.of("its files are not in " + folder + " although they were published there");
            }
            if (failure.isPresent()) {
                failed.put(trial, failure.get());
                writeFailure(trial, failure.get());
                console.say(label(report.trial()) + ": failed: " + failure.get());
                return false;
            }
            finished++;
            console.say(label(report.trial()) + ": " + report.result() + "; " + report.where()
                    + (report.resumedEpochs() > 0 ? ", from epoch " + (report.resumedEpochs() + 1) + " on" : ""));
            return true;
        }

        private void writeFailure(Trial trial, String reason) throws IOException {
            Path file = TrialFolder.of(local.resolve("failed")).path().resolve("failed.json");
            Files.createDirectories(local.resolve("failed"));
            JsonFiles.write(file, new TrialFailure(reason, null));
            Copies.copyWhole(file, place(trial).resolve("failed.json"));
        }

        private void deleteWork() throws IOException {
            if (Files.exists(PublishedTrial.work(folder))) {
                MoreFiles.deleteRecursively(PublishedTrial.work(folder), RecursiveDeleteOption.ALLOW_INSECURE);
            }
        }
    }
}
