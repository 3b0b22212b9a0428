package org.cyborgml.models.layer;

/** Ways in which a number for each feature map changes the map. */
public enum Gating {

    /** The map plus the number. */
    SHIFT,

    /** The map times the sigmoid of the number: BiSeNet's attention refinement. */
    SCALE,

    /** The map plus the map times the sigmoid of the number: BiSeNet's feature fusion. */
    SCALE_AND_ADD
}
