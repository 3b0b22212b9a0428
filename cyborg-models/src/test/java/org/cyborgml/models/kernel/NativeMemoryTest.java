package org.cyborgml.models.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** oneDNN's kernels keep no more native memory after many shapes than after a few. */
class NativeMemoryTest {

    private static final int SHAPES = 3 * ProgramCache.CAPACITY;
    private static final int CHANNELS = 24;
    private static final long MEBIBYTE = 1 << 20;
    private static final long MOST_POINTERS = 2000;

    private final Window window = Window.of(3).withPadding(1);

    @Test
    void staysBoundedOverStepsOfVaryingShape() {
        Kernels.use(KernelSet.AUTO);
        assumeTrue(Kernels.current() instanceof OneDnnKernels, Kernels.current().toString());
        ConvolutionKernel convolution = Kernels.current().convolution(window, 1, DataType.FLOAT);
        BatchNormKernel norm = Kernels.current().batchNorm(FusedActivation.RELU, 1e-5, DataType.FLOAT);
        PoolingKernel pooling = Kernels.current().pooling(PoolingMode.MAX, window, Rounding.FLOOR, DataType.FLOAT);
        INDArray weight = Nd4j.rand(DataType.FLOAT, CHANNELS, CHANNELS, 3, 3);
        INDArray perChannel = Nd4j.rand(DataType.FLOAT, CHANNELS);
        INDArray gradWeight = weight.ulike();
        INDArray ofChannels = perChannel.ulike();
        INDArray variance = perChannel.ulike();
        INDArray[] maps = new INDArray[SHAPES];
        INDArray[] results = new INDArray[SHAPES];
        for (int i = 0; i < SHAPES; i++) {
            maps[i] = Nd4j.rand(DataType.FLOAT, 1 + i % 3, CHANNELS, 20 + i, 41 - i);
            results[i] = maps[i].ulike();
        }
        long pointersAtFirst = 0;
        long bytesAtFirst = 0;
        int steps = 25 * SHAPES;
        for (int step = 0; step < steps; step++) {
            if (step == 5 * SHAPES) {
                pointersAtFirst = Pointer.totalCount();
                bytesAtFirst = Pointer.totalBytes();
            }
            INDArray x = maps[step % SHAPES];
            INDArray y = results[step % SHAPES];
            convolution.forward(x, weight, null, y);
            convolution.backward(x, weight, y, y, gradWeight, null);
            convolution.freeze();
            convolution.forward(x, weight, null, y);
            convolution.forward(x, weight, null, y);
            convolution.thaw();
            norm.forwardTraining(x, perChannel, perChannel, ofChannels, variance, y);
            norm.backward(x, y, perChannel, perChannel, perChannel, perChannel, y, y, ofChannels, variance);
            pooling.forward(x, y);
            pooling.backward(x, y, y);
        }
        // 78,000 where ProgramCache does not close what it drops; then the garbage collector has to.
        assertThat(Pointer.totalCount() - pointersAtFirst).isLessThan(MOST_POINTERS);
        assertThat(Pointer.totalBytes() - bytesAtFirst).isLessThan(MEBIBYTE);
    }
}
