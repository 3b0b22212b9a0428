package org.cyborgml.models.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cyborgml.models.SmallCnn;
import org.cyborgml.models.cuda.ConvolutionMath;
import org.cyborgml.models.cuda.ConvolutionShape;
import org.cyborgml.models.cuda.DeviceConvolution;
import org.cyborgml.models.cuda.HostDevice;
import org.cyborgml.models.layer.NetworkUpdater;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Tests of networks of several precisions in one process. */
class KernelPrecisionTest {

    private static final int SIDE = 18;

    @AfterEach
    void automatic() {
        System.clearProperty(Kernels.PRECISION_PROPERTY);
        Kernels.use(KernelSet.AUTO);
    }

    private static SmallCnn.Builder builder() {
        return SmallCnn.builder().inputSide(SIDE).channels(1);
    }

    @ParameterizedTest
    @CsvSource({"fp32,FP32", "TF32,TF32", "bf16,BF16", "double,DOUBLE", "float,FP32", "FLOAT,FP32"})
    void haveNames(String name, KernelPrecision expected) {
        assertThat(KernelPrecision.named(name)).isEqualTo(expected);
    }

    @Test
    void refuseOtherNames() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KernelPrecision.named("half"))
                .withMessage("expected one of [fp32, tf32, bf16, double], found \"half\"");
    }

    @Test
    void aNetworkHasThatOfItsBuilderElseThatOfTheScopeElseThatOfTheProcess() {
        assertThat(builder().build().precision()).isEqualTo(KernelPrecision.FP32);
        try (KernelScope outer = Kernels.in(KernelPrecision.TF32)) {
            assertThat(builder().build().precision()).isEqualTo(KernelPrecision.TF32);
            try (KernelScope inner = Kernels.in(KernelPrecision.BF16)) {
                assertThat(builder().build().precision()).isEqualTo(KernelPrecision.BF16);
                assertThat(builder().precision(KernelPrecision.FP32).build().precision())
                        .isEqualTo(KernelPrecision.FP32);
            }
            assertThat(Kernels.precision()).isEqualTo(KernelPrecision.TF32);
        }
        assertThat(Kernels.precision()).isEqualTo(KernelPrecision.FP32);
        Kernels.use(KernelSet.ND4J, KernelPrecision.DOUBLE);
        assertThat(builder().build().precision()).isEqualTo(KernelPrecision.DOUBLE);
    }

    @Test
    void doubleIsADataType() {
        assertThat(builder().dataType(DataType.DOUBLE).build().precision()).isEqualTo(KernelPrecision.DOUBLE);
        ComputationGraph network =
                builder().precision(KernelPrecision.DOUBLE).build().init();
        assertThat(network.params().dataType()).isEqualTo(DataType.DOUBLE);
        assertThat(builder()
                        .precision(KernelPrecision.TF32)
                        .dataType(DataType.FLOAT)
                        .build()
                        .precision())
                .isEqualTo(KernelPrecision.TF32);
    }

    @ParameterizedTest
    @EnumSource(names = {"TF32", "BF16"})
    void aNetworkIsNotMadeWhereItsPrecisionCannotBeHad(KernelPrecision precision) {
        Kernels.use(KernelSet.ND4J);
        assertThatIllegalStateException()
                .isThrownBy(() -> builder().precision(precision).build().init())
                .withMessageStartingWith(precision + " needs ");
        assertThat(builder().build().init().numParams()).isPositive();
    }

    /** Two networks on one device, trained in turn: the convolutions of each are in its own precision. */
    @Test
    void twoNetworksOfAProcessHaveTheirOwn() throws Exception {
        Optional<HostDevice> made = HostDevice.create(1);
        assumeTrue(made.isPresent(), "no g++");
        HostDevice device = made.get();
        List<ConvolutionMath> asked = new ArrayList<>();
        KernelChoice.use(precision -> new DeviceKernels(
                new TimedDevice(device, false) {
                    @Override
                    public DeviceConvolution convolution(ConvolutionShape shape, ConvolutionMath math) {
                        asked.add(math);
                        return super.convolution(shape, math);
                    }
                },
                precision == KernelPrecision.TF32 ? ConvolutionMath.TF32 : ConvolutionMath.FLOAT32,
                new Nd4jKernels()));
        ComputationGraph first = builder().build().init();
        ComputationGraph second =
                builder().precision(KernelPrecision.TF32).build().init();
        NetworkUpdater.use(second);
        NetworkUpdater.use(first);
        MultiDataSet batch = new MultiDataSet(
                new INDArray[] {Nd4j.rand(DataType.FLOAT, 2, 1, SIDE, SIDE)},
                new INDArray[] {Nd4j.eye(2).castTo(DataType.FLOAT), Nd4j.rand(DataType.FLOAT, 2, 9, 9)});
        first.fit(batch);
        assertThat(asked).isNotEmpty().containsOnly(ConvolutionMath.FLOAT32);
        asked.clear();
        second.fit(batch);
        assertThat(asked).isNotEmpty().containsOnly(ConvolutionMath.TF32);
        assertThat(second.params()).isEqualTo(first.params());
    }
}
