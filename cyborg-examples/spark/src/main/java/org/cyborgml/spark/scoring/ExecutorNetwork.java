package org.cyborgml.spark.scoring;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.spark.broadcast.Broadcast;
import org.cyborgml.data.ClassNames;
import org.cyborgml.models.kernel.NativeRuntime;
import org.cyborgml.models.layer.FrozenWeights;
import org.cyborgml.scoring.Scorer;
import org.cyborgml.training.TrainedNetwork;

/** A network that all tasks of an executor share: made by the first that needs it, and kept for the next jobs. */
final class ExecutorNetwork {

    /** Networks that are kept at once. */
    private static final int MOST = 2;

    private static final Cache<String, ExecutorNetwork> NETWORKS = CacheBuilder.newBuilder()
            .maximumSize(MOST)
            .<String, ExecutorNetwork>removalListener(
                    removed -> Objects.requireNonNull(removed.getValue()).frozen.close())
            .build();

    static {
        NativeRuntime.prepare();
    }

    private final Scorer scorer;
    private final ClassNames classes;

    /** Its weights are prepared once, not for every task. */
    private final FrozenWeights frozen;

    private ExecutorNetwork(NetworkSource source) throws IOException {
        TrainedNetwork trained = source.load();
        this.frozen = FrozenWeights.of(trained.network());
        this.classes = trained.classes();
        this.scorer = Scorer.builder(trained.network(), trained.input(), trained.classes())
                .batch(source.batch())
                .build();
    }

    /**
     * The network of a broadcast, in this process. The calling thread then computes with some threads.
     *
     * @throws IOException if it cannot be made
     */
    static ExecutorNetwork of(Broadcast<NetworkSource> source, int threads) throws IOException {
        NativeRuntime.useThreads(threads);
        NetworkSource network = source.value();
        try {
            return NETWORKS.get(network.key(), () -> new ExecutorNetwork(network));
        } catch (ExecutionException e) {
            throw new IOException("the network cannot be made: " + e.getCause(), e);
        }
    }

    ClassNames classes() {
        return classes;
    }

    Scorer scorer() {
        return scorer;
    }
}
