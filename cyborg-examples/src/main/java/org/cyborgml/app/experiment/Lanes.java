package org.cyborgml.app.experiment;

import com.google.common.base.Preconditions;
import com.google.common.base.Throwables;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.cyborgml.models.cuda.DeviceLostException;
import org.cyborgml.models.kernel.KernelScope;
import org.cyborgml.models.kernel.Kernels;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Runs pieces of work side by side, each on one core of the CPU, or each on one GPU. Small networks gain more by this than by
 * splitting every operation over the cores, and their numbers do not depend on how many cores there are.
 *
 * @param count of the lanes, at least 1
 * @param gpus the GPU of each lane, or none for lanes on the CPU
 */
public record Lanes(int count, List<Integer> gpus) {

    /**
     * Checks the count.
     *
     * @throws IllegalArgumentException if it is below 1, or there are GPUs and not one for each lane
     */
    public Lanes {
        Preconditions.checkArgument(count >= 1, "lanes %s: must be at least 1", count);
        gpus = List.copyOf(gpus);
        Preconditions.checkArgument(
                gpus.isEmpty() || gpus.stream().distinct().count() == count,
                "GPUs %s: must be one for each lane, found %s lanes",
                gpus,
                count);
    }

    /**
     * Lanes on the CPU.
     *
     * @param count at least 1
     */
    public Lanes(int count) {
        this(count, List.of());
    }

    /**
     * A lane on each of some GPUs.
     *
     * @param gpus their numbers, as {@link Kernels#onGpu} has them
     */
    public static Lanes onGpus(List<Integer> gpus) {
        return new Lanes(gpus.size(), gpus);
    }

    /** A piece of work. */
    @FunctionalInterface
    interface Task {
        void run() throws IOException;
    }

    /** Work for lanes. Safe for several threads. */
    interface Source {

        /**
         * The next piece of work, in their order; waits for one if there may be one later.
         *
         * @return empty if there is none
         */
        Optional<Task> next() throws IOException, InterruptedException;

        /** Number of pieces that are not begun. */
        int size();
    }

    /** As many lanes as cores. */
    public static Lanes perCore() {
        return new Lanes(Runtime.getRuntime().availableProcessors());
    }

    /**
     * Does all of the work. A lane whose GPU is gone ends; its piece of work is the source's again.
     *
     * @throws IOException the first failure, checked or not; work that has not ended by then is interrupted
     * @throws DeviceLostException if no lane is left
     */
    void all(Source work) throws IOException {
        int used = Math.min(count, work.size());
        if (used == 0) {
            return;
        }
        // ND4J is loaded here, and before its operations, which do not load it themselves: a lane that is interrupted
        // while it loads would leave it unusable.
        Nd4j.getBackend();
        NativeOps operations = NativeOpsHolder.getInstance().getDeviceNativeOps();
        ExecutorService threads = Executors.newFixedThreadPool(
                used,
                new ThreadFactoryBuilder()
                        .setNameFormat("lane-%d")
                        .setDaemon(true)
                        .build());
        try {
            CompletionService<Optional<DeviceLostException>> ended = new ExecutorCompletionService<>(threads);
            for (int lane = 0; lane < used; lane++) {
                int one = lane;
                ended.submit(() -> {
                    // OpenMP keeps this number for each thread that calls it.
                    operations.setOmpNumThreads(1);
                    return inLane(one, work);
                });
            }
            Optional<DeviceLostException> lost = Optional.empty();
            for (int lane = 0; lane < used; lane++) {
                Optional<DeviceLostException> end = ended.take().get();
                lost = end.isPresent() ? end : lost;
            }
            if (work.size() > 0 && lost.isPresent()) {
                throw lost.get();
            }
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNull(e.getCause());
            Throwables.throwIfInstanceOf(cause, IOException.class);
            Throwables.throwIfUnchecked(cause);
            throw new IllegalStateException(cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Does work until there is none, or the lane's GPU is gone. */
    private Optional<DeviceLostException> inLane(int lane, Source work) throws IOException, InterruptedException {
        if (gpus.isEmpty()) {
            return inLane(work);
        }
        try (KernelScope scope = Kernels.onGpu(gpus.get(lane))) {
            return inLane(work);
        }
    }

    private static Optional<DeviceLostException> inLane(Source work) throws IOException, InterruptedException {
        for (Optional<Task> task = work.next(); task.isPresent(); task = work.next()) {
            try {
                task.get().run();
            } catch (DeviceLostException e) {
                return Optional.of(e);
            }
        }
        return Optional.empty();
    }
}
