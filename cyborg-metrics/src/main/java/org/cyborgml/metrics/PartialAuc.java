package org.cyborgml.metrics;

/**
 * The area under a part of a ROC curve, raw and standardised after McClish (1989).
 *
 * <p>Over false positive rates [a,b] the raw area is the integral of TPR d(FPR), over true positive rates [a,b] that of
 * (1 - FPR) d(TPR); either is at most b - a. The standardised area maps the area of the chance diagonal over the same
 * part to 0.5 and the largest possible to 1: (1 + (area - chance) / (b - a - chance)) / 2. It is what scikit-learn's
 * {@code roc_auc_score(max_fpr=b)} gives for a = 0, and falls below 0.5 (below 0 even) for curves worse than chance.
 *
 * @param axis the rate that is restricted
 * @param from the lower end, a
 * @param to the upper end, b
 * @param area the raw partial area, in [0, b - a]
 * @see <a href="https://doi.org/10.1177/0272989X8900900307">McClish, Analyzing a portion of the ROC curve, 1989</a>
 */
public record PartialAuc(RateAxis axis, double from, double to, double area) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if an end is outside [0,1], the ends are not in order or the area is not finite
     */
    public PartialAuc {
        Arguments.rate("from", from);
        Arguments.rate("to", to);
        Arguments.ordered("from", from, "to", to);
        Arguments.finite("area", area);
    }

    static PartialAuc of(RocCurve curve, RateAxis axis, double from, double to) {
        Arguments.rate("from", from);
        Arguments.rate("to", to);
        Arguments.ordered("from", from, "to", to);
        double area = 0;
        for (int i = 1; i < curve.size(); i++) {
            area += axis == RateAxis.FALSE_POSITIVE_RATE
                    ? trapezoid(
                            curve.falsePositiveRate(i - 1),
                            curve.truePositiveRate(i - 1),
                            curve.falsePositiveRate(i),
                            curve.truePositiveRate(i),
                            from,
                            to)
                    : trapezoid(
                            curve.truePositiveRate(i - 1),
                            1 - curve.falsePositiveRate(i - 1),
                            curve.truePositiveRate(i),
                            1 - curve.falsePositiveRate(i),
                            from,
                            to);
        }
        return new PartialAuc(axis, from, to, area);
    }

    /** The area below the segment from (x0,y0) to (x1,y1) over what it shares with [from,to]. */
    private static double trapezoid(double x0, double y0, double x1, double y1, double from, double to) {
        double left = Math.max(x0, from);
        double right = Math.min(x1, to);
        if (!(left < right)) {
            return 0;
        }
        double slope = (y1 - y0) / (x1 - x0);
        double middle = y0 + slope * ((left + right) / 2 - x0);
        return (right - left) * middle;
    }

    /**
     * The area standardised so that chance is 0.5 and perfection 1.
     *
     * @return McClish's corrected partial area, at most 1
     */
    public double standardised() {
        double most = to - from;
        double belowDiagonal = (to * to - from * from) / 2;
        double chance = axis == RateAxis.FALSE_POSITIVE_RATE ? belowDiagonal : most - belowDiagonal;
        return (1 + (area - chance) / (most - chance)) / 2;
    }
}
