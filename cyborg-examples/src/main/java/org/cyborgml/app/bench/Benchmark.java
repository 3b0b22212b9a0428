package org.cyborgml.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.ImageFolder;
import org.cyborgml.data.InputFormat;
import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.Network;
import org.cyborgml.models.kernel.KernelPrecision;
import org.cyborgml.models.kernel.KernelScope;
import org.cyborgml.models.kernel.Kernels;
import org.cyborgml.models.layer.FrozenWeights;
import org.cyborgml.models.layer.NetworkUpdater;
import org.cyborgml.saliency.map.CamGrid;
import org.cyborgml.scoring.Scorer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Measures one network on one batch of noise: steps of training by plain cross-entropy and by the CYBORG loss in turn, then
 * inference with the weights frozen, as in scoring. Times are medians after some rounds that are not counted: primitives are
 * made in the first, and the JVM compiles code for some ten seconds, on the processors that the network runs on.
 */
public final class Benchmark {

    private static final int CHANNELS = 3;
    private static final int UNCOUNTED_ROUNDS = 2;
    private static final long SECONDS_PER_MINUTE = 60;

    private final Architecture architecture;
    private final int batch;
    private final int steps;
    private final int threads;
    private final double alpha;
    private final KernelPrecision precision;
    private final ComputationGraph network;
    private final MultiDataSet data;

    /**
     * A benchmark with a network of its own.
     *
     * @param architecture which network
     * @param batch images in a batch, at least 1
     * @param steps how many times each thing is measured, at least 1
     * @param threads the threads that the network runs on; only reported here
     * @param alpha of the CYBORG loss, in [0,1]
     * @param precision in which the network computes
     */
    public Benchmark(
            Architecture architecture, int batch, int steps, int threads, double alpha, KernelPrecision precision) {
        if (batch < 1 || steps < 1) {
            throw new IllegalArgumentException(
                    "batch and steps must be at least 1, found batch " + batch + " and steps " + steps);
        }
        this.architecture = architecture;
        this.batch = batch;
        this.steps = steps;
        this.threads = threads;
        this.alpha = alpha;
        this.precision = precision;
        Network.Builder<?> builder = architecture.builder();
        builder.numClasses(2).precision(precision).loss(CyborgLoss.reference().withAlpha(new AlternatingAlpha(alpha)));
        Network settings = builder.build();
        this.network = settings.init();
        this.data = data(settings);
    }

    private MultiDataSet data(Network settings) {
        Nd4j.getRandom().setSeed(0);
        int side = architecture.side();
        DataType type = settings.precision().dataType();
        INDArray images = Nd4j.randn(type, batch, CHANNELS, side, side);
        INDArray labels = Nd4j.zeros(type, batch, 2);
        for (int i = 0; i < batch; i++) {
            labels.putScalar(i, i % 2, 1);
        }
        // From its shapes, since a run to find out would be part of what is measured.
        CamGrid grid = settings.camGrid();
        INDArray maps = Nd4j.rand(type, batch, grid.height(), grid.width());
        return new MultiDataSet(new INDArray[] {images}, new INDArray[] {labels, maps});
    }

