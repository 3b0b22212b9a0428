package org.cyborgml.models.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** oneDNN's kernels on blocks that are filled up, against the same kernels on plain arrays: same values, and zeros stay. */
@ParameterizedClass
@EnumSource(names = {"FP32", "BF16"})
class PaddedMapsTest {

    private final KernelPrecision precision;
    private Kernels kernels = new Nd4jKernels();
    private int block;

    PaddedMapsTest(KernelPrecision precision) {
        this.precision = precision;
    }

    @BeforeEach
    void oneDnnLoads() {
        try {
            Kernels.use(KernelSet.ONEDNN, precision);
        } catch (IllegalStateException e) {
            assumeTrue(false, e.getMessage());
        }
        kernels = Kernels.current();
        block = kernels.channelBlock(DataType.FLOAT);
        Nd4j.getRandom().setSeed(11);
    }

    @AfterEach
    void asBefore() {
        Kernels.use(KernelSet.AUTO);
    }

    /** Numbers that plain maps and maps in blocks hold alike. */
    private INDArray random(long... shape) {
        return rounded(Nd4j.rand(DataType.FLOAT, shape).muli(2).subi(1));
    }

    private INDArray rounded(INDArray array) {
        return array.castTo(kernels.mapsType(DataType.FLOAT)).castTo(DataType.FLOAT);
    }

    private INDArray padded(INDArray plain) {
        MapsShape shape = MapsShape.of(plain);
        INDArray result = Nd4j.create(kernels.mapsType(DataType.FLOAT), shape.paddedArray(block));
        MapsShape held = MapsShape.of(result);
        INDArray filled = Nd4j.create(DataType.FLOAT, held.array());
        filled.get(
                        NDArrayIndex.all(),
                        NDArrayIndex.interval(0, shape.channels()),
                        NDArrayIndex.all(),
                        NDArrayIndex.all())
                .assign(plain);
        ChannelBlocks.copy(filled, result);
        return result;
    }

    /** To be written to: what is not written fails the comparison. */
    private INDArray poisoned(MapsShape shape) {
        return Nd4j.valueArrayOf(shape.paddedArray(block), Float.NaN, kernels.mapsType(DataType.FLOAT));
    }

    private void assertHolds(INDArray padded, INDArray plain) {
        MapsShape shape = MapsShape.of(plain);
        INDArray joined = ChannelBlocks.toPlain(padded).castTo(DataType.FLOAT);
        INDArray own = joined.get(
                NDArrayIndex.all(), NDArrayIndex.interval(0, shape.channels()), NDArrayIndex.all(), NDArrayIndex.all());
        // Rounded once where it is written, and once more after each addition of a pooling's overlapping windows.
        double allowed = precision == KernelPrecision.FP32
                ? 2e-5
                : Math.max(1, plain.normmaxNumber().doubleValue()) / 128;
        assertThat(own.sub(plain).normmaxNumber().doubleValue()).isLessThan(allowed);
        long filled = MapsShape.of(padded).channels();
        if (filled > shape.channels()) {
            INDArray rest = joined.get(
                    NDArrayIndex.all(),
                    NDArrayIndex.interval(shape.channels(), filled),
                    NDArrayIndex.all(),
                    NDArrayIndex.all());
            assertThat(rest.dup().data().asFloat()).containsOnly(0f);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "728, 728, 728, 3, 1",
        "728, 728, 1, 1, 1",
        "728, 1024, 1, 1, 2",
        "256, 728, 1, 1, 1",
        "33, 47, 1, 3, 2",
        "40, 24, 2, 3, 1",
        "5, 5, 5, 3, 1"
    })
    void convolutions(int inputs, int outputs, int groups, int side, int stride) {
        Window window = Window.of(side).withStride(stride).withPadding(side / 2);
        ConvolutionKernel kernel = kernels.convolution(window, groups, DataType.FLOAT);
        MapsShape in = new MapsShape(2, inputs, 6, 5);
        MapsShape out = new MapsShape(2, outputs, window.outputHeight(6), window.outputWidth(5));
        INDArray x = random(in.array());
        INDArray w = random(outputs, inputs / groups, side, side).divi(Math.sqrt((double) inputs / groups) * side);
        INDArray y = random(out.array());
        kernel.forward(x, w, null, y);
        INDArray paddedY = poisoned(out);
        kernel.forward(padded(x), w, null, paddedY);
        assertHolds(paddedY, y);

        INDArray dy = random(out.array()).divi(10);
        INDArray dx = random(in.array());
        INDArray dw = w.ulike();
        kernel.backward(x, w, dy, dx, dw, null);
        INDArray paddedDx = poisoned(in);
        INDArray paddedDw = w.ulike();
        kernel.backward(padded(x), w, padded(dy), paddedDx, paddedDw, null);
        assertHolds(paddedDx, dx);
        assertThat(paddedDw.sub(dw).normmaxNumber().doubleValue()).isLessThan(2e-5);

        // The shift of a norm would turn zeros into other numbers.
        FusedNorm norm = new FusedNorm(random(outputs), random(outputs).addi(3), FusedActivation.RELU);
        kernel.forwardFused(x, w, null, norm, y);
        INDArray normed = poisoned(out);
        kernel.forwardFused(padded(x), w, null, norm, normed);
        assertHolds(normed, y);
    }

