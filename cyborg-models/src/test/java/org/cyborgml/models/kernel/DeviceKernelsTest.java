package org.cyborgml.models.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Optional;
import org.cyborgml.models.cuda.ConvolutionMath;
import org.cyborgml.models.cuda.HostDevice;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

/** The kernels of kernels.cu, compiled for the host, against ND4J's in double. */
class DeviceKernelsTest {

    private static final double TOLERANCE = 1e-5;

    @BeforeEach
    void seed() {
        Nd4j.getRandom().setSeed(7);
    }

    private static OperationsAgreement agreement(int threads) throws Exception {
        Optional<HostDevice> device = HostDevice.create(threads);
        assumeTrue(device.isPresent(), "no g++");
        return new OperationsAgreement(new DeviceKernels(device.get(), ConvolutionMath.FLOAT32, new Nd4jKernels()));
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
