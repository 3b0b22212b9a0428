package org.cyborgml.examples.experiment;

import java.util.List;

/**
 * The mean of saliency maps.
 *
 * @param height rows
 * @param width columns
 * @param images how many maps it is the mean of
 * @param mean height * width values in [0,1], row by row
 */
public record MeanMap(int height, int width, int images, List<Double> mean) {

    /**
     * Copies the list.
     *
     * @param height rows
     * @param width columns
     * @param images how many maps it is the mean of
     * @param mean height * width values in [0,1], row by row
     * @throws IllegalArgumentException if there are not height * width values
     */
    public MeanMap {
        mean = List.copyOf(mean);
        if (mean.size() != (long) height * width) {
            throw new IllegalArgumentException(
                    "a mean map of " + height + " x " + width + " cells has " + mean.size() + " values");
        }
    }
}
