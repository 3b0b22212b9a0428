package org.cyborgml.examples.demo;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Runs pieces of work side by side, each on one core. Small networks gain more by this than by splitting every operation
 * over the cores, and their numbers do not depend on how many cores there are.
 */
final class Lanes {

    private final int count;

    Lanes(int count) {
        this.count = count;
    }

    /** As many lanes as cores. */
    static Lanes perCore() {
        return new Lanes(Runtime.getRuntime().availableProcessors());
    }

    /**
     * Does all of the work, beginning it in order.
     *
     * @return the results, in the order of the work
     * @throws RuntimeException the first failure; what has not ended by then is interrupted
     */
    <T> List<T> all(List<Callable<T>> work) {
        ExecutorService threads = Executors.newFixedThreadPool(
                Math.min(count, work.size()),
                new ThreadFactoryBuilder()
                        .setNameFormat("lane-%d")
                        .setDaemon(true)
                        .build());
        try {
            CompletionService<T> ended = new ExecutorCompletionService<>(threads);
            List<Future<T>> begun = new ArrayList<>();
            for (Callable<T> one : work) {
                begun.add(ended.submit(() -> onOneCore(one)));
            }
            for (int i = 0; i < begun.size(); i++) {
                ended.take().get();
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : begun) {
                results.add(one.get());
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> T onOneCore(Callable<T> work) throws Exception {
        // OpenMP keeps this number for each thread that calls it.
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
        return work.call();
    }
}
