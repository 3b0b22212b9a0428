package org.cyborgml.models.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Optional;
import org.cyborgml.models.cuda.ConvolutionMath;
import org.cyborgml.models.cuda.HostDevice;
import org.cyborgml.models.cuda.MapElement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

/** The kernels of kernels.cu, compiled for the host, against ND4J's in double. */
class DeviceKernelsTest {

    private static final double TOLERANCE = 1e-5;

    /** Results that are rounded to 8 bits of mantissa; a batch norm's gradient over few cells is a difference of such. */
    private static final double OF_BFLOAT16 = 1.6e-2;

    @BeforeEach
    void seed() {
        Nd4j.getRandom().setSeed(7);
    }

    private static OperationsAgreement agreement(int threads) throws Exception {
        Optional<HostDevice> device = HostDevice.create(threads);
        assumeTrue(device.isPresent(), "no g++");
        return new OperationsAgreement(new DeviceKernels(device.get(), ConvolutionMath.FLOAT32, new Nd4jKernels()));
    }

    /** From arrays that bfloat16 holds, so that nothing but the results is rounded. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void agreeInBfloat16(int threads) throws Exception {
        Optional<HostDevice> device = HostDevice.create(threads);
        assumeTrue(device.isPresent(), "no g++");
        Kernels kernels = new DeviceKernels(device.get(), ConvolutionMath.BFLOAT16, new Nd4jKernels());
        List<OperationsAgreement.Result> results = new OperationsAgreement(kernels, MapElement.BFLOAT16).small();
        assertThat(results)
                .hasSizeGreaterThan(60)
                .allSatisfy(r -> assertThat(r.error()).as(r.operation()).isLessThan(OF_BFLOAT16));
        assertThat(results).anySatisfy(r -> assertThat(r.error()).isGreaterThan(1e-4));
    }

    /** More threads than one meet at barriers; they are real ones here, and slow, so shapes are small. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void agreeWithNd4j(int threads) throws Exception {
        List<OperationsAgreement.Result> results = agreement(threads).small();
        assertThat(results)
                .hasSizeGreaterThan(60)
                .allSatisfy(r -> assertThat(r.error()).as(r.operation()).isLessThan(TOLERANCE));
    }
}
