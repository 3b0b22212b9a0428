package org.cyborgml.models.kernel;

/** Whether the maps of a shortcut are added to a convolution's normalised result. */
enum Shortcut {
    ADDED,
    NONE
}