    @ParameterizedTest
    @EnumSource(FusedActivation.class)
    void batchNorms(FusedActivation activation) {
        assumeTrue(
                precision == KernelPrecision.FP32 || activation != FusedActivation.SWISH, "no swish in this precision");
        for (int channels : new int[] {728, 33, 5, 48}) {
            BatchNormKernel kernel = kernels.batchNorm(activation, 1e-3, DataType.FLOAT);
            // So many rows that statistics are joined from parts.
            MapsShape shape = new MapsShape(3, channels, 40, 20);
            INDArray x = rounded(random(shape.array()).addi(0.5));
            INDArray w = random(channels);
            INDArray b = random(channels).addi(1);
            INDArray m = random(channels);
            INDArray v = random(channels).addi(1.5);
            INDArray y = random(shape.array());
            kernel.forwardInference(x, w, b, m, v, y);
            INDArray paddedY = poisoned(shape);
            kernel.forwardInference(padded(x), w, b, m, v, paddedY);
            assertHolds(paddedY, y);

            kernel.forwardTraining(x, w, b, m, v, y);
            INDArray dy = random(shape.array());
            INDArray dx = random(shape.array());
            INDArray dw = random(channels);
            INDArray db = random(channels);
            kernel.backward(x, y, w, b, m, v, dy, dx, dw, db);
            INDArray paddedM = random(channels);
            INDArray paddedV = random(channels);
            INDArray trained = poisoned(shape);
            kernel.forwardTraining(padded(x), w, b, paddedM, paddedV, trained);
            assertHolds(trained, y);
            assertThat(paddedM.sub(m).normmaxNumber().doubleValue()).isLessThan(1e-5);
            assertThat(paddedV.sub(v).normmaxNumber().doubleValue()).isLessThan(1e-5);
            INDArray paddedDx = poisoned(shape);
            INDArray paddedDw = random(channels);
            INDArray paddedDb = random(channels);
            kernel.backward(padded(x), trained, w, b, paddedM, paddedV, padded(dy), paddedDx, paddedDw, paddedDb);
            assertHolds(paddedDx, dx);
            assertThat(paddedDw.sub(dw).normmaxNumber().doubleValue()).isLessThan(1e-2);
            assertThat(paddedDb.sub(db).normmaxNumber().doubleValue()).isLessThan(1e-2);
        }
    }

    @ParameterizedTest
    @EnumSource(PoolingMode.class)
    void poolingsAndSums(PoolingMode mode) {
        MapsShape in = new MapsShape(2, 33, 7, 6);
        Window window = Window.of(3).withStride(2).withPadding(1);
        MapsShape out = new MapsShape(2, 33, window.outputHeight(7), window.outputWidth(6));
        PoolingKernel kernel = kernels.pooling(mode, window, Rounding.FLOOR, DataType.FLOAT);
        INDArray x = random(in.array());
        INDArray y = random(out.array());
        kernel.forward(x, y);
        INDArray paddedY = poisoned(out);
        kernel.forward(padded(x), paddedY);
        assertHolds(paddedY, y);
        INDArray dy = random(out.array());
        INDArray dx = random(in.array());
        kernel.backward(x, dy, dx);
        INDArray paddedDx = poisoned(in);
        kernel.backward(padded(x), padded(dy), paddedDx);
        assertHolds(paddedDx, dx);

        INDArray sum = poisoned(in);
        kernels.sum(FusedActivation.RELU, DataType.FLOAT).forward(List.of(padded(x), padded(dx)), sum);
        INDArray wanted = x.add(dx);
        assertHolds(sum, wanted.muli(wanted.gt(0).castTo(DataType.FLOAT)));
    }

    @Test
    void shapesSayHowManyChannelsThereAre() {
        INDArray maps = Nd4j.create(DataType.FLOAT, 2, 3, 5, 4, block);
        assertThat(MapsShape.of(maps, 2L * block + 1)).isEqualTo(new MapsShape(2, 2L * block + 1, 5, 4));
        assertThat(MapsShape.of(maps, 3L * block)).isEqualTo(MapsShape.of(maps));
        assertThat(new MapsShape(2, 2L * block + 1, 5, 4).paddedArray(block)).isEqualTo(maps.shape());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MapsShape.of(maps, 2L * block))
                .withMessageContaining(2 * block + " channels were expected");
    }
}
