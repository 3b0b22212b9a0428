package org.cyborgml.spark.experiment;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.resource.ResourceInformation;
import org.cyborgml.app.experiment.Experiment;
import org.cyborgml.app.experiment.RemoteTrials;
import org.cyborgml.app.experiment.Trial;
import org.cyborgml.models.cuda.CudaException;
import org.cyborgml.models.kernel.KernelScope;
import org.cyborgml.models.kernel.Kernels;
import org.cyborgml.saliency.file.FailureReason;
import org.cyborgml.spark.storage.Storage;

/** Does a trial in an executor, from where it was last published. */
final class TrialTask implements TrialFunction, Serializable {

    private static final long serialVersionUID = 1L;

    private static final String GPU = "gpu";

    private final Broadcast<ExperimentSpec> spec;
    private final TrialWords state;

    TrialTask(Broadcast<ExperimentSpec> spec, TrialWords state) {
        this.spec = spec;
        this.state = state;
    }

    @Override
    public TrialReport run(String name) throws IOException {
        TaskContext context = TaskContext.get();
        ExperimentSpec given = spec.value();
        ExecutorProcess.prepare(given.cpus());
        // The device comes from Spark where the job asks for GPUs.
        ResourceInformation gpu = context.resourcesJMap().get(GPU);
        try (KernelScope scope = gpu == null ? null : Kernels.onGpu(number(gpu))) {
            return new Attempt(given, name, context).run();
        } catch (IOException | RuntimeException e) {
            if (context.isInterrupted() || context.attemptNumber() + 1 < given.tries()) {
                throw e; // to be tried in another executor
            }
            // Once more, and Spark would end all trials.
            return new TrialReport(name, reason(e), "", 0, where(context));
        }
    }

    private static int number(ResourceInformation gpu) {
        String address = gpu.addresses()[0];
        try {
            return Integer.parseInt(address);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "GPU \"" + address
                            + "\": Spark's discovery script must name GPUs by the numbers that CUDA gives them",
                    e);
        }
    }

    /** A missing library of CUDA is no missing file to who reads it. */
    private static String reason(Exception failure) {
        return failure instanceof CudaException
                ? String.valueOf(failure.getMessage())
                : FailureReason.withFile(failure);
    }

    private static String where(TaskContext context) {
        ResourceInformation gpu = context.resourcesJMap().get(GPU);
        return "executor " + SparkEnv.get().executorId() + (gpu == null ? "" : ", GPU " + gpu.addresses()[0]);
    }

    /** One attempt. */
    private final class Attempt {

        private final ExperimentSpec given;
        private final String name;
        private final TaskContext context;

        Attempt(ExperimentSpec given, String name, TaskContext context) {
            this.given = given;
            this.name = name;
            this.context = context;
        }

        private void tell(String words) {
            state.add(name + ": " + words + ", " + where(context));
        }

        private void requireWanted() {
            if (context.isInterrupted()) {
                throw new CancellationException(name + " is no longer wanted of this executor");
            }
        }

        TrialReport run() throws IOException {
            // Of all applications, as the folder is that of the experiment.
            String attempt = SparkEnv.get().conf().getAppId() + "-" + context.taskAttemptId();
            Path local = ExecutorProcess.folder().resolve(attempt);
            try {
                return run(attempt, local);
            } finally {
                if (Files.exists(local)) {
                    MoreFiles.deleteRecursively(local, RecursiveDeleteOption.ALLOW_INSECURE);
                }
            }
        }

        private TrialReport run(String attempt, Path local) throws IOException {
            tell("begins");
            Configuration storage = given.storage().value();
            Path out = Storage.folder(given.out(), storage);
            Path data = Storage.fixedFolder(given.data(), storage, ExecutorProcess.cache(given.cacheBytes()));
            Experiment experiment = RemoteTrials.experiment(given.plan());
            ExperimentDescription.copy(out, local);
            try (RemoteTrials trials = RemoteTrials.of(experiment, data, local, new CommonFilesOfTrials(out, local))) {
                Trial trial = trials.named(name);
                Optional<Trial> teacher = trials.teacher(trial);
                if (teacher.isPresent()) {
                    Copies.copyAll(
                            ExperimentDescription.place(out, teacher.get().toString()),
                            trials.place(teacher.get()).path());
                }
                PublishedTrial published = new PublishedTrial(out, name);
                if (!published.fetchFurthest(trials.place(trial).path())) {
                    // A finished trial to which a test set was added, or what a run on one machine left.
                    Copies.copyAll(
                            ExperimentDescription.place(out, name),
                            trials.place(trial).path());
                }
                int epochs = trials.place(trial).training().log().epochs();
                TrialPublisher publisher = new TrialPublisher(published.attempt(attempt), trials.place(trial));
                PublishedProgress progress = new PublishedProgress(publisher, this::tell, this::requireWanted);
                Optional<String> failure = trials.run(trial, progress, progress);
                requireWanted();
                if (failure.isEmpty()) {
                    publisher.publish(Manifest.Stage.FINISHED);
                }
                return new TrialReport(
                        name, failure.orElse(null), Objects.requireNonNull(progress.result()), epochs, where(context));
            }
        }
    }
}
