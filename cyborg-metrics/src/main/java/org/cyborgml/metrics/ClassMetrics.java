package org.cyborgml.metrics;

import java.util.OptionalDouble;

/**
 * One class's row of a table of metrics.
 *
 * @param support the number of cases of the class
 * @param predicted the number of cases predicted as the class
 * @param precision the share of the predicted cases that belong to the class, in [0,1]; empty if none was predicted
 * @param recall the share of the class's cases that were predicted as it, in [0,1]; empty if it has no case
 * @param f1 the harmonic mean of precision and recall, in [0,1]; empty if the class has no case and was never predicted
 * @param auc the AUC of the class against the rest, in [0,1]; empty if the class has no case, or all of them
 */
public record ClassMetrics(
        int support,
        int predicted,
        OptionalDouble precision,
        OptionalDouble recall,
        OptionalDouble f1,
        OptionalDouble auc) {}
