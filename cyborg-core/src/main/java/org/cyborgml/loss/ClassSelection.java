package org.cyborgml.loss;

/** Class whose activation map is compared with the human saliency map in training. */
public enum ClassSelection {

    /** The class with the highest logit (the authors' code). */
    PREDICTED,

    /**
     * The class of the label (one reading of the indicator in the paper's formula). At inference, where there is no label,
     * the predicted class is used.
     */
    TRUE
}
