package org.cyborgml.scoring;

/** The class activation maps of images that are scored. */
public enum CamUse {
    /** They are made in the same pass through the network. */
    MADE,
    /** They are not made, which is faster. */
    LEFT_OUT
}
