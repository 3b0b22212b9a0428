package org.cyborgml.saliency.map;

/**
 * The width of a Gaussian in pixels of the annotated image. It may differ by direction, as where the image was stretched after
 * people had looked at it.
 *
 * @param x horizontal standard deviation, above 0 and at most 1000, or 0 for no blur
 * @param y vertical standard deviation; 0 if and only if x is
 */
public record Sigma(double x, double y) {

    private static final double MAXIMUM = 1000;

    /**
     * Checks both.
     *
     * @throws IllegalArgumentException if one is not from 0 to 1000, or one alone is 0
     */
    public Sigma {
        requireInRange(x);
        requireInRange(y);
        if ((x == 0) != (y == 0)) {
            throw new IllegalArgumentException("sigma " + x + " by " + y + ": both must be above 0, or both 0");
        }
    }

    private static void requireInRange(double sigma) {
        if (!(sigma >= 0 && sigma <= MAXIMUM)) {
            throw new IllegalArgumentException("sigma " + sigma + ": must be from 0 to " + MAXIMUM);
        }
    }

    /**
     * The same width in both directions.
     *
     * @param sigma standard deviation in pixels, 0 (none) to 1000
     * @return the width
     * @throws IllegalArgumentException if it is out of range
     */
    public static Sigma of(double sigma) {
        return new Sigma(sigma, sigma);
    }

    /**
     * A multiple of this width.
     *
     * @param factor above 0
     * @return the width times the factor
     * @throws IllegalArgumentException if the factor is not above 0, or the width becomes too large
     */
    public Sigma times(double factor) {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("factor " + factor + " of sigma: must be above 0");
        }
        return new Sigma(x * factor, y * factor);
    }

    boolean isNone() {
        return x == 0;
    }
}
