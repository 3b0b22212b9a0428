package org.cyborgml.data;

import java.util.List;
import org.cyborgml.saliency.image.AntialiasedBilinear;
import org.cyborgml.saliency.image.NearestPixel;
import org.cyborgml.saliency.image.Raster;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The form in which a network takes images: grey or RGB, resized to one size as Pillow does, and
 * normalised. Immutable and safe for use by several threads.
 *
 * @param height of the network's input, in pixels
 * @param width of the network's input, in pixels
 * @param normalisation of the values; its channels are the network's
 * @param resampling of images of another size
 */
public record InputFormat(int height, int width, Normalisation normalisation, Resampling resampling) {

    /**
     * Checks the size.
     *
     * @throws IllegalArgumentException if the size is impossible
     */
    public InputFormat {
        AntialiasedBilinear.to(width, height);
    }

    /**
     * The form of square images.
     *
     * @param side in pixels
     * @param normalisation of the values
     * @return the form
     */
    public static InputFormat square(int side, Normalisation normalisation) {
        return new InputFormat(side, side, normalisation, Resampling.BILINEAR);
    }

    /**
     * The same form with another resampling.
     *
     * @param value how images of another size are resized
     * @return the changed form
     */
    public InputFormat withResampling(Resampling value) {
        return new InputFormat(height, width, normalisation, value);
    }

    /**
     * Number of values of one image.
     *
     * @return channels * height * width
     */
    public int values() {
        return normalisation.channels() * height * width;
    }

    /**
     * An image in the network's channels, at its own size.
     *
     * @param image of any kind
     * @return 8-bit grey for one channel, RGB for three
     */
    public Raster inChannels(Raster image) {
        Raster eightBits = image.toEightBits();
        return normalisation.channels() == 1 ? eightBits.toGrey() : eightBits.toRgb();
    }

    /**
     * An image in the network's channels and size.
     *
     * @param image of any kind and size
     * @return 8-bit grey or RGB, {@code height} x {@code width}
     */
    public Raster resized(Raster image) {
        Raster own = inChannels(image);
        return switch (resampling) {
            case BILINEAR -> AntialiasedBilinear.to(width, height).resize(own);
            case NEAREST -> NearestPixel.to(width, height).resize(own);
        };
    }

    /**
     * Images as one batch of the network's input.
     *
     * @param images as {@link #resized} gives them, at least one
     * @param type the network's data type
     * @return {@code [N, channels, height, width]}
     */
    public INDArray batch(List<Raster> images, DataType type) {
        float[] values = new float[images.size() * values()];
        for (int i = 0; i < images.size(); i++) {
            normalisation.write(images.get(i), values, i * values());
        }
        return array(values, type, images.size(), normalisation.channels(), height, width);
    }

    static INDArray array(float[] values, DataType type, long... shape) {
        INDArray array = Nd4j.createFromArray(values).reshape('c', shape);
        return type == DataType.FLOAT ? array : array.castTo(type);
    }
}
