package org.cyborgml.app.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of a network on a test set. Of two classes, class 1, such as Synthetic, is the positive one: metrics that need no
 * threshold are of its logit, the others of its sigmoid at 0.5. Of more classes there are only metrics for any number of them;
 * the others are null, and are not in {@code result.json}.
 *
 * @param real images of class 0, such as real faces; two classes only
 * @param synthetic images of class 1, such as synthetic faces; two classes only
 * @param auc area under the ROC curve, ties counting one half; of more classes the mean over the classes of each against the
 *     rest
 * @param aucLow lower bound of its 95 % confidence interval (DeLong); two classes only
 * @param aucHigh upper bound; two classes only
 * @param accuracy share of the images that are classified correctly
 * @param averagePrecision without interpolation; two classes only
 * @param eer equal error rate; two classes only
 * @param apcer share of synthetic images called real; of the pooled test sets, that of the worst generator (ISO/IEC
 *     30107-3); two classes only
 * @param bpcer share of real images called synthetic; two classes only
 * @param images their number; more than two classes only
 * @param balancedAccuracy mean recall of the classes; more than two classes only
 * @param macroF1 mean F1 of the classes; more than two classes only
 * @param accuracyLow lower bound of the accuracy's 95 % confidence interval (Wilson); more than two classes only
 * @param accuracyHigh upper bound; more than two classes only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TestMetrics(
        @Nullable Integer real,
        @Nullable Integer synthetic,
        double auc,
        @Nullable Double aucLow,
        @Nullable Double aucHigh,
        double accuracy,
        @Nullable Double averagePrecision,
        @Nullable Double eer,
        @Nullable Double apcer,
        @Nullable Double bpcer,
        @Nullable Integer images,
        @Nullable Double balancedAccuracy,
        @Nullable Double macroF1,
        @Nullable Double accuracyLow,
        @Nullable Double accuracyHigh) {}
