package org.cyborgml.saliency.map;

import java.util.List;
import org.cyborgml.saliency.annotation.Annotation;
import org.cyborgml.saliency.annotation.AnnotationRecord;
import org.cyborgml.saliency.image.FloatPlane;
import org.cyborgml.saliency.image.ImageSize;

/** The sum of a Gaussian around every fixation, at the centres of a map's pixels. */
final class FixationDensity {

    private final ImageSize image;
    private final ImageSize size;
    private final Sigma sigma;
    private final double[] sum;

    /**
     * A density of no fixation.
     *
     * @param image size of the annotated image, whose pixels fixations and sigma are in
     * @param size of the map
     * @param sigma above 0
     */
    FixationDensity(ImageSize image, ImageSize size, Sigma sigma) {
        if (sigma.isNone()) {
            throw new IllegalArgumentException("sigma 0: a density of fixations needs a sigma above 0");
        }
        this.image = image;
        this.size = size;
        this.sigma = sigma;
        this.sum = new double[size.pixels()];
    }

    /**
     * Adds an annotator's fixations.
     *
     * @throws IllegalArgumentException if something else is marked too
     */
    void add(AnnotationRecord entry, double weight) {
        for (Annotation region : entry.regions()) {
            if (!(region instanceof Annotation.Fixations gaze)) {
                throw new IllegalArgumentException("annotator " + entry.annotator() + " of image " + entry.image()
                        + " has a " + region.getClass().getSimpleName() + ": a density is of fixations alone");
            }
            add(gaze.fixations(), weight);
        }
    }

    private void add(List<Annotation.Fixation> fixations, double weight) {
        for (Annotation.Fixation fixation : fixations) {
            double[] across =
                    gaussian(fixation.place().x(), sigma.x(), size.width(), (double) image.width() / size.width());
            double[] down =
                    gaussian(fixation.place().y(), sigma.y(), size.height(), (double) image.height() / size.height());
            for (int y = 0, i = 0; y < down.length; y++) {
                double row = weight * fixation.milliseconds() * down[y];
                for (int x = 0; x < across.length; x++, i++) {
                    sum[i] += row * across[x];
                }
            }
        }
    }

    private static double[] gaussian(double centre, double sigma, int cells, double cell) {
        double[] values = new double[cells];
        for (int i = 0; i < cells; i++) {
            double distance = ((i + 0.5) * cell - centre) / sigma;
            values[i] = Math.exp(-distance * distance / 2);
        }
        return values;
    }

    /** The sum divided by its maximum; all zeros if there is none above 0. */
    SaliencyMap map() {
        double most = 0;
        for (double value : sum) {
            most = Math.max(most, value);
        }
        float[] values = new float[sum.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = most > 0 ? (float) (sum[i] / most) : 0;
        }
        return SaliencyMap.of(FloatPlane.wrap(size, values));
    }
}
