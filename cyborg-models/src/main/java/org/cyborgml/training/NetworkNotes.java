package org.cyborgml.training;

/** Keys of what is noted of a network beside its weights and settings. */
public final class NetworkNotes {

    /** The architecture's name. */
    public static final String ARCHITECTURE = "architecture";

    /** Side of the square images that the network was trained with, in pixels. */
    public static final String SIZE = "size";

    /** How a Self-Attention network makes its map; not there where the map is regressed directly. */
    public static final String ATTENTION = "attention";

    private NetworkNotes() {}
}
