package org.cyborgml.loss;

/** Whose class activation map is compared with the human saliency map in training. */
public enum ClassSelection {

    /** The class with the highest logit, as the authors' code has it. */
    PREDICTED,

    /**
     * The class of the label, as the indicator in the paper's formula can be read. Where no label is at hand (CAMs at
     * inference) the predicted class stands in.
     */
    TRUE
}