    /**
     * Measures training and inference.
     *
     * @param warmUp for how long training runs before it counts; inference half as long
     * @return what was measured by name: images a second by the wall clock, seconds of processor time, MiB of memory
     * @throws IllegalArgumentException if the time is negative
     * @throws IOException if the system does not tell what the process takes
     */
    public Map<String, Object> run(Duration warmUp) throws IOException {
        if (warmUp.isNegative()) {
            throw new IllegalArgumentException("warm-up must be at least 0 s, found " + warmUp.toSeconds() + " s");
        }
        NetworkUpdater.use(network);
        Measured crossEntropy = new Measured();
        Measured cyborg = new Measured();
        // An even number of steps, so that the losses keep their turns.
        warmUp(warmUp, () -> {
            network.fit(data);
            network.fit(data);
        });
        for (int i = 0; i < steps; i++) {
            step(crossEntropy);
            step(cyborg);
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("arch", architecture.toString());
        result.put("batch", batch);
        result.put("threads", threads);
        result.put("train_ce_img_s", imagesASecond(crossEntropy));
        result.put("train_cyborg_img_s", imagesASecond(cyborg));
        long peak = ProcessMemory.peak().orElse(-1);
        Measured inference = inference(warmUp.dividedBy(2));
        result.put("infer_img_s", imagesASecond(inference));
        result.put("alpha", alpha);
        result.put("train_ce_cpu_s", rounded(crossEntropy.processorSeconds()));
        result.put("train_cyborg_cpu_s", rounded(cyborg.processorSeconds()));
        result.put("infer_cpu_s", rounded(inference.processorSeconds()));
        if (peak >= 0) {
            result.put("train_peak_mib", peak);
        }
        try (KernelScope scope = Kernels.in(precision)) {
            result.put("kernels", Kernels.current().toString());
        }
        result.put("precision", precision.toString());
        return result;
    }

    private void step(Measured measured) throws IOException {
        measured.add(() -> network.fit(data));
    }

    private Measured inference(Duration warmUp) throws IOException {
        Measured measured = new Measured();
        try (FrozenWeights frozen = FrozenWeights.of(network)) {
            warmUp(warmUp, () -> network.output(false, data.getFeatures(0)));
            for (int i = 0; i < steps; i++) {
                measured.add(() -> network.output(false, data.getFeatures(0)));
            }
        }
        return measured;
    }

    private static void warmUp(Duration time, Runnable what) {
        long start = System.nanoTime();
        for (int i = 0; i < UNCOUNTED_ROUNDS || System.nanoTime() - start < time.toNanos(); i++) {
            what.run();
        }
    }

    private double imagesASecond(Measured measured) {
        return rounded(batch / measured.seconds());
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    /**
     * Measures scoring from files, end to end, against the network alone on as many images of noise.
     *
     * @param folder images of any size
     * @return images a second of both, and their ratio
     * @throws IOException if an image cannot be used
     */
    public Map<String, Object> score(Path folder) throws IOException {
        ImageFolder images = ImageFolder.open(folder);
        List<String> paths = images.list();
        if (paths.size() < batch) {
            throw new IOException(folder + ": holds " + paths.size() + " images, fewer than a batch of " + batch);
        }
        InputFormat format = architecture.input(architecture.side());
        Scorer scorer =
                Scorer.builder(network, format, ClassNames.FACES).batch(batch).build();
        List<String> whole = paths.subList(0, paths.size() / batch * batch);
        Measured alone = new Measured();
        Measured endToEnd = new Measured();
        for (int i = -1; i < steps; i++) {
            (i < 0 ? new Measured() : alone).add(() -> {
                try (FrozenWeights frozen = FrozenWeights.of(network)) {
                    for (int done = 0; done < whole.size(); done += batch) {
                        network.output(false, data.getFeatures(0));
                    }
                }
            });
            Path file = Files.createTempFile("scores", ".csv");
            Files.delete(file);
            (i < 0 ? new Measured() : endToEnd)
                    .add(() -> scorer.score(images, whole, file, "benchmark", (done, total) -> {}));
            Files.deleteIfExists(file);
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("arch", architecture.toString());
        result.put("batch", batch);
        result.put("threads", threads);
        result.put("network_img_s", rounded(whole.size() / alone.seconds()));
        result.put("score_img_s", rounded(whole.size() / endToEnd.seconds()));
        result.put("score_ratio", rounded(alone.seconds() / endToEnd.seconds()));
        return result;
    }

    /**
     * Trains for a time, to see whether memory grows.
     *
     * @param minutes how long, at least 1
     * @param perMinute told at the end of every minute: the minute, steps so far, MiB of memory
     * @throws IOException if the system does not tell what the process takes
     */
    public void endure(int minutes, Consumer<Map<String, Object>> perMinute) throws IOException {
        if (minutes < 1) {
            throw new IllegalArgumentException("minutes must be at least 1, found " + minutes);
        }
        NetworkUpdater.use(network);
        long start = System.nanoTime();
        int done = 0;
        for (int minute = 1; minute <= minutes; minute++) {
            while ((System.nanoTime() - start) / 1_000_000_000L < minute * SECONDS_PER_MINUTE) {
                network.fit(data);
                done++;
            }
            Map<String, Object> state = new LinkedHashMap<>();
            state.put("minute", minute);
            state.put("steps", done);
            state.put("rss_mib", ProcessMemory.now().orElse(-1));
            state.put("peak_mib", ProcessMemory.peak().orElse(-1));
            perMinute.accept(Collections.unmodifiableMap(state));
        }
    }
}
