package org.cyborgml.models.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.function.Supplier;
import java.util.stream.Stream;
import org.cyborgml.models.BiSeNet;
import org.cyborgml.models.DenseNet121;
import org.cyborgml.models.EfficientNetB4;
import org.cyborgml.models.InceptionV3;
import org.cyborgml.models.Network;
import org.cyborgml.models.ResNet50;
import org.cyborgml.models.SelfAttention;
import org.cyborgml.models.SmallCnn;
import org.cyborgml.models.Xception;
import org.cyborgml.models.layer.NetworkUpdater;
import org.cyborgml.optim.ClassicalMomentum;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Whole networks in bfloat16 beside float. */
class Bfloat16NetworksTest {

    @BeforeEach
    void cpuMultiplies() {
        assumeTrue(OneDnn.multipliesBfloat16(), "this CPU does not multiply in bfloat16");
        Kernels.use(KernelSet.ONEDNN);
    }

    @AfterEach
    void automatic() {
        Kernels.use(KernelSet.AUTO);
    }

    static Stream<Arguments> networks() {
        return Stream.of(
                network("resnet50", 64, ResNet50::builder),
                network("densenet121", 64, DenseNet121::builder),
                network("inception_v3", 107, InceptionV3::builder),
                network("xception", 71, Xception::builder),
                network("self_attention", 71, SelfAttention::builder));
    }

    private static Arguments network(String name, int side, Supplier<Network.Builder<?>> builder) {
        return Arguments.of(name, side, builder);
    }

    private static NetworksAgreement besideFloat(int side, int steps) {
        return new NetworksAgreement(
                new OneDnnKernels(DataType.BFLOAT16),
                new OneDnnKernels(DataType.FLOAT),
                DataType.FLOAT,
                side,
                8,
                steps,
                new ClassicalMomentum(1e-3, 0.9));
    }

    /** Deep networks before training: their gradients in bfloat16 and float have little in common, in PyTorch as here. */
    @ParameterizedTest
    @MethodSource("networks")
    void backbonesGiveTheSameMaps(String name, int side, Supplier<Network.Builder<?>> builder) {
        NetworksAgreement.Found found = besideFloat(side, 1).of(builder.get());
        assertThat(found.probabilities()).isLessThan(5e-3);
        assertThat(found.cams()).isLessThan(5e-2);
        assertThat(found.losses()).isLessThan(0.25);
        assertThat(found.weights()).isFinite();
    }

    /**
     * A trained network on images of two kinds: before, the gradients are differences of nearly equal numbers. Each operation's
     * gradients agree within 0.4 % ({@link KernelsAgreeInBfloat16Test}); through seven batch norms the error grows.
     */
    @Test
    void gradientsOfATrainedNetworkAgree() {
        ComputationGraph inFloat = network(SmallCnn.builder(), 64, KernelPrecision.FP32);
        NetworkUpdater.use(inFloat);
        for (int step = 1; step <= 40; step++) {
            inFloat.fit(batch(inFloat, step, 8, 64));
        }
        ComputationGraph mixed = network(SmallCnn.builder(), 64, KernelPrecision.BF16);
        mixed.setParams(inFloat.params());
        MultiDataSet batch = batch(inFloat, 99, 8, 64);
        INDArray expected = gradient(inFloat, batch);
        INDArray difference = gradient(mixed, batch).subi(expected);
        assertThat(difference.norm2Number().doubleValue()
                        / expected.norm2Number().doubleValue())
                .isLessThan(0.25);
    }

    @Test
    void networksWithLayersThatHaveNoKernelAreRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> network(EfficientNetB4.builder(), 64, KernelPrecision.BF16))
                .withMessage(
                        "layer \"efficientnet._bn0\": the CPU's bf16 kernels have no batch norm with swish, so this"
                                + " network cannot be made in bf16: use fp32");
        try (KernelScope scope = Kernels.in(KernelPrecision.BF16)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> BiSeNet.builder().inputSide(64).build().init())
                    .withMessageMatching(
                            "layer \".+\": the CPU's bf16 kernels have no (scaling of maps|upsampling), so this"
                                    + " network cannot be made in bf16: use fp32");
        }
    }

    private static INDArray gradient(ComputationGraph network, MultiDataSet batch) {
        network.setInputs(batch.getFeatures());
        network.setLabels(batch.getLabels());
        network.computeGradientAndScore();
        return network.gradient().gradient().dup();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void trainingGivesTheSameBitsAgain(String name, int side, Supplier<Network.Builder<?>> builder) {
        INDArray first = trained(side, builder.get());
        assertThat(trained(side, builder.get()).equalsWithEps(first, 0)).isTrue();
        assertThat(first.isNaN().any()).isFalse();
    }

    private static INDArray trained(int side, Network.Builder<?> builder) {
        ComputationGraph network = network(builder, side, KernelPrecision.BF16);
        NetworkUpdater.use(network);
        for (int step = 1; step <= 2; step++) {
            network.fit(batch(network, step, 4, side));
        }
        return network.params().dup();
    }

    private static ComputationGraph network(Network.Builder<?> builder, int side, KernelPrecision precision) {
        return builder.numClasses(2)
                .inputSide(side)
                .seed(5)
                .precision(precision)
                .updater(new ClassicalMomentum(1e-2, 0.9))
                .build()
                .init();
    }

    /** Noise that is brighter on the left in one class and on the right in the other, and random human maps. */
    private static MultiDataSet batch(ComputationGraph network, int seed, int size, int side) {
        Nd4j.getRandom().setSeed(seed);
        INDArray images = Nd4j.rand(DataType.FLOAT, size, 3, side, side);
        INDArray labels = Nd4j.zeros(DataType.FLOAT, size, 2);
        for (int i = 0; i < size; i++) {
            int label = i % 2;
            labels.putScalar(i, label, 1);
            long left = label * (side / 2L);
            images.get(
                            NDArrayIndex.point(i),
                            NDArrayIndex.all(),
                            NDArrayIndex.all(),
                            NDArrayIndex.interval(left, left + side / 2L))
                    .addi(1);
        }
        INDArray maps = Nd4j.rand(DataType.FLOAT, network.output(images)[1].shape());
        return new MultiDataSet(new INDArray[] {images}, new INDArray[] {labels, maps});
    }
}
