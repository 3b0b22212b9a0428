package org.cyborgml.saliency.agreement;

import java.util.List;
import java.util.OptionalDouble;
import org.cyborgml.saliency.image.BinaryMask;

/**
 * Agreement between the annotators of one image on the pixels that they marked.
 *
 * @param annotators the number of annotators, at least 2
 * @param meanIou mean over all pairs of the intersection over the union, 0 to 1
 * @param meanDice mean over all pairs of twice the intersection over the sum of both, 0 to 1
 * @param fleissKappa {@link FleissKappa#ofMasks} of all
 */
public record AnnotatorAgreement(int annotators, double meanIou, double meanDice, OptionalDouble fleissKappa) {

    /**
     * Compares annotators' masks. Two empty masks agree fully: their IoU and Dice are 1.
     *
     * @param masks one per annotator, at least two of the same size
     * @return the agreement
     * @throws IllegalArgumentException if there are fewer than two masks or their sizes differ
     */
    public static AnnotatorAgreement of(List<BinaryMask> masks) {
        MaskSizes.common(masks);
        double iou = 0;
        double dice = 0;
        for (int i = 1; i < masks.size(); i++) {
            for (int j = 0; j < i; j++) {
                iou += iou(masks.get(i), masks.get(j));
                dice += dice(masks.get(i), masks.get(j));
            }
        }
        double pairs = masks.size() * (masks.size() - 1.0) / 2;
        return new AnnotatorAgreement(masks.size(), iou / pairs, dice / pairs, FleissKappa.ofMasks(masks));
    }

    /**
     * Intersection over union of two masks, also called Jaccard index.
     *
     * @param a a mask
     * @param b another of the same size
     * @return 0 to 1; 1 if both are empty
     * @throws IllegalArgumentException if the sizes differ
     */
    public static double iou(BinaryMask a, BinaryMask b) {
        double both = a.intersectionCount(b);
        double union = (double) a.count() + b.count() - both;
        return union == 0 ? 1 : both / union;
    }

    /**
     * Dice coefficient of two masks, also called F1.
     *
     * @param a a mask
     * @param b another of the same size
     * @return 0 to 1; 1 if both are empty
     * @throws IllegalArgumentException if the sizes differ
     */
    public static double dice(BinaryMask a, BinaryMask b) {
        double sum = (double) a.count() + b.count();
        return sum == 0 ? 1 : 2.0 * a.intersectionCount(b) / sum;
    }
}
