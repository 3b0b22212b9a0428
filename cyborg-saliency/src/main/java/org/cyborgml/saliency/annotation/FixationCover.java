package org.cyborgml.saliency.annotation;

import org.cyborgml.saliency.image.ImageSize;

/** Adds up the durations of fixations over the pixels that they fall on. */
final class FixationCover {

    private FixationCover() {}

    /** Writes each pixel's time as a share of the longest, where it is larger than the present value. */
    static void draw(Annotation.Fixations fixations, ImageSize size, float[] plane) {
        double[] dwell = new double[plane.length];
        double longest = 0;
        for (Annotation.Fixation fixation : fixations.fixations()) {
            longest = Math.max(longest, add(fixation, fixations.radius(), size, dwell));
        }
        if (longest > 0) {
            for (int i = 0; i < plane.length; i++) {
                plane[i] = Math.max(plane[i], (float) (dwell[i] / longest));
            }
        }
    }

    private static double add(Annotation.Fixation fixation, double radius, ImageSize size, double[] dwell) {
        Point place = fixation.place();
        int centreX = (int) Math.floor(place.x());
        int centreY = (int) Math.floor(place.y());
        int reach = (int) Math.ceil(radius);
        double longest = 0;
        for (int y = Math.max(0, centreY - reach); y <= Math.min(size.height() - 1, centreY + reach); y++) {
            for (int x = Math.max(0, centreX - reach); x <= Math.min(size.width() - 1, centreX + reach); x++) {
                // The pixel under the fixation always counts, however small the disc.
                boolean under = x == centreX && y == centreY;
                if (under || Math.hypot(x + 0.5 - place.x(), y + 0.5 - place.y()) <= radius) {
                    int at = y * size.width() + x;
                    dwell[at] += fixation.milliseconds();
                    longest = Math.max(longest, dwell[at]);
                }
            }
        }
        return longest;
    }
}
