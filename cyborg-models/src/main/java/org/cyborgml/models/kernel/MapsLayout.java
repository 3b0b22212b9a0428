package org.cyborgml.models.kernel;

/** How a layer gives its feature maps to the next. */
public enum MapsLayout {

    /** As {@code [N, C, H, W]}, which every layer takes. */
    PLAIN,

    /** As its kernel likes best, which may be in {@link ChannelBlocks}: only layers of ours take that. */
    INTERNAL
}
