package org.cyborgml.models.layer;

/** Whether a layer adds a learned constant to each channel. */
public enum Bias {

    /** It does. */
    LEARNED,

    /** It does not, as where a batch norm follows. */
    NONE
}
