package org.cyborgml.models.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cyborgml.models.cuda.MapElement;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Runs every operation of a set of kernels in float beside ND4J's in double, on random arrays. */
final class OperationsAgreement {

    /** Multiples of this, some numbers around 0, bfloat16 holds without rounding. */
    private static final double GRAIN = 1.0 / 64;

    private final Kernels actual;
    private final MapElement element;
    private final Kernels expected = new Nd4jKernels();
    private final List<Result> results = new ArrayList<>();
    private String operation = "";

    OperationsAgreement(Kernels actual) {
        this(actual, MapElement.FLOAT);
    }

    /** With arrays of numbers that maps of this type can hold. */
    OperationsAgreement(Kernels actual, MapElement element) {
        this.actual = actual;
        this.element = element;
    }

    /** One array: the norm of the difference over the norm of what is expected; NaN where a number is missing. */
    record Result(String operation, double error) {}

    /** Shapes that also a slow device gets through in seconds. */
    List<Result> small() {
        convolution(Window.of(7).withStride(2).withPadding(3), 1, new MapsShape(2, 3, 31, 30), 8, false);
        convolution(Window.of(1, 7).withPadding(0, 3), 1, new MapsShape(1, 20, 9, 11), 17, true);
        convolution(Window.of(7, 1).withPadding(3, 0), 1, new MapsShape(3, 16, 8, 8), 5, false);
        convolution(Window.of(3).withPadding(1), 24, new MapsShape(2, 24, 10, 7), 24, false);
        convolution(Window.of(3).withPadding(1).withStride(2), 37, new MapsShape(2, 37, 9, 9), 37, true);
        convolution(Window.of(1), 1, new MapsShape(1, 1, 1, 1), 1, true);
        convolution(Window.of(1).withStride(2), 1, new MapsShape(4, 12, 7, 7), 28, false);
        convolution(Window.of(5), 2, new MapsShape(2, 16, 12, 12), 6, true);
        convolution(Window.of(2, 3).withStride(3), 1, new MapsShape(3, 5, 8, 11), 4, false);
        convolution(Window.of(3).withStride(2).withExtraPadding(1), 16, new MapsShape(2, 16, 10, 8), 16, false);
        convolution(
                Window.of(5).withStride(2).withPadding(1).withExtraPadding(1), 1, new MapsShape(2, 3, 9, 12), 5, true);
        for (FusedActivation activation : FusedActivation.values()) {
            batchNorm(activation, new MapsShape(1, 1, 3, 5));
            batchNorm(activation, new MapsShape(2, 16, 7, 7));
            batchNorm(activation, new MapsShape(3, 5, 37, 17));
            batchNorm(activation, new MapsShape(8, 2, 30, 31));
            for (int inputs = 1; inputs <= 4 && activation != FusedActivation.SWISH; inputs++) {
                sum(activation, inputs, new MapsShape(2, 3, 4, 5));
            }
        }
        poolings(20);
        concatenation(new MapsShape(3, 1, 5, 4), 3, 1, 7);
        concatenation(new MapsShape(1, 1, 2, 2), 5);
        attention(new MapsShape(2, 6, 4, 5));
        scaling(new MapsShape(3, 4, 3, 5));
        perMap(new MapsShape(2, 6, 5, 7));
        upsampling(new MapsShape(2, 5, 3, 4));
        return results;
    }

    /** Shapes of the four backbones at a batch of so many, besides the small ones. */
    List<Result> ofNetworks(int batch) {
        small();
        convolution(Window.of(7).withStride(2).withPadding(3), 1, new MapsShape(batch, 3, 224, 224), 64, false);
        convolution(Window.of(1), 1, new MapsShape(batch, 256, 56, 56), 64, false);
        convolution(Window.of(3).withPadding(1).withStride(2), 1, new MapsShape(batch, 128, 56, 56), 128, false);
        convolution(Window.of(3).withPadding(1), 1, new MapsShape(batch, 512, 7, 7), 512, false);
        convolution(Window.of(1).withStride(2), 1, new MapsShape(batch, 256, 56, 56), 512, false);
        convolution(Window.of(3).withPadding(1), 1, new MapsShape(batch, 128, 28, 28), 32, false);
        convolution(Window.of(1, 7).withPadding(0, 3), 1, new MapsShape(batch, 160, 17, 17), 192, false);
        convolution(Window.of(5).withPadding(2), 1, new MapsShape(batch, 48, 35, 35), 64, false);
        convolution(Window.of(3).withPadding(1), 728, new MapsShape(batch, 728, 19, 19), 728, false);
        convolution(Window.of(3).withPadding(1), 64, new MapsShape(batch, 64, 147, 147), 64, false);
        convolution(Window.of(1), 1, new MapsShape(batch, 2048, 7, 7), 2, true);
        batchNorm(FusedActivation.RELU, new MapsShape(batch, 64, 112, 112));
        batchNorm(FusedActivation.NONE, new MapsShape(batch, 2048, 7, 7));
        batchNorm(FusedActivation.RELU, new MapsShape(batch, 192, 17, 17));
        sum(FusedActivation.RELU, 2, new MapsShape(batch, 256, 56, 56));
        concatenation(new MapsShape(batch, 1, 28, 28), 480, 32);
        return results;
    }

