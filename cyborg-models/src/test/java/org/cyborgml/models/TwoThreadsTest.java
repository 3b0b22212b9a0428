package org.cyborgml.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.cyborgml.cam.CamExtractor;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.InMemoryImages;
import org.cyborgml.data.InputFormat;
import org.cyborgml.data.Normalisation;
import org.cyborgml.head.CyborgHead;
import org.cyborgml.models.layer.FrozenWeights;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.scoring.Scorer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.parallelism.ParallelInference;
import org.deeplearning4j.parallelism.inference.InferenceMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One network, run by two threads at the same time: every result is that of one thread, or an error says what to do. */
class TwoThreadsTest {

    private static final int BATCHES = 4;
    private static final int PASSES = 60;
    private static final int SIDE = 32;

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final INDArray[] batches = new INDArray[BATCHES];
    private ComputationGraph network;

    @BeforeEach
    void make() {
        network = SmallCnn.builder().inputSide(SIDE).seed(1).build().init();
        Nd4j.getRandom().setSeed(5);
        for (int i = 0; i < BATCHES; i++) {
            batches[i] = Nd4j.rand(DataType.FLOAT, 2, 3, SIDE, SIDE);
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    /** One way to run a network. */
    private record Way(String name, Function<ComputationGraph, Function<INDArray, INDArray>> run) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Way> waysThatTakeTurns() {
        return Stream.of(
                new Way(
                        "an extractor for each pass",
                        network -> images ->
                                CamExtractor.of(network).extract(images).scaledPredicted()),
                new Way("one extractor", network -> {
                    CamExtractor extractor = CamExtractor.of(network);
                    return images -> extractor.extract(images).scaled(1);
                }),
                new Way("logits", network -> images -> CyborgHead.logits(network, images)),
                new Way("output", network -> images -> network.output(images)[1]),
                new Way("frozen weights for each pass", network -> images -> {
                    try (FrozenWeights frozen = FrozenWeights.of(network)) {
                        return CamExtractor.of(network).extract(images).logits();
                    }
                }));
    }

    @ParameterizedTest
    @MethodSource("waysThatTakeTurns")
    void resultsAreThoseOfOneThread(Way way) throws Exception {
        Function<INDArray, INDArray> run = way.run().apply(network);
        float[][] alone = alone(run);
        together(i -> assertThat(values(run.apply(batches[i]))).isEqualTo(alone[i]));
    }

    /** The layers keep their input from one call of DL4J to the next, and a fused convolution the output of its neighbours. */
    @Test
    void differentWaysTakeTurns() throws Exception {
        List<Way> ways = waysThatTakeTurns().toList();
        List<Function<INDArray, INDArray>> runs =
                ways.stream().map(way -> way.run().apply(network)).toList();
        List<float[][]> alone = new ArrayList<>();
        for (Function<INDArray, INDArray> run : runs) {
            alone.add(alone(run));
        }
        AtomicInteger next = new AtomicInteger();
        together(i -> {
            int way = next.getAndIncrement() % runs.size();
            assertThat(values(runs.get(way).apply(batches[i]))).isEqualTo(alone.get(way)[i]);
        });
    }

    /** DL4J does not make threads take turns here. */
    @Test
    void aPassThatIsNotSafeIsRightOrRefused() throws Exception {
        Function<INDArray, INDArray> run =
                images -> network.output(List.of("probabilities", "saliency"), false, new INDArray[] {images}, null)[1];
        float[][] alone = alone(run);
        AtomicInteger right = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        together(i -> {
            try {
                assertThat(values(run.apply(batches[i]))).isEqualTo(alone[i]);
                right.incrementAndGet();
            } catch (RuntimeException e) {
                // Ours, or DL4J's own where a thread has taken away what the other one needs: an error, not a wrong
                // map.
                if (String.valueOf(e.getMessage()).contains("two threads run one network")) {
                    assertThat(e).isInstanceOf(IllegalStateException.class).hasMessageContaining("CamExtractor");
                    refused.incrementAndGet();
                }
                failed.incrementAndGet();
            }
        });
        assertThat(right.get() + failed.get()).isEqualTo(2 * PASSES);
        assertThat(refused).hasPositiveValue();
        // A refused call leaves nothing behind.
        assertThat(values(run.apply(batches[0]))).isEqualTo(alone[0]);
    }

    @ParameterizedTest
    @EnumSource(InferenceMode.class)
    void parallelInferenceGivesTheSame(InferenceMode mode) throws Exception {
        float[][] alone = alone(images -> network.output(images)[1]);
        ParallelInference parallel = new ParallelInference.Builder(network)
                .inferenceMode(mode)
                .workers(2)
                .batchLimit(4)
                .build();
        try {
            together(i -> {
                float[] got = values(parallel.output(new INDArray[] {batches[i]})[1]);
                // A batch of another size may be computed in another order.
                assertThat(got).usingComparatorWithPrecision(1e-5f).containsExactly(alone[i]);
            });
        } finally {
            parallel.shutdown();
        }
    }

    @Test
    void twoScorersOfOneNetworkScoreAsOne() throws Exception {
        InMemoryImages images = InMemoryImages.of(Map.of("a", image(3), "b", image(80), "c", image(200)));
        InputFormat format =
                InputFormat.square(SIDE, Normalisation.of(new double[] {0.5, 0.5, 0.5}, new double[] {0.5, 0.5, 0.5}));
        Scorer scorer = Scorer.of(network, format, ClassNames.FACES);
        List<?> alone =
                scorer.explain(images).stream().map(seen -> seen.score()).toList();
        together(i -> assertThat(scorer.explain(images).stream()
                        .map(seen -> seen.score())
                        .toList())
                .isEqualTo(alone));
    }

    private static Raster image(int seed) {
        byte[] pixels = new byte[3 * SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * seed);
        }
        return Raster.of(SIDE, SIDE, Channels.RGB, pixels);
    }

    private static float[] values(INDArray array) {
        return array.dup('c').data().asFloat();
    }

    private float[][] alone(Function<INDArray, INDArray> run) {
        return Arrays.stream(batches).map(run).map(TwoThreadsTest::values).toArray(float[][]::new);
    }

    /** A pass over one of the batches. */
    @FunctionalInterface
    private interface Pass {
        void over(int batch) throws IOException;
    }

    private void together(Pass pass) throws InterruptedException {
        List<Callable<Void>> both = new ArrayList<>();
        for (int t = 0; t < 2; t++) {
            int thread = t;
            both.add(() -> {
                for (int k = 0; k < PASSES; k++) {
                    pass.over((k + 2 * thread) % BATCHES);
                }
                return null;
            });
        }
        for (Future<Void> done : threads.invokeAll(both)) {
            try {
                done.get();
            } catch (ExecutionException e) {
                throw new AssertionError(e.getCause().getMessage(), e.getCause());
            }
        }
    }
}
