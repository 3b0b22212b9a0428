package org.cyborgml.app.ui;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.ui.model.stats.api.StatsUpdateConfiguration;
import org.deeplearning4j.ui.model.stats.impl.DefaultStatsUpdateConfiguration;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.jspecify.annotations.Nullable;

/** DL4J's own pages and listener. Only the training at hand is kept, an experiment's many would fill the memory. */
final class LoopbackPages implements TrainingPages {

    private final Vertx vertx;
    private final LoopbackServer server;
    private final int every;
    private @Nullable StatsStorage shown;

    private LoopbackPages(Vertx vertx, LoopbackServer server, int every) {
        this.vertx = vertx;
        this.server = server;
        this.every = every;
    }

    static LoopbackPages open(int port, int every) throws IOException {
        Vertx vertx = Vertx.vertx();
        LoopbackServer server = new LoopbackServer(port);
        CompletableFuture<String> started = new CompletableFuture<>();
        vertx.deployVerticle(server, result -> {
            if (result.succeeded()) {
                started.complete(result.result());
            } else {
                started.completeExceptionally(result.cause());
            }
        });
        try {
            started.get();
        } catch (ExecutionException e) {
            vertx.close();
            throw new IOException(
                    "the training pages do not open on port " + port + ": " + rootMessage(e)
                            + "; give another with --ui=PORT",
                    e);
        } catch (InterruptedException e) {
            vertx.close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the training pages opened", e);
        }
        return new LoopbackPages(vertx, server, every);
    }

    private static String rootMessage(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    @Override
    public String address() {
        return "http://" + LoopbackServer.HOST + ":" + server.getPort() + "/train";
    }

    @Override
    public void follow(ComputationGraph network, String training) {
        StatsStorage storage = new InMemoryStatsStorage();
        // Part of addresses, so without what means something there.
        String session = training.replaceAll("[^A-Za-z0-9_.-]+", "-");
        network.addListeners(new WeightsListener(storage, collected(every), session));
        server.attach(storage);
        if (shown != null) {
            server.detach(shown);
        }
        shown = storage;
    }

    /**
     * The statistics behind the overview page. Histograms, deviations and activations would pass over each array several
     * times more.
     */
    private static StatsUpdateConfiguration collected(int every) {
        return new DefaultStatsUpdateConfiguration.Builder()
                .reportingFrequency(every)
                .collectHistogramsParameters(false)
                .collectHistogramsGradients(false)
                .collectHistogramsUpdates(false)
                .collectHistogramsActivations(false)
                .collectMeanParameters(false)
                .collectMeanGradients(false)
                .collectMeanUpdates(false)
                .collectMeanActivations(false)
                .collectStdevParameters(false)
                .collectStdevGradients(false)
                .collectStdevUpdates(false)
                .collectStdevActivations(false)
                .collectMeanMagnitudesGradients(false)
                .collectMeanMagnitudesActivations(false)
                .build();
    }

    @Override
    public void close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        vertx.close(result -> closed.complete(null));
        closed.join();
    }
}