    private void convolution(Window window, int groups, MapsShape input, int outputs, boolean hasBias) {
        operation = "convolution " + window + ", groups " + groups + ", " + input + " to " + outputs;
        MapsShape output = new MapsShape(
                input.samples(), outputs, window.outputHeight(input.height()), window.outputWidth(input.width()));
        ConvolutionKernel kernel = actual.convolution(window, groups, DataType.FLOAT);
        ConvolutionKernel reference = expected.convolution(window, groups, DataType.DOUBLE);
        INDArray x = random(input.array());
        INDArray w = random(outputs, input.channels() / groups, window.height(), window.width());
        INDArray b = hasBias ? random(outputs) : null;
        INDArray y = missing(output.array());
        kernel.forward(x, w, b, y);
        INDArray wantY = wide(y);
        reference.forward(wide(x), wide(w), b == null ? null : wide(b), wantY);
        compare("output", y, wantY);
        INDArray dy = gradient(output.array());
        INDArray dx = missing(input.array());
        INDArray dw = missing(w.shape());
        INDArray db = b == null ? null : missing(outputs);
        kernel.backward(x, w, dy, dx, dw, db);
        INDArray wantDx = wide(dx);
        INDArray wantDw = wide(dw);
        INDArray wantDb = db == null ? null : wide(db);
        reference.backward(wide(x), wide(w), wide(dy), wantDx, wantDw, wantDb);
        compare("input's gradient", dx, wantDx);
        compare("weight's gradient", dw, wantDw);
        if (db != null && wantDb != null) {
            compare("bias's gradient", db, wantDb);
        }
        INDArray alone = missing(w.shape());
        kernel.backward(x, w, dy, null, alone, db);
        compare("weight's gradient alone", alone, wantDw);
    }

    private void batchNorm(FusedActivation activation, MapsShape maps) {
        operation = "batch norm, " + activation + ", " + maps;
        BatchNormKernel kernel = actual.batchNorm(activation, 1e-3, DataType.FLOAT);
        BatchNormKernel reference = expected.batchNorm(activation, 1e-3, DataType.DOUBLE);
        long c = maps.channels();
        INDArray x = random(maps.array()).addi(3);
        INDArray w = random(c);
        INDArray b = random(c);
        INDArray m = random(c);
        INDArray v = random(c).addi(1.5);
        INDArray y = missing(maps.array());
        kernel.forwardInference(x, w, b, m, v, y);
        INDArray wantY = wide(y);
        reference.forwardInference(wide(x), wide(w), wide(b), wide(m), wide(v), wantY);
        compare("inference", y, wantY);
        y = missing(maps.array());
        m = missing(c);
        v = missing(c);
        kernel.forwardTraining(x, w, b, m, v, y);
        INDArray wantM = wide(m);
        INDArray wantV = wide(v);
        reference.forwardTraining(wide(x), wide(w), wide(b), wantM, wantV, wantY);
        compare("training", y, wantY);
        compare("mean", m, wantM);
        compare("variance", v, wantV);
        // Correlated with the input for the same reason: the scale's gradient is a sum of their products.
        INDArray dy = gradient(maps.array()).addi(x.mul(0.3));
        INDArray dx = missing(maps.array());
        INDArray dw = missing(c);
        INDArray db = missing(c);
        kernel.backward(x, y, w, b, m, v, dy, dx, dw, db);
        INDArray wantDx = wide(dx);
        INDArray wantDw = wide(dw);
        INDArray wantDb = wide(db);
        reference.backward(wide(x), wantY, wide(w), wide(b), wantM, wantV, wide(dy), wantDx, wantDw, wantDb);
        compare("input's gradient", dx, wantDx);
        compare("scale's gradient", dw, wantDw);
        compare("shift's gradient", db, wantDb);
        INDArray running = random(c);
        INDArray step = missing(c);
        kernel.statisticStep(running, v, 1.25, 0.1, step);
        INDArray wantStep = wide(step);
        reference.statisticStep(wide(running), wide(v), 1.25, 0.1, wantStep);
        compare("statistic's step", step, wantStep);
    }

