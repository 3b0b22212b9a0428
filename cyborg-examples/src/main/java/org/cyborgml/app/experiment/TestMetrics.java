package org.cyborgml.app.experiment;

/**
 * Metrics of a network on a test set; Synthetic is the positive class. What needs no threshold is of the
 * logit of Synthetic; what needs one is of its sigmoid at 0.5.
 *
 * @param real images of real faces
 * @param synthetic synthetic images
 * @param auc area under the ROC curve, ties counting one half
 * @param aucLow lower bound of its 95 % confidence interval (DeLong)
 * @param aucHigh upper bound
 * @param accuracy share of the images told right
 * @param averagePrecision without interpolation
 * @param eer equal error rate
 * @param apcer share of synthetic images called real; of the pooled test sets, that of the worst generator (ISO/IEC
 *     30107-3)
 * @param bpcer share of real images called synthetic
 */
public record TestMetrics(
        int real,
        int synthetic,
        double auc,
        double aucLow,
        double aucHigh,
        double accuracy,
        double averagePrecision,
        double eer,
        double apcer,
        double bpcer) {}
