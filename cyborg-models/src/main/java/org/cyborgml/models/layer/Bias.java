package org.cyborgml.models.layer;

/** The choice of adding a learned constant to each channel. */
public enum Bias {

    /** Each channel has a bias. */
    LEARNED,

    /** No bias: right where a batch norm follows. */
    NONE
}
