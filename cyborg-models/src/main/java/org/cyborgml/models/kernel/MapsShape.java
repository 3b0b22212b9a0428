package org.cyborgml.models.kernel;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The shape of feature maps, whatever the layout of their array (see {@link ChannelBlocks}).
 *
 * <p>Internal: public only for the layers of this library.
 *
 * @param samples N
 * @param channels C
 * @param height H
 * @param width W
 */
public record MapsShape(long samples, long channels, long height, long width) {

    /**
     * The shape of some feature maps.
     *
     * @param maps plain ones or ones in blocks
     * @return the shape
     * @throws IllegalArgumentException if the array has another rank
     */
    public static MapsShape of(INDArray maps) {
        long[] a = maps.shape();
        return switch (a.length) {
            case ChannelBlocks.PLAIN_RANK -> new MapsShape(a[0], a[1], a[2], a[3]);
            case ChannelBlocks.RANK -> new MapsShape(a[0], a[1] * a[4], a[2], a[3]);
            default ->
                throw new IllegalArgumentException(
                        "feature maps are [N, C, H, W] or [N, C / b, H, W, b], found " + Arrays.toString(a));
        };
    }

    /**
     * The shape of some feature maps whose last block may be filled up.
     *
     * @param maps plain ones or ones in blocks
     * @param channels their number
     * @return the shape
     * @throws IllegalArgumentException if the array has another rank or does not hold so many channels
     */
    public static MapsShape of(INDArray maps, long channels) {
        MapsShape held = of(maps);
        MapsShape shape = new MapsShape(held.samples, channels, held.height, held.width);
        if (!shape.padded(ChannelBlocks.size(maps)).equals(held)) {
            throw new IllegalArgumentException(
                    "feature maps of " + channels + " channels were expected, found " + Arrays.toString(maps.shape()));
        }
        return shape;
    }

    /**
     * The shape of a plain array of such maps.
     *
     * @return N, C, H and W
     */
    public long[] array() {
        return new long[] {samples, channels, height, width};
    }

    /**
     * The shape of an array of such maps in blocks; of a plain one if the channels are no multiple of a block.
     *
     * @param block channels in a block, 1 for plain arrays
     * @return N, C / b, H, W and b
     */
    public long[] array(int block) {
        return block == 1 || channels % block != 0
                ? array()
                : new long[] {samples, channels / block, height, width, block};
    }

    /**
     * The shape of an array of such maps in blocks, the last of which is filled up where need be.
     *
     * @param block channels in a block, 1 for plain arrays
     * @return N, C / b rounded up, H, W and b
     */
    public long[] paddedArray(int block) {
        return padded(block).array(block);
    }

    /** With what fills up the last block. */
    MapsShape padded(int block) {
        return new MapsShape(samples, (channels + block - 1) / block * block, height, width);
    }

    /**
     * The shape of an array of such maps that is plain or in blocks as another is.
     *
     * @param model feature maps
     * @return the shape
     */
    public long[] arrayLike(INDArray model) {
        return array(ChannelBlocks.size(model));
    }
}