    private void sum(FusedActivation activation, int inputs, MapsShape maps) {
        operation = "sum of " + inputs + ", " + activation + ", " + maps;
        SumKernel kernel = actual.sum(activation, DataType.FLOAT);
        SumKernel reference = expected.sum(activation, DataType.DOUBLE);
        List<INDArray> x = new ArrayList<>();
        for (int i = 0; i < inputs; i++) {
            x.add(random(maps.array()));
        }
        INDArray y = missing(maps.array());
        kernel.forward(x, y);
        INDArray wantY = wide(y);
        reference.forward(x.stream().map(OperationsAgreement::wide).toList(), wantY);
        compare("output", y, wantY);
        INDArray dy = random(maps.array());
        INDArray dx = missing(maps.array());
        kernel.backward(y, dy, dx);
        INDArray wantDx = wide(dx);
        reference.backward(wantY, wide(dy), wantDx);
        compare("inputs' gradient", dx, wantDx);
    }

    private void poolings(int count) {
        Random random = new Random(8);
        List<PoolingMode> modes = List.of(PoolingMode.values());
        for (int i = 0; i < count; i++) {
            PoolingMode mode = modes.get(i % modes.size());
            int side = 1 + random.nextInt(4);
            Window window = Window.of(side).withStride(1 + random.nextInt(3)).withPadding(random.nextInt(side / 2 + 1));
            Rounding rounding = random.nextBoolean() ? Rounding.CEIL : Rounding.FLOOR;
            MapsShape in = new MapsShape(
                    1 + random.nextInt(3), 1 + random.nextInt(9), side + random.nextInt(9), side + random.nextInt(9));
            MapsShape out = new MapsShape(
                    in.samples(),
                    in.channels(),
                    window.outputHeight(in.height(), rounding),
                    window.outputWidth(in.width(), rounding));
            operation = mode + " pooling, " + window + ", " + rounding + ", " + in;
            PoolingKernel kernel = actual.pooling(mode, window, rounding, DataType.FLOAT);
            PoolingKernel reference = expected.pooling(mode, window, rounding, DataType.DOUBLE);
            INDArray x = random(in.array());
            INDArray y = missing(out.array());
            kernel.forward(x, y);
            INDArray wantY = wide(y);
            reference.forward(wide(x), wantY);
            compare("output", y, wantY);
            INDArray dy = random(out.array());
            INDArray dx = missing(in.array());
            kernel.backward(x, dy, dx);
            INDArray wantDx = wide(dx);
            reference.backward(wide(x), wide(dy), wantDx);
            compare("input's gradient", dx, wantDx);
        }
    }

    private void concatenation(MapsShape shape, int... channels) {
        operation = "concatenation, " + shape + ", parts " + java.util.Arrays.toString(channels);
        List<INDArray> x = new ArrayList<>();
        List<INDArray> dx = new ArrayList<>();
        long all = 0;
        for (int c : channels) {
            long[] part = new MapsShape(shape.samples(), c, shape.height(), shape.width()).array();
            x.add(random(part));
            dx.add(missing(part));
            all += c;
        }
        long[] whole = new MapsShape(shape.samples(), all, shape.height(), shape.width()).array();
        INDArray y = missing(whole);
        actual.concatenation(DataType.FLOAT).forward(x, y);
        INDArray wantY = wide(y);
        expected.concatenation(DataType.DOUBLE)
                .forward(x.stream().map(OperationsAgreement::wide).toList(), wantY);
        compare("output", y, wantY);
        INDArray dy = random(whole);
        actual.concatenation(DataType.FLOAT).backward(dy, dx);
        List<INDArray> wantDx = dx.stream().map(OperationsAgreement::wide).toList();
        expected.concatenation(DataType.DOUBLE).backward(wide(dy), wantDx);
        for (int i = 0; i < channels.length; i++) {
            compare("gradient of part " + i, dx.get(i), wantDx.get(i));
        }
    }

