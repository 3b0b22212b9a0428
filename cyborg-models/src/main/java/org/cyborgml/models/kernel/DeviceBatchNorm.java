package org.cyborgml.models.kernel;

import org.cyborgml.models.cuda.Device;
import org.cyborgml.models.cuda.DeviceMaps;
import org.cyborgml.models.cuda.DeviceMemory;
import org.cyborgml.models.cuda.Divisor;
import org.cyborgml.models.cuda.Launches;
import org.cyborgml.models.cuda.MapElement;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batch norm on a device. Statistics are sums in float over some thousand values, from there on in double; the backward pass
 * reckons anew where the ReLU was open, which takes less time than reading the output.
 */
final class DeviceBatchNorm implements BatchNormKernel {

    /** Blocks that keep a large GPU busy. */
    private static final int BLOCKS = 1024;

    /** Numbers that a thread loads at a time where a map's number of cells allows it. */
    private static final int LANES = 4;

    /** Values that a thread adds up at least. */
    private static final int LEAST_OF_THREAD = 8;

    private final DeviceSide side;
    private final Device device;
    private final int relu;
    private final double eps;

    DeviceBatchNorm(DeviceSide side, FusedActivation activation, double eps) {
        this.side = side;
        this.device = side.device();
        this.relu = activation == FusedActivation.RELU ? 1 : 0;
        this.eps = eps;
    }

    /** Sizes of some maps, whose numbers kernels take in lanes of a width: cells, ofChannel and n count lanes. */
    private record Sizes(int channels, int cells, int ofChannel, int n, int width) {

        static Sizes of(INDArray maps) {
            long cells = maps.size(2) * maps.size(3);
            Launches.length(maps.length());
            int width = cells % LANES == 0 ? LANES : 1;
            return new Sizes(
                    (int) maps.size(1),
                    (int) cells / width,
                    (int) (maps.size(0) * cells) / width,
                    (int) maps.length() / width,
                    width);
        }

        /** Into how many parts the sums of a channel are split. */
        int parts() {
            int most = Math.max(1, ofChannel * width / (Device.THREADS * LEAST_OF_THREAD));
            return Math.max(1, Math.min(most, BLOCKS / channels));
        }
    }

    @Override
    public INDArray statistic(INDArray like) {
        return new DeviceMaps(new DeviceMemory(device, like.length() * Float.BYTES), like.shape(), MapElement.FLOAT);
    }

    private long factors(DeviceOperands operands, INDArray weight, INDArray variance, int channels) {
        long factors = operands.borrow((long) channels * Float.BYTES);
        device.launch(
                "normFactors",
                Launches.blocks(channels),
                1,
                operands.in(weight),
                operands.in(variance),
                eps,
                factors,
                channels);
        return factors;
    }

    private void normalise(
            DeviceOperands operands, long input, Sizes s, long mean, long factors, INDArray bias, INDArray output) {
        device.launch(
                side.element().kernel("normalise"),
                Launches.blocks(s.n),
                1,
                input,
                mean,
                factors,
                operands.in(bias),
                operands.outOfMaps(output),
                new Divisor(s.cells),
                new Divisor(s.channels),
                s.n,
                relu,
                s.width);
    }

    @Override
    public void forwardInference(
            INDArray input, INDArray weight, INDArray bias, INDArray mean, INDArray variance, INDArray output) {
        Sizes s = Sizes.of(input);
        try (DeviceOperands operands = new DeviceOperands(side)) {
            long factors = factors(operands, weight, variance, s.channels);
            normalise(operands, operands.maps(input), s, operands.in(mean), factors, bias, output);
        }
    }

    @Override
    public void forwardTraining(
            INDArray input, INDArray weight, INDArray bias, INDArray mean, INDArray variance, INDArray output) {
        Sizes s = Sizes.of(input);
        try (DeviceOperands operands = new DeviceOperands(side)) {
            long x = operands.maps(input);
            long m = operands.out(mean);
            long v = operands.out(variance);
            int parts = s.parts();
            long sums = operands.borrow(2L * Double.BYTES * s.channels * parts);
            device.launch(
                    side.element().kernel("momentSums"),
                    s.channels,
                    parts,
                    x,
                    sums,
                    s.channels,
                    new Divisor(s.cells),
                    s.ofChannel,
                    s.width);
            device.launch(
                    side.element().kernel("moments"),
                    Launches.blocks(s.channels),
                    1,
                    x,
                    sums,
                    parts,
                    s.channels,
                    s.cells * s.width,
                    s.ofChannel * s.width,
                    m,
                    v);
            long factors = operands.borrow((long) s.channels * Float.BYTES);
            device.launch(
                    "normFactors", Launches.blocks(s.channels), 1, operands.in(weight), v, eps, factors, s.channels);
            normalise(operands, x, s, m, factors, bias, output);
        }
    }

    @Override
    public void backward(
            INDArray input,
            INDArray output,
            INDArray weight,
            INDArray bias,
            INDArray mean,
            INDArray variance,
            INDArray gradOutput,
            INDArray gradInput,
            INDArray gradWeight,
            INDArray gradBias) {
        Sizes s = Sizes.of(input);
        try (DeviceOperands operands = new DeviceOperands(side)) {
            long x = operands.maps(input);
            long dy = operands.maps(gradOutput);
            long m = operands.in(mean);
            long b = operands.in(bias);
            long factors = factors(operands, weight, variance, s.channels);
            int parts = s.parts();
            long sums = operands.borrow(2L * Double.BYTES * s.channels * parts);
            device.launch(
                    side.element().kernel("normBackwardSums"),
                    s.channels,
                    parts,
                    x,
                    dy,
                    m,
                    factors,
                    b,
                    sums,
                    s.channels,
                    new Divisor(s.cells),
                    s.ofChannel,
                    relu,
                    s.width);
            long coefficients = operands.borrow(2L * s.channels * Float.BYTES);
            device.launch(
                    "normBackwardCoefficients",
                    Launches.blocks(s.channels),
                    1,
                    sums,
                    parts,
                    s.channels,
                    s.ofChannel * s.width,
                    operands.in(variance),
                    eps,
                    operands.out(gradWeight),
                    operands.out(gradBias),
                    coefficients);
            device.launch(
                    side.element().kernel("normBackward"),
                    Launches.blocks(s.n),
                    1,
                    x,
                    dy,
                    m,
                    factors,
                    b,
                    coefficients,
                    operands.outOfMaps(gradInput),
                    new Divisor(s.cells),
                    new Divisor(s.channels),
                    s.n,
                    relu,
                    s.width);
        }
    }

    @Override
    public void statisticStep(INDArray statistic, INDArray batch, double correction, double momentum, INDArray step) {
        int channels = (int) statistic.length();
        try (DeviceOperands operands = new DeviceOperands(side)) {
            device.launch(
                    "statisticStep",
                    Launches.blocks(channels),
                    1,
                    operands.in(statistic),
                    operands.in(batch),
                    (float) correction,
                    (float) momentum,
                    operands.out(step),
                    channels);
        }
    }
}
