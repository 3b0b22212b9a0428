package org.cyborgml.models.kernel;

/** Layouts in which a layer can give its feature maps to the next. */
public enum MapsLayout {

    /** {@code [N, C, H, W]}, which every layer takes. */
    PLAIN,

    /** The layout in which the kernels compute fastest, perhaps {@link ChannelBlocks}: only layers of this library take it. */
    INTERNAL,

    /**
     * As {@link #INTERNAL}, in blocks also where the channels are no multiple of one: the last block is filled up with
     * channels of zeros. Only convolutions, batch norms, poolings and sums take that, which leave the zeros as they are;
     * for all else the filling is channels too.
     */
    PADDED
}
