package org.cyborgml.models;

/** The two networks of the MesoNet paper. */
public enum MesoKind {

    /** Four convolutions. */
    MESO4(4),

    /** The first two convolutions replaced by four branches each, of which two are dilated. */
    MESOINCEPTION4(16);

    private final int convolutions;

    MesoKind(int convolutions) {
        this.convolutions = convolutions;
    }

    /** Number of convolutions, dense layers not counted. */
    int convolutions() {
        return convolutions;
    }
}
