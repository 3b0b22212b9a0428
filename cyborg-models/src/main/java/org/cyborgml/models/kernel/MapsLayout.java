package org.cyborgml.models.kernel;

/** How a layer gives its feature maps to the next. */
public enum MapsLayout {

    /** As {@code [N, C, H, W]}, which every layer takes. */
    PLAIN,

    /** As its kernel likes best, which may be in {@link ChannelBlocks}: only layers of ours take that. */
    INTERNAL,

    /**
     * As {@link #INTERNAL}, in blocks also where the channels are no multiple of one: the last block is filled up with
     * channels of zeros. Only convolutions, batch norms, poolings and sums take that, which leave the zeros as they are;
     * for all else the filling is channels too.
     */
    PADDED
}
