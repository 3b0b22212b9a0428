package org.cyborgml.data;

import com.google.common.primitives.Doubles;
import com.google.common.primitives.Floats;
import java.util.List;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.image.Raster;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * From 8-bit RGB to what networks take: {@code (value / 255 - mean) / standard deviation} per channel, in single precision
 * and in PyTorch's order of operations, so that the floats are the same. Immutable.
 */
public final class Normalisation {

    private static final int CHANNELS = 3;
    private static final float HIGHEST = 255f;

    private final float[] mean;
    private final float[] deviation;

    private Normalisation(float[] mean, float[] deviation) {
        this.mean = mean;
        this.deviation = deviation;
    }

    /**
     * A normalisation.
     *
     * @param mean of red, green and blue, of values in [0,1]
     * @param deviation standard deviation of red, green and blue, above 0
     * @return the normalisation
     * @throws IllegalArgumentException if there are not three of each
     */
    public static Normalisation of(double[] mean, double[] deviation) {
        if (mean.length != CHANNELS || deviation.length != CHANNELS) {
            throw new IllegalArgumentException(
                    "mean and deviation must be of 3 channels, found " + mean.length + " and " + deviation.length);
        }
        return new Normalisation(Floats.toArray(Doubles.asList(mean)), Floats.toArray(Doubles.asList(deviation)));
    }

    /** Writes an image as planes of red, green and blue, from an offset on. */
    void write(byte[] rgb, float[] to, int offset) {
        int cells = rgb.length / CHANNELS;
        for (int c = 0; c < CHANNELS; c++) {
            float m = mean[c];
            float d = deviation[c];
            int at = offset + c * cells;
            for (int i = 0; i < cells; i++) {
                to[at + i] = ((rgb[i * CHANNELS + c] & 0xff) / HIGHEST - m) / d;
            }
        }
    }

    /**
     * Writes an image as planes of red, green and blue.
     *
     * @param image 8-bit RGB
     * @param to receives {@code [3, H, W]}, row by row
     * @param offset where in it to begin
     */
    public void write(Raster image, float[] to, int offset) {
        write(image.toBytes(), to, offset);
    }

    /**
     * Images as one batch of a network's input.
     *
     * @param images 8-bit RGB, all of one size, at least one
     * @param type the network's data type
     * @return {@code [N, 3, H, W]}
     */
    public INDArray batch(List<Raster> images, DataType type) {
        ImageSize size = images.get(0).size();
        int each = CHANNELS * size.pixels();
        float[] values = new float[images.size() * each];
        for (int i = 0; i < images.size(); i++) {
            write(images.get(i), values, i * each);
        }
        return Nd4j.createFromArray(values)
                .reshape('c', images.size(), CHANNELS, size.height(), size.width())
                .castTo(type);
    }
}
