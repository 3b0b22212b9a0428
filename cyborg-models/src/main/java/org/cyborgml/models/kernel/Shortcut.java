package org.cyborgml.models.kernel;

/** The choice of adding a shortcut's maps to a convolution's normalised result. */
enum Shortcut {
    ADDED,
    NONE
}
