package org.cyborgml.models.kernel;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Mean and variance of every channel of feature maps in blocks, from those of parts of them. oneDNN adds all cells of a
 * channel up in one float, whose rounding grows with their number (at Inception's first layers it moved the first loss by
 * 3e-5); parts of a few hundred cells lose next to nothing, and are joined in double.
 */
final class PartialStatistics {

    /** Cells of a part at most, unless a single row has more. */
    private static final int CELLS = 512;

    private final Maps whole;
    private final MapsShape parts;
    private final INDArray means;
    private final INDArray variances;

    private PartialStatistics(Maps whole, long rows) {
        this.whole = whole;
        MapsShape shape = whole.held();
        // In memory the rows of a block of channels follow each other: every few of them are a block of channels of
        // their own.
        this.parts =
                new MapsShape(1, shape.samples() * shape.channels() * (shape.height() / rows), rows, shape.width());
        this.means = Nd4j.createUninitialized(DataType.FLOAT, parts.channels());
        this.variances = Nd4j.createUninitialized(DataType.FLOAT, parts.channels());
    }

    static PartialStatistics of(Maps whole) {
        long rows = 1;
        for (long r = 2; r <= whole.shape().height() && r * whole.shape().width() <= CELLS; r++) {
            if (whole.shape().height() % r == 0) {
                rows = r;
            }
        }
        return new PartialStatistics(whole, rows);
    }

    /** The same memory as feature maps of one sample, whose channels are the parts. */
    MapsShape shape() {
        return parts;
    }

    /** To be filled: the mean of every part. */
    INDArray means() {
        return means;
    }

    /** To be filled: the variance of every part, divided by the number of its cells. */
    INDArray variances() {
        return variances;
    }

    /** Joins the parts: the variance of all is the mean of the parts' variances and the variance of their means. */
    void combine(INDArray mean, INDArray variance) {
        float[] partMeans = means.data().asFloat();
        float[] partVariances = variances.data().asFloat();
        int channels = (int) whole.held().channels();
        int block = whole.block();
        double perChannel = (double) parts.channels() / channels;
        int perBlockOfSample = Math.toIntExact(
                parts.channels() * block / channels / whole.shape().samples());
        double[] sums = new double[channels];
        double[] squares = new double[channels];
        for (int i = 0; i < partMeans.length; i++) {
            int c = i / perBlockOfSample * block % channels + i % block;
            double m = partMeans[i];
            sums[c] += m;
            squares[c] += partVariances[i] + m * m;
        }
        int wanted = (int) whole.shape().channels();
        float[] joinedMeans = new float[wanted];
        float[] joinedVariances = new float[wanted];
        for (int c = 0; c < wanted; c++) {
            double m = sums[c] / perChannel;
            joinedMeans[c] = (float) m;
            joinedVariances[c] = (float) Math.max(0, squares[c] / perChannel - m * m);
        }
        mean.assign(Nd4j.createFromArray(joinedMeans));
        variance.assign(Nd4j.createFromArray(joinedVariances));
    }
}
