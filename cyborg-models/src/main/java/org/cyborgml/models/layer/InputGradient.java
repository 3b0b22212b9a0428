package org.cyborgml.models.layer;

/** Whether a layer's backward pass goes on to what the layer reads. */
public enum InputGradient {

    /** It does. */
    COMPUTED,

    /** It ends in the layer, as where that reads the network's input: nothing below learns. */
    SKIPPED
}
