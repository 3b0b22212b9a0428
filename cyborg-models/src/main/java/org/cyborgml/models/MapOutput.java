package org.cyborgml.models;

/** The maps that an attending {@link EfficientNetB4} gives as its second output, and learns from human maps with. */
public enum MapOutput {

    /** The attention map itself, unscaled, as {@link SelfAttention} does. */
    ATTENTION,

    /** The scaled class activation map of a CYBORG head. */
    CAM
}
