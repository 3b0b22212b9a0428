package org.cyborgml.training;

/** What a network's maps are held against in training. */
public enum MapTarget {

    /** The images' saliency maps; an image without one counts for the classification only. */
    SALIENCY_MAPS,

    /** All zeros for real images, all ones for synthetic ones, as Self-Attention was trained (Dang et al., CVPR 2020). */
    CLASS_MASKS
}
