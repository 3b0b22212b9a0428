package org.cyborgml.models.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The blocked layout of feature maps, {@code [N, C / b, H, W, b]} instead of {@code [N, C, H, W]}: b channels of a cell lie
 * next to each other, as many as a vector of the processor holds. oneDNN computes in that layout, so maps that stay in it
 * between layers are spared two copies in every layer.
 *
 * <p>The rank tells the two layouts apart: code that expects plain maps sees a wrong rank, never wrong values.
 *
 * <p>Internal: public only for the layers of this library.
 */
public final class ChannelBlocks {

    /** Rank of an array in blocks. */
    public static final int RANK = 5;

    /** Rank of a plain array. */
    static final int PLAIN_RANK = 4;

    private ChannelBlocks() {}

    /**
     * Channels in a block.
     *
     * @param maps feature maps
     * @return 1 for plain ones
     */
    public static int size(INDArray maps) {
        return maps.rank() == RANK ? (int) maps.size(RANK - 1) : 1;
    }

    /**
     * Maps as a plain array.
     *
     * @param maps plain ones or ones in blocks
     * @return plain ones are given back as they are, others copied
     */
    public static INDArray toPlain(INDArray maps) {
        return maps.rank() == RANK
                ? maps.permute(0, 1, 4, 2, 3)
                        .dup('c')
                        .reshape('c', MapsShape.of(maps).array())
                : maps;
    }

    /**
     * Copies maps from one array to another, of which either may be in blocks.
     *
     * @param from plain maps or maps in blocks
     * @param to receives them, plain or in blocks
     */
    public static void copy(INDArray from, INDArray to) {
        if (from.rank() == to.rank()) {
            to.assign(from);
        } else if (to.rank() == RANK) {
            long[] s = to.shape();
            to.assign(from.reshape('c', s[0], s[1], s[4], s[2], s[3]).permute(0, 1, 3, 4, 2));
        } else {
            to.assign(toPlain(from));
        }
    }
}
