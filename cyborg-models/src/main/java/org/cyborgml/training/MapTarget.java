package org.cyborgml.training;

/** Targets that the class activation maps are compared with in training. */
public enum MapTarget {

    /** The images' saliency maps; an image without one counts for the classification only. */
    SALIENCY_MAPS,

    /** All zeros for real images, all ones for synthetic ones, as Self-Attention was trained (Dang et al., CVPR 2020). */
    CLASS_MASKS
}
