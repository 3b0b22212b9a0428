package org.cyborgml.models.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cyborgml.models.SmallCnn;
import org.cyborgml.models.cuda.CudaLibraries;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

class KernelsTest {

    private static final int SIDE = 28;

    @BeforeEach
    void oneDnnLoads() {
        Kernels.use(KernelSet.AUTO);
        assumeTrue(Kernels.current() instanceof OneDnnKernels, Kernels.current().toString());
    }

    @AfterEach
    void automatic() {
        System.clearProperty(Kernels.PROPERTY);
        System.clearProperty(Kernels.PRECISION_PROPERTY);
        System.clearProperty(CudaLibraries.SEARCH_PROPERTY);
        Kernels.use(KernelSet.AUTO);
    }

    @Test
    void areChosenByDemandOrProperty() {
        assertThat(Kernels.current()).hasToString("oneDNN 2.5.2 (float), ND4J operations (other types)");
        Kernels.use(KernelSet.ND4J);
        assertThat(Kernels.current()).hasToString("ND4J operations");
        System.setProperty(Kernels.PROPERTY, "nd4j");
        assertThat(KernelChoice.fromProperty()).isEqualTo(KernelSet.ND4J);
        System.setProperty(Kernels.PROPERTY, "mkl");
        assertThatIllegalStateException()
                .isThrownBy(KernelChoice::fromProperty)
                .withMessage("system property org.cyborgml.kernels must be auto, cuda, onednn or nd4j, found \"mkl\"");
    }

    @Test
    void refuseAPrecisionThatTheyDoNotHave() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Kernels.use(KernelSet.ONEDNN, KernelPrecision.TF32))
                .withMessage("tf32 needs the CUDA kernels: the set ONEDNN is in use");
        assertThatIllegalStateException()
                .isThrownBy(() -> Kernels.use(KernelSet.AUTO, KernelPrecision.TF32))
                .withMessageStartingWith("tf32 needs the CUDA kernels: NVIDIA's driver was not found");
        System.setProperty(Kernels.PRECISION_PROPERTY, "fp16");
        assertThatIllegalStateException()
                .isThrownBy(KernelPrecision::fromProperty)
                .withMessage(
                        "system property org.cyborgml.precision: expected one of [fp32, tf32, bf16, double], found \"fp16\"");
    }

    /** A GPU that is there would otherwise be passed over without a word. */
    @Test
    void refuseMistakesInTheSettingsOfAGpu() {
        System.setProperty(CudaLibraries.SEARCH_PROPERTY, "fast");
        assertThatIllegalStateException()
                .isThrownBy(() -> Kernels.use(KernelSet.AUTO))
                .withMessage(
                        "system property org.cyborgml.cuda.algorithms must be deterministic or fastest, found \"fast\"");
    }

    @Test
    void giveOtherTypesToNd4j() {
        assertThat(Kernels.current().convolution(Window.of(3), 1, DataType.DOUBLE))
                .isInstanceOf(Nd4jConvolution.class);
        assertThat(Kernels.current().batchNorm(FusedActivation.RELU, 1e-5, DataType.DOUBLE))
                .isInstanceOf(Nd4jBatchNorm.class);
    }

    @Test
    void refuseArraysOfAnotherType() {
        ConvolutionKernel kernel = Kernels.current().convolution(Window.of(1), 1, DataType.FLOAT);
        INDArray maps = Nd4j.ones(DataType.FLOAT, 1, 16, 2, 2);
        INDArray weight = Nd4j.ones(DataType.FLOAT, 16, 16, 1, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kernel.forward(maps.castTo(DataType.DOUBLE), weight, null, maps))
                .withMessage("no kernel takes numbers of type DOUBLE");
    }

    @Test
    void trainTheSameWay() {
        Kernels.use(KernelSet.ND4J);
        List<Double> expected = losses(5);
        Kernels.use(KernelSet.ONEDNN);
        List<Double> actual = losses(5);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i)).as("step %s", i).isCloseTo(expected.get(i), within(1e-4));
        }
        assertThat(expected.get(4)).isLessThan(expected.get(0));
    }

    /** Two networks in two threads at once, and one network in one thread after the other. */
    @Test
    void belongToNoThread() throws Exception {
        List<Double> expected = losses(3);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Callable<List<Double>> training = () -> losses(3);
            List<Future<List<Double>>> trainings = threads.invokeAll(List.of(training, training));
            for (Future<List<Double>> t : trainings) {
                assertThat(t.get()).hasSize(3).allSatisfy(v -> assertThat(v).isFinite());
                assertThat(t.get().get(2)).isCloseTo(expected.get(2), within(1e-4));
            }
            ComputationGraph network = network();
            INDArray image = batch().getFeatures(0);
            INDArray here = network.output(image)[0].dup();
            for (int i = 0; i < 4; i++) {
                INDArray there =
                        threads.submit(() -> network.output(image)[0].dup()).get();
                assertThat(there.sub(here).normmaxNumber().doubleValue()).isLessThan(1e-6);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static ComputationGraph network() {
        return SmallCnn.builder().inputSide(SIDE).channels(1).seed(3).build().init();
    }

    private static MultiDataSet batch() {
        int n = 6;
        Nd4j.getRandom().setSeed(11);
        INDArray image = Nd4j.rand(DataType.FLOAT, n, 1, SIDE, SIDE);
        INDArray map = Nd4j.rand(DataType.FLOAT, n, 7, 7);
        INDArray labels = Nd4j.zeros(DataType.FLOAT, n, 2);
        for (int i = 0; i < n; i++) {
            labels.putScalar(i, i % 2, 1);
        }
        return new MultiDataSet(new INDArray[] {image}, new INDArray[] {labels, map});
    }

    private static List<Double> losses(int steps) {
        ComputationGraph network;
        MultiDataSet batch;
        // ND4J's generator is per thread and seeded by the network's configuration; the data come from it too.
        synchronized (KernelsTest.class) {
            network = network();
            batch = batch();
        }
        List<Double> losses = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            network.fit(batch);
            losses.add(network.score());
        }
        return losses;
    }
}
