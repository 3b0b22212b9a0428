package org.cyborgml.app.experiment;

import com.google.common.base.Preconditions;
import com.google.common.base.Throwables;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Runs pieces of work side by side, each on one core. Small networks gain more by this than by splitting every operation
 * over the cores, and their numbers do not depend on how many cores there are.
 *
 * @param count of the lanes, at least 1
 */
public record Lanes(int count) {

    /**
     * Checks the count.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public Lanes {
        Preconditions.checkArgument(count >= 1, "lanes %s: must be at least 1", count);
    }

    /** A piece of work. */
    @FunctionalInterface
    interface Task {
        void run() throws IOException;
    }

    /** As many lanes as cores. */
    public static Lanes perCore() {
        return new Lanes(Runtime.getRuntime().availableProcessors());
    }

    /**
     * Does all of the work, beginning it in order.
     *
     * @throws IOException the first failure, checked or not; work that has not ended by then is interrupted
     */
    void all(List<Task> work) throws IOException {
        if (work.isEmpty()) {
            return;
        }
        // ND4J is loaded here, and before its operations, which do not load it themselves: a lane that is interrupted
        // while it loads would leave it unusable.
        Nd4j.getBackend();
        NativeOps operations = NativeOpsHolder.getInstance().getDeviceNativeOps();
        ExecutorService threads = Executors.newFixedThreadPool(
                Math.min(count, work.size()),
                new ThreadFactoryBuilder()
                        .setNameFormat("lane-%d")
                        .setDaemon(true)
                        .build());
        try {
            CompletionService<Void> ended = new ExecutorCompletionService<>(threads);
            for (Task one : work) {
                ended.submit(() -> {
                    // OpenMP keeps this number for each thread that calls it.
                    operations.setOmpNumThreads(1);
                    one.run();
                    return null;
                });
            }
            for (int i = 0; i < work.size(); i++) {
                ended.take().get();
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
}