    private void attention(MapsShape maps) {
        operation = "attention, " + maps;
        INDArray x = random(maps.array());
        INDArray map = random(maps.samples(), 1, maps.height(), maps.width());
        INDArray y = missing(maps.array());
        actual.attention(DataType.FLOAT).forward(x, map, y);
        INDArray wantY = wide(y);
        expected.attention(DataType.DOUBLE).forward(wide(x), wide(map), wantY);
        compare("output", y, wantY);
        INDArray dy = random(maps.array());
        INDArray dx = missing(maps.array());
        INDArray dmap = missing(map.shape());
        actual.attention(DataType.FLOAT).backward(x, map, dy, dx, dmap);
        INDArray wantDx = wide(dx);
        INDArray wantDmap = wide(dmap);
        expected.attention(DataType.DOUBLE).backward(wide(x), wide(map), wide(dy), wantDx, wantDmap);
        compare("maps' gradient", dx, wantDx);
        compare("map's gradient", dmap, wantDmap);
    }

    private void scaling(MapsShape maps) {
        operation = "scaling, " + maps;
        INDArray x = random(maps.array());
        INDArray factors = random(maps.samples() * maps.channels());
        INDArray y = missing(maps.array());
        actual.scaleMaps(x, factors, y);
        INDArray wantY = wide(y);
        expected.scaleMaps(wide(x), wide(factors), wantY);
        compare("output", y, wantY);
    }

    private void perMap(MapsShape maps) {
        operation = "numbers of " + maps;
        PerMapKernel kernel = actual.perMap(DataType.FLOAT);
        PerMapKernel reference = expected.perMap(DataType.DOUBLE);
        INDArray x = random(maps.array());
        INDArray other = random(maps.array()).addi(x);
        INDArray numbers = missing(maps.samples(), maps.channels());
        INDArray want = wide(numbers);
        kernel.means(x, numbers);
        reference.means(wide(x), want);
        compare("means", numbers, want);
        kernel.products(x, other, numbers);
        reference.products(wide(x), wide(other), want);
        compare("products", numbers, want);
        INDArray factors = random(maps.samples(), maps.channels());
        INDArray y = missing(maps.array());
        INDArray wantY = wide(y);
        for (INDArray summands : new INDArray[] {null, random(maps.samples(), maps.channels())}) {
            kernel.scale(x, factors, summands, y);
            reference.scale(wide(x), wide(factors), summands == null ? null : wide(summands), wantY);
            compare("scaled maps", y, wantY);
        }
    }

    private void upsampling(MapsShape maps) {
        operation = "upsampling of " + maps;
        MapsShape large = new MapsShape(maps.samples(), maps.channels(), 2 * maps.height(), 2 * maps.width());
        INDArray x = random(maps.array());
        INDArray y = missing(large.array());
        actual.upsampling(DataType.FLOAT).forward(x, y);
        INDArray wantY = wide(y);
        expected.upsampling(DataType.DOUBLE).forward(wide(x), wantY);
        compare("output", y, wantY);
        INDArray dy = random(large.array());
        INDArray dx = missing(maps.array());
        actual.upsampling(DataType.FLOAT).backward(dy, dx);
        INDArray wantDx = wide(dx);
        expected.upsampling(DataType.DOUBLE).backward(wide(dy), wantDx);
        compare("input's gradient", dx, wantDx);
    }

    /** Uniform in [-1,1]. */
    private INDArray random(long... shape) {
        INDArray numbers = Nd4j.rand(DataType.FLOAT, shape).muli(2).subi(1);
        return element == MapElement.FLOAT
                ? numbers
                : Transforms.round(numbers.divi(GRAIN), false).muli(GRAIN);
    }

    /** Uniform around 0.5, so that the sums of channels are no differences of large numbers. */
    private INDArray gradient(long... shape) {
        return random(shape).addi(0.5);
    }

    /** To be filled. */
    private static INDArray missing(long... shape) {
        return Nd4j.createUninitialized(DataType.FLOAT, shape).assign(Float.NaN);
    }

    private static INDArray wide(@Nullable INDArray array) {
        return array.castTo(DataType.DOUBLE);
    }

    private void compare(String what, INDArray got, INDArray want) {
        double norm = Math.max(want.norm2Number().doubleValue(), 1e-3 * Math.sqrt((double) want.length()));
        double error = wide(got).sub(want).norm2Number().doubleValue() / norm;
        results.add(new Result(operation + ": " + what, error));
    }
}
