package org.cyborgml.models.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Pooling by ND4J's {@code maxpool2d} and {@code avgpool2d}. These know whole windows only, and for means the two ways of
 * counting padding, but not a last window that is cut off; so maps are lengthened for it, and means corrected by how many
 * cells PyTorch would have counted.
 */
final class Nd4jPooling implements PoolingKernel {

    private final PoolingMode mode;
    private final Window window;
    private final int[] arguments;

    Nd4jPooling(PoolingMode mode, Window window) {
        this.mode = mode;
        this.window = window;
        this.arguments = Nd4jConvolution.arguments(window);
        int paddingCounts = 1;
        int nchw = 0;
        arguments[arguments.length - 2] = paddingCounts;
        arguments[arguments.length - 1] = nchw;
    }

    private String operation() {
        return mode == PoolingMode.MAX ? "maxpool2d" : "avgpool2d";
    }

    /** The length of maps that hold a number of whole windows. */
    private static long needed(long windows, int side, int stride, int padding) {
        return (windows - 1) * stride + side - 2L * padding;
    }

    /** The maps, lengthened below and at the right where the last windows hang over; themselves where none does. */
    private INDArray lengthened(INDArray maps, INDArray pooled) {
        long height = needed(pooled.size(2), window.height(), window.stride(), window.paddingHeight());
        long width = needed(pooled.size(3), window.width(), window.stride(), window.paddingWidth());
        if (height <= maps.size(2) && width <= maps.size(3)) {
            return maps;
        }
        INDArray longer = Nd4j.createUninitialized(
                maps.dataType(),
                maps.size(0),
                maps.size(1),
                Math.max(height, maps.size(2)),
                Math.max(width, maps.size(3)));
        longer.assign(mode == PoolingMode.MAX ? Double.NEGATIVE_INFINITY : 0.0);
        part(longer, maps).assign(maps);
        return longer;
    }

    private static INDArray part(INDArray longer, INDArray maps) {
        return longer.get(
                NDArrayIndex.all(),
                NDArrayIndex.all(),
                NDArrayIndex.interval(0, maps.size(2)),
                NDArrayIndex.interval(0, maps.size(3)));
    }

    /** Along one direction, how many cells count in each window. */
    private long[] counts(long input, long windows, int side, int padding) {
        long[] counts = new long[(int) windows];
        for (int i = 0; i < windows; i++) {
            long start = (long) i * window.stride() - padding;
            boolean inside = mode == PoolingMode.AVERAGE_INSIDE;
            long end = Math.min(start + side, inside ? input : input + padding);
            counts[i] = end - (inside ? Math.max(start, 0) : start);
        }
        return counts;
    }

    /** From means over whole windows to PyTorch's; in place. */
    private void correct(INDArray pooled, INDArray input) {
        long[] rows = counts(input.size(2), pooled.size(2), window.height(), window.paddingHeight());
        long[] columns = counts(input.size(3), pooled.size(3), window.width(), window.paddingWidth());
        double whole = (double) window.height() * window.width();
        INDArray factors = Nd4j.create(pooled.dataType(), rows.length, columns.length);
        boolean needed = false;
        for (int y = 0; y < rows.length; y++) {
            for (int x = 0; x < columns.length; x++) {
                double factor = whole / (rows[y] * columns[x]);
                factors.putScalar(y, x, factor);
                needed |= factor != 1;
            }
        }
        if (needed) {
            Nd4j.exec(new BroadcastMulOp(pooled, factors, pooled, 2, 3));
        }
    }

    @Override
    public void forward(INDArray input, INDArray output) {
        INDArray[] in = {lengthened(input, output)};
        Nd4jConvolution.run(operation(), arguments, in, new INDArray[] {output});
        if (mode != PoolingMode.MAX) {
            correct(output, input);
        }
    }

    @Override
    public void backward(INDArray input, INDArray gradOutput, INDArray gradInput) {
        INDArray error = gradOutput;
        if (mode != PoolingMode.MAX) {
            error = gradOutput.dup('c');
            correct(error, input);
        }
        INDArray in = lengthened(input, gradOutput);
        INDArray gradIn = in == input ? gradInput : in.ulike();
        Nd4jConvolution.run(operation() + "_bp", arguments, new INDArray[] {in, error}, new INDArray[] {gradIn});
        if (gradIn != gradInput) {
            gradInput.assign(part(gradIn, gradInput));
        }
    }
}
