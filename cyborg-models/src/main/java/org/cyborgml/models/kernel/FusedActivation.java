package org.cyborgml.models.kernel;

/** Whether a layer ends in a ReLU. */
public enum FusedActivation {

    /** The values as they are. */
    NONE,

    /** The larger of the value and 0. */
    RELU
}
