package org.cyborgml.models.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.cyborgml.models.AttentionKind;
import org.cyborgml.models.DenseNet121;
import org.cyborgml.models.InceptionV3;
import org.cyborgml.models.Network;
import org.cyborgml.models.ResNet50;
import org.cyborgml.models.SelfAttention;
import org.cyborgml.models.cuda.ConvolutionMath;
import org.cyborgml.models.cuda.HostDevice;
import org.cyborgml.optim.ClassicalMomentum;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The backbones (Xception as Self-Attention's) on a device, against the host's kernels. Their maps, parameters and updates stay there.
 */
class DeviceNetworksTest {

    @AfterEach
    void automatic() {
        Kernels.use(KernelSet.AUTO);
    }

    static Stream<Arguments> networks() {
        return Stream.of(
                network("resnet50", 64, ResNet50::builder),
                network("densenet121", 64, DenseNet121::builder),
                network("inception_v3", 107, InceptionV3::builder),
                network("self_attention", 71, SelfAttention::builder),
                network("self_attention-templates", 71, () -> SelfAttention.builder()
                        .attention(AttentionKind.TEMPLATES)));
    }

    private static Arguments network(String name, int side, Supplier<Network.Builder<?>> builder) {
        return Arguments.of(name, side, builder);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void agree(String name, int side, Supplier<Network.Builder<?>> builder) throws Exception {
        Optional<HostDevice> device = HostDevice.create(1);
        assumeTrue(device.isPresent(), "no g++");
        DeviceKernels kernels = new DeviceKernels(device.get(), ConvolutionMath.FLOAT32, new Nd4jKernels());
        Kernels.use(KernelSet.AUTO);
        NetworksAgreement.Found found = new NetworksAgreement(
                        kernels, Kernels.current(), DataType.FLOAT, side, 4, 1, new ClassicalMomentum(1e-3, 0.9))
                .of(builder.get());
        assertThat(found.probabilities()).isLessThan(1e-5);
        assertThat(found.cams()).isLessThan(1e-4);
        assertThat(found.losses()).isLessThan(1e-3);
        assertThat(found.weights()).isLessThan(1e-3);
    }

    /** Maps of 8 bits of mantissa: inference is near, and training goes the same way as long as rounding lets it. */
    @ParameterizedTest
    @MethodSource("networks")
    void areNearInBfloat16(String name, int side, Supplier<Network.Builder<?>> builder) throws Exception {
        Optional<HostDevice> device = HostDevice.create(1);
        assumeTrue(device.isPresent(), "no g++");
        DeviceKernels kernels = new DeviceKernels(device.get(), ConvolutionMath.BFLOAT16, new Nd4jKernels());
        Kernels.use(KernelSet.AUTO);
        NetworksAgreement.Found found = new NetworksAgreement(
                        kernels, Kernels.current(), DataType.FLOAT, side, 4, 1, new ClassicalMomentum(1e-3, 0.9))
                .of(builder.get());
        assertThat(found.probabilities()).isLessThan(0.02);
        assertThat(found.cams()).as("they differ, but not by much").isBetween(1e-6, 0.06);
        assertThat(found.losses()).isLessThan(0.2);
        assertThat(found.weights()).isLessThan(0.5);
    }
}
