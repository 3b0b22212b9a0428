package org.cyborgml.models.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Broadcast;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** oneDNN's kernels of one precision against ND4J's in double, on random shapes. */
abstract class KernelsAgreement {

    private final KernelPrecision precision;
    private final double tolerance;
    private final Kernels nd4j = new Nd4jKernels();

    KernelsAgreement(KernelPrecision precision, double tolerance) {
        this.precision = precision;
        this.tolerance = tolerance;
    }

    @BeforeEach
    void oneDnnLoads() {
        try {
            Kernels.use(KernelSet.ONEDNN, precision);
        } catch (IllegalStateException e) {
            assumeTrue(false, e.getMessage());
        }
        Nd4j.getRandom().setSeed(7);
    }

    @AfterEach
    void automatic() {
        Kernels.use(KernelSet.AUTO);
    }

    record Case(Window window, int groups, MapsShape input, long outputs, boolean bias) {

        MapsShape output() {
            return new MapsShape(
                    input.samples(), outputs, window.outputHeight(input.height()), window.outputWidth(input.width()));
        }

        @Override
        public String toString() {
            return window + ", groups " + groups + ", " + input + " to " + outputs + (bias ? " with bias" : "");
        }
    }

    static Stream<Case> convolutions() {
        List<Case> cases = new ArrayList<>(List.of(
                new Case(Window.of(7).withStride(2).withPadding(3), 1, new MapsShape(2, 3, 31, 30), 64, false),
                new Case(Window.of(1, 7).withPadding(0, 3), 1, new MapsShape(1, 20, 9, 11), 17, true),
                new Case(Window.of(7, 1).withPadding(3, 0), 1, new MapsShape(3, 16, 8, 8), 32, false),
                new Case(Window.of(3).withPadding(1), 48, new MapsShape(2, 48, 10, 7), 48, false),
                new Case(Window.of(3).withPadding(1).withStride(2), 37, new MapsShape(2, 37, 9, 9), 37, true),
                new Case(Window.of(1), 1, new MapsShape(1, 1, 1, 1), 1, true),
                new Case(Window.of(1).withStride(2), 1, new MapsShape(4, 64, 7, 7), 128, false),
                new Case(Window.of(5), 2, new MapsShape(2, 64, 12, 12), 32, true)));
        cases.add(new Case(Window.of(3).withPadding(1), 1, new MapsShape(2, 32, 9, 8), 48, true));
        cases.add(new Case(Window.of(3).withPadding(1), 32, new MapsShape(2, 32, 9, 8), 32, false));
        cases.add(new Case(Window.of(1), 2, new MapsShape(3, 64, 5, 5), 32, false));
        Window five = Window.of(5);
        cases.add(new Case(five.withPadding(2), 32, new MapsShape(2, 32, 9, 8), 32, false));
        cases.add(new Case(
                five.withStride(2).withPadding(1).withExtraPadding(1), 48, new MapsShape(2, 48, 10, 14), 48, false));
        cases.add(new Case(five.withStride(2).withPadding(2), 16, new MapsShape(3, 16, 7, 3), 16, false));
        cases.add(new Case(five.withPadding(2), 16, new MapsShape(2, 16, 1, 1), 16, false));
        cases.add(new Case(Window.of(7).withPadding(3), 16, new MapsShape(1, 16, 11, 12), 16, false));
        cases.add(new Case(Window.of(2, 4), 16, new MapsShape(2, 16, 5, 6), 16, false));
        cases.add(new Case(Window.of(3).withStride(2).withExtraPadding(1), 1, new MapsShape(2, 3, 12, 10), 48, false));
        Random random = new Random(5);
        while (cases.size() < 47) {
            int height = 1 + random.nextInt(5);
            int width = random.nextBoolean() ? height : 1 + random.nextInt(5);
            Window window = Window.of(height, width)
                    .withStride(1 + random.nextInt(3))
                    .withPadding(random.nextInt(height), random.nextInt(width));
            int groups = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 1;
            MapsShape input = new MapsShape(
                    1 + random.nextInt(4),
                    (long) groups * (1 + random.nextInt(40)),
                    height + random.nextInt(15),
                    width + random.nextInt(15));
            cases.add(new Case(window, groups, input, (long) groups * (1 + random.nextInt(40)), random.nextBoolean()));
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("convolutions")
    void convolutionsAgree(Case c) {
        ConvolutionKernel expected = nd4j.convolution(c.window, c.groups, DataType.DOUBLE);
        ConvolutionKernel actual = Kernels.current().convolution(c.window, c.groups, DataType.FLOAT);
        assertThat(actual)
                .isInstanceOf(
                        precision == KernelPrecision.FP32 && OneDnnWideDepthwise.isFor(c.window, c.groups)
                                ? OneDnnWideDepthwise.class
                                : OneDnnConvolution.class);
        MapsShape output = c.output();
        // Every layout of input and output; plain arrays start inside a larger one.
        for (int layouts = 0; layouts < 4; layouts++) {
            boolean in = layouts % 2 == 1;
            boolean out = layouts / 2 == 1;
            boolean view = !in;
            INDArray x = maps(in, c.input);
            INDArray w = random(view, c.outputs, c.input.channels() / c.groups, c.window.height(), c.window.width());
            INDArray b = c.bias ? random(view, c.outputs) : null;
            INDArray y = maps(out, output);
            actual.forward(x, w, b, y);
            INDArray wantY = wide(y).ulike();
            expected.forward(wide(x), wide(w), b == null ? null : wide(b), wantY);
            assertClose(y, wantY);

            INDArray dy = maps(out, output);
            INDArray dx = maps(in, c.input);
            INDArray dw = random(view, w.shape());
            INDArray db = c.bias ? random(view, c.outputs) : null;
            actual.backward(x, w, dy, dx, dw, db);
            INDArray wantDx = wide(dx).ulike();
            INDArray wantDw = wide(dw).ulike();
            INDArray wantDb = db == null ? null : wide(db).ulike();
            expected.backward(wide(x), wide(w), wide(dy), wantDx, wantDw, wantDb);
            assertClose(dx, wantDx);
            assertClose(dw, wantDw);
            if (db != null && wantDb != null) {
                assertClose(db, wantDb);
            }
            INDArray alone = random(view, w.shape());
            actual.backward(x, w, dy, null, alone, db);
            assertClose(alone, wantDw);
        }
    }

    @ParameterizedTest
    @MethodSource("convolutions")
    void convolutionsTakeOverWhatABatchNormDoesAtInference(Case c) {
        MapsShape output = c.output();
        ConvolutionKernel convolution = nd4j.convolution(c.window, c.groups, DataType.DOUBLE);
        ConvolutionKernel actual = Kernels.current().convolution(c.window, c.groups, DataType.FLOAT);
        assertThat(actual.fusesBatchNorm()).isTrue();
        INDArray w = random(true, c.outputs, c.input.channels() / c.groups, c.window.height(), c.window.width());
        INDArray b = c.bias ? random(true, c.outputs) : null;
        INDArray scale = random(true, c.outputs);
        INDArray shift = random(true, c.outputs);
        for (FusedActivation activation : FusedActivation.values()) {
            for (boolean blocks : new boolean[] {true, false}) {
                INDArray x = maps(blocks, c.input);
                INDArray y = maps(blocks, output);
                actual.forwardFused(x, w, b, new FusedNorm(scale, shift, activation), y);
                INDArray wantY = wide(y).ulike();
                convolution.forward(wide(x), wide(w), b == null ? null : wide(b), wantY);
                // A norm by mean 0 and variance 1.
                INDArray normed = wantY.ulike();
                nd4j.batchNorm(activation, 1e-30, DataType.DOUBLE)
                        .forwardInference(
                                wantY,
                                wide(scale),
                                wide(shift),
                                wide(shift).ulike().assign(0),
                                wide(shift).ulike().assign(1),
                                normed);
                assertClose(y, normed);
            }
        }
    }

    /** A residual block's end: scale, shift, shortcut, then ReLU; once the weights are packed, the same bits. */
    @ParameterizedTest
    @MethodSource("convolutions")
    void convolutionsTakeOverASumAtInference(Case c) {
        MapsShape output = c.output();
        ConvolutionKernel convolution = nd4j.convolution(c.window, c.groups, DataType.DOUBLE);
        ConvolutionKernel actual = Kernels.current().convolution(c.window, c.groups, DataType.FLOAT);
        INDArray w = random(true, c.outputs, c.input.channels() / c.groups, c.window.height(), c.window.width());
        INDArray b = c.bias ? random(true, c.outputs) : null;
        FusedNorm norm = new FusedNorm(random(true, c.outputs), random(true, c.outputs), FusedActivation.NONE);
        for (FusedActivation activation : List.of(FusedActivation.NONE, FusedActivation.RELU)) {
            for (boolean blocks : new boolean[] {true, false}) {
                INDArray x = maps(blocks, c.input);
                INDArray alone = maps(blocks, output);
                INDArray shortcut = maps(blocks, output);
                actual.forwardFused(x, w, b, norm, alone);
                INDArray sum = wide(alone).ulike();
                convolution.forward(wide(x), wide(w), b == null ? null : wide(b), sum);
                Broadcast.mul(sum, wide(norm.scale()), sum, 1);
                Broadcast.add(sum, wide(norm.shift()), sum, 1);
                sum.addi(wide(shortcut));
                INDArray y = maps(blocks, output);
                actual.forwardFused(x, w, b, norm.plus(shortcut, activation), y);
                assertClose(y, activation == FusedActivation.RELU ? Transforms.relu(sum) : sum);
                INDArray frozen = maps(blocks, output);
                actual.freeze();
                for (int pass = 0; pass < 2; pass++) {
                    actual.forwardFused(x, w, b, norm.plus(shortcut, activation), frozen.assign(Float.NaN));
                    assertThat(frozen).isEqualTo(y);
                    actual.forwardFused(x, w, b, norm, frozen.assign(Float.NaN));
                    assertThat(frozen).isEqualTo(alone);
                }
                actual.thaw();
            }
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> new FusedNorm(w, w, FusedActivation.RELU).plus(w, FusedActivation.NONE))
                .withMessage("nothing can be added after RELU");
    }

    @ParameterizedTest
    @MethodSource("convolutions")
    void frozenWeightsChangeNothingUntilThawed(Case c) {
        ConvolutionKernel kernel = Kernels.current().convolution(c.window, c.groups, DataType.FLOAT);
        INDArray w = random(true, c.outputs, c.input.channels() / c.groups, c.window.height(), c.window.width());
        INDArray b = c.bias ? random(true, c.outputs) : null;
        INDArray x = maps(true, c.input);
        MapsShape output = c.output();
        INDArray expected = maps(true, output);
        INDArray actual = maps(true, output);
        for (int round = 0; round < 2; round++) {
            kernel.forward(x, w, b, expected);
            kernel.freeze();
            kernel.forward(x, w, b, actual.assign(Float.NaN));
            assertThat(actual).isEqualTo(expected);
            kernel.forward(x, w, b, actual.assign(Float.NaN));
            assertThat(actual).isEqualTo(expected);
            kernel.thaw();
            w.muli(-2);
        }
    }

    @ParameterizedTest
    @EnumSource(FusedActivation.class)
    void batchNormsAgree(FusedActivation activation) {
        Random random = new Random(6);
        BatchNormKernel expected = nd4j.batchNorm(activation, 1e-3, DataType.DOUBLE);
        if (activation == FusedActivation.SWISH
                && isRefused(() -> Kernels.current().batchNorm(activation, 1e-3, DataType.FLOAT))) {
            return;
        }
        BatchNormKernel actual = Kernels.current().batchNorm(activation, 1e-3, DataType.FLOAT);
        assertThat(actual)
                .isInstanceOf(activation == FusedActivation.SWISH ? OneDnnSwishBatchNorm.class : OneDnnBatchNorm.class);
        List<long[]> shapes = new ArrayList<>(List.of(
                new long[] {1, 1, 1, 2},
                new long[] {2, 16, 7, 7},
                new long[] {8, 64, 14, 14},
                new long[] {1, 33, 5, 4},
                new long[] {2, 48, 60, 20},
                new long[] {3, 32, 37, 17}));
        while (shapes.size() < 20) {
            shapes.add(new long[] {
                1 + random.nextInt(4), 1 + random.nextInt(70), 2 + random.nextInt(9), 1 + random.nextInt(9)
            });
        }
        for (long[] shape : shapes) {
            long c = shape[1];
            boolean view = random.nextBoolean();
            MapsShape maps = new MapsShape(shape[0], c, shape[2], shape[3]);
            boolean blocks = random.nextBoolean();
            INDArray x = maps(blocks, maps).addi(0.5);
            INDArray w = random(view, c);
            INDArray b = random(view, c);
            INDArray m = random(view, c);
            INDArray v = random(view, c).addi(1.5);
            INDArray y = maps(blocks, maps);
            INDArray wantY = wide(y).ulike();
            actual.forwardInference(x, w, b, m, v, y);
            expected.forwardInference(wide(x), wide(w), wide(b), wide(m), wide(v), wantY);
            assertClose(y, wantY);

            INDArray wantM = wide(m).ulike();
            INDArray wantV = wide(v).ulike();
            actual.forwardTraining(x, w, b, m, v, y);
            expected.forwardTraining(wide(x), wide(w), wide(b), wantM, wantV, wantY);
            assertClose(m, wantM);
            assertClose(v, wantV);
            assertClose(y, wantY);

            INDArray dy = maps(blocks, maps);
            INDArray dx = maps(blocks, maps);
            INDArray dw = random(view, c);
            INDArray db = random(view, c);
            INDArray wantDx = wide(dx).ulike();
            INDArray wantDw = wide(dw).ulike();
            INDArray wantDb = wide(db).ulike();
            actual.backward(x, y, w, b, m, v, dy, dx, dw, db);
            expected.backward(wide(x), wantY, wide(w), wide(b), wantM, wantV, wide(dy), wantDx, wantDw, wantDb);
            assertClose(dx, wantDx);
            assertClose(dw, wantDw);
            assertClose(db, wantDb);
        }
    }

    /** As many cells as a first layer's, far from zero: added up in floats, they lose two digits. */
    @Test
    void batchNormStatisticsOfManyCellsAreExact() {
        INDArray x = maps(true, new MapsShape(4, 32, 149, 149)).addi(5);
        INDArray m = random(false, 32);
        INDArray v = random(false, 32);
        Kernels.current()
                .batchNorm(FusedActivation.NONE, 1e-3, DataType.FLOAT)
                .forwardTraining(x, m.ulike().assign(1), m.ulike(), m, v, x.ulike());
        INDArray channels = wide(x).permute(1, 0, 2, 3).reshape('c', 32, -1);
        assertThat(wide(m).sub(channels.mean(1)).normmaxNumber().doubleValue()).isLessThan(tolerance / 20);
        assertThat(wide(v).sub(channels.var(false, 1)).normmaxNumber().doubleValue())
                .isLessThan(tolerance / 20);
    }

    @ParameterizedTest
    @EnumSource(PoolingMode.class)
    void poolingsAgree(PoolingMode mode) {
        Random random = new Random(8);
        for (int i = 0; i < 30; i++) {
            int side = 1 + random.nextInt(4);
            Window window = Window.of(side).withStride(1 + random.nextInt(3)).withPadding(random.nextInt(side / 2 + 1));
            Rounding rounding = random.nextBoolean() ? Rounding.CEIL : Rounding.FLOOR;
            MapsShape in = new MapsShape(
                    1 + random.nextInt(3),
                    i % 4 < 2 ? 32 : 1 + random.nextInt(40),
                    side + random.nextInt(9),
                    side + random.nextInt(9));
            MapsShape out = new MapsShape(
                    in.samples(),
                    in.channels(),
                    rounding.windows(in.height(), side, window.stride(), window.paddingHeight()),
                    rounding.windows(in.width(), side, window.stride(), window.paddingWidth()));
            PoolingKernel expected = nd4j.pooling(mode, window, rounding, DataType.DOUBLE);
            PoolingKernel actual = Kernels.current().pooling(mode, window, rounding, DataType.FLOAT);
            INDArray x = maps(i % 2 == 0, in);
            INDArray y = maps(i % 2 == 0, out);
            INDArray wantY = wide(y).ulike();
            actual.forward(x, y);
            expected.forward(wide(x), wantY);
            assertClose(y, wantY);
            INDArray dy = maps(i % 2 == 0, out);
            INDArray dx = maps(i % 2 == 0, in);
            INDArray wantDx = wide(dx).ulike();
            actual.backward(x, dy, dx);
            expected.backward(wide(x), wide(dy), wantDx);
            // Where windows overlap, maps in blocks are rounded after each of several additions.
            assertClose(dx, wantDx, 2 * tolerance);
        }
    }

    @ParameterizedTest
    @EnumSource(value = FusedActivation.class, mode = EnumSource.Mode.EXCLUDE, names = "SWISH")
    void sumsAgree(FusedActivation activation) {
        SumKernel expected = nd4j.sum(activation, DataType.DOUBLE);
        SumKernel actual = Kernels.current().sum(activation, DataType.FLOAT);
        assertThat(actual).isInstanceOf(OneDnnSum.class);
        for (int inputs = 1; inputs <= 4; inputs++) {
            for (long[] shape : new long[][] {{2, 3, 4, 5}, {1, 1, 1, 1}, {3, 64, 7, 7}}) {
                List<INDArray> x = new ArrayList<>();
                for (int i = 0; i < inputs; i++) {
                    x.add(random(i % 2 == 1, shape));
                }
                INDArray y = random(false, shape);
                INDArray wantY = wide(y).ulike();
                actual.forward(x, y);
                expected.forward(x.stream().map(KernelsAgreement::wide).toList(), wantY);
                assertClose(y, wantY);
                INDArray dy = random(true, shape);
                INDArray dx = random(false, shape);
                INDArray wantDx = wide(dx).ulike();
                actual.backward(y, dy, dx);
                expected.backward(wantY, wide(dy), wantDx);
                assertClose(dx, wantDx);
            }
        }
    }

    @Test
    void numbersOfMapsAgree() {
        if (isRefused(() -> Kernels.current().perMap(DataType.FLOAT))) {
            return;
        }
        PerMapKernel expected = nd4j.perMap(DataType.DOUBLE);
        PerMapKernel actual = Kernels.current().perMap(DataType.FLOAT);
        assertThat(actual).isInstanceOf(OneDnnPerMap.class);
        for (MapsShape shape :
                List.of(new MapsShape(2, 48, 7, 5), new MapsShape(1, 16, 1, 1), new MapsShape(3, 32, 60, 41))) {
            for (boolean blocks : new boolean[] {true, false}) {
                INDArray x = maps(blocks, shape);
                INDArray other = maps(blocks, shape).addi(x);
                INDArray numbers = random(false, shape.samples(), shape.channels());
                INDArray want = wide(numbers);
                actual.means(x, numbers);
                expected.means(wide(x), want);
                assertClose(numbers, want);
                actual.products(x, other, numbers);
                expected.products(wide(x), wide(other), want);
                assertClose(numbers, want);
                INDArray factors = random(true, shape.samples(), shape.channels());
                INDArray y = maps(blocks, shape);
                INDArray wantY = wide(y);
                for (INDArray summands : new INDArray[] {null, random(true, shape.samples(), shape.channels())}) {
                    actual.scale(x, factors, summands, y);
                    expected.scale(wide(x), wide(factors), summands == null ? null : wide(summands), wantY);
                    assertClose(y, wantY);
                }
            }
        }
    }

    @Test
    void upsamplingsAgree() {
        if (isRefused(() -> Kernels.current().upsampling(DataType.FLOAT))) {
            return;
        }
        UpsamplingKernel expected = nd4j.upsampling(DataType.DOUBLE);
        UpsamplingKernel actual = Kernels.current().upsampling(DataType.FLOAT);
        assertThat(actual).isInstanceOf(OneDnnUpsampling.class);
        for (boolean blocks : new boolean[] {true, false}) {
            MapsShape small = new MapsShape(2, 128, 32, 32);
            INDArray x = maps(blocks, small);
            INDArray y = maps(blocks, new MapsShape(2, 128, 64, 64));
            INDArray wantY = wide(y);
            actual.forward(x, y);
            expected.forward(wide(x), wantY);
            assertThat(wide(y)).isEqualTo(wantY);
            assertThat(wide(y).getDouble(1, 1, 3, 5)).isEqualTo(wide(x).getDouble(1, 1, 1, 2));
            INDArray dx = maps(blocks, small);
            INDArray wantDx = wide(dx);
            actual.backward(y, dx);
            expected.backward(wantY, wantDx);
            assertClose(dx, wantDx);
            // ND4J's own kernel in the same layout, blocks too.
            INDArray byNd4j = y.ulike();
            nd4j.upsampling(DataType.FLOAT).forward(x, byNd4j);
            assertThat(byNd4j).isEqualTo(y);
        }
    }

    @Test
    void concatenationsAgree() {
        ConcatenationKernel expected = nd4j.concatenation(DataType.DOUBLE);
        ConcatenationKernel actual = Kernels.current().concatenation(DataType.FLOAT);
        assertThat(actual).isInstanceOf(OneDnnConcatenation.class);
        Random random = new Random(9);
        for (int i = 0; i < 30; i++) {
            boolean blocks = i % 2 == 0;
            int samples = 1 + random.nextInt(3);
            int height = 1 + random.nextInt(6);
            int width = 1 + random.nextInt(6);
            List<INDArray> x = new ArrayList<>();
            List<INDArray> dx = new ArrayList<>();
            int channels = 0;
            for (int parts = 1 + random.nextInt(4); parts > 0; parts--) {
                int c = blocks ? 16 * (1 + random.nextInt(3)) : 1 + random.nextInt(20);
                MapsShape shape = new MapsShape(samples, c, height, width);
                x.add(maps(blocks, shape));
                dx.add(maps(blocks, shape));
                channels += c;
            }
            INDArray y = maps(blocks, new MapsShape(samples, channels, height, width));
            INDArray wantY = wide(y).ulike();
            actual.forward(x, y);
            expected.forward(x.stream().map(KernelsAgreement::wide).toList(), wantY);
            assertThat(wide(y)).isEqualTo(wantY);
            INDArray dy = maps(blocks, new MapsShape(samples, channels, height, width));
            List<INDArray> wantDx = dx.stream().map(part -> wide(part).ulike()).toList();
            actual.backward(dy, dx);
            expected.backward(wide(dy), wantDx);
            assertThat(dx.stream().map(KernelsAgreement::wide).toList()).isEqualTo(wantDx);
        }
    }

    /** True, and tested, where there is no kernel in this precision. */
    private boolean isRefused(ThrowingCallable kernel) {
        if (precision == KernelPrecision.FP32) {
            return false;
        }
        assertThatIllegalStateException().isThrownBy(kernel).withMessageContaining("use fp32");
        return true;
    }

    /** Uniform in [-1,1]; as a view it starts three numbers into a larger array. */
    private INDArray random(boolean view, long... shape) {
        long length = Nd4j.createUninitialized(DataType.FLOAT, shape).length();
        INDArray flat = Nd4j.rand(DataType.FLOAT, length + 3).muli(2).subi(1);
        // Numbers that both types have: what is left is the rounding of results.
        flat = flat.castTo(Kernels.current().mapsType(DataType.FLOAT)).castTo(DataType.FLOAT);
        return view
                ? flat.get(NDArrayIndex.interval(3, length + 3)).reshape('c', shape)
                : flat.get(NDArrayIndex.interval(0, length)).dup().reshape('c', shape);
    }

    /** Random feature maps, in blocks of channels where these fit. */
    private INDArray maps(boolean blocks, MapsShape shape) {
        INDArray maps = random(!blocks, shape.array(blocks ? Kernels.current().channelBlock(DataType.FLOAT) : 1));
        return maps.rank() == ChannelBlocks.RANK ? maps.castTo(Kernels.current().mapsType(DataType.FLOAT)) : maps;
    }

    /** In double and plain. */
    private static INDArray wide(INDArray array) {
        return ChannelBlocks.toPlain(array.castTo(DataType.DOUBLE));
    }

    /** The size of an expected result's numbers, by which the largest difference is divided. */
    abstract double size(INDArray expected);

    private void assertClose(INDArray actual, INDArray expected) {
        assertClose(actual, expected, tolerance);
    }

    private void assertClose(INDArray actual, INDArray expected, double allowed) {
        INDArray difference = wide(actual).sub(expected);
        assertThat(difference.norm1Number().doubleValue()).isNotNaN();
        assertThat(difference.normmaxNumber().doubleValue() / Math.max(1, size(expected)))
                .isLessThan(allowed);
    }
}
