package org.cyborgml.metrics;

/** The rate to which a partial area under the ROC curve is restricted. */
public enum RateAxis {
    /** Restrict the false positive rate (one minus specificity): the area below the curve. */
    FALSE_POSITIVE_RATE,
    /** Restrict the true positive rate (sensitivity): the area to the right of the curve. */
    TRUE_POSITIVE_RATE
}
