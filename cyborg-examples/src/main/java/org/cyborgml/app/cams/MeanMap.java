package org.cyborgml.app.cams;

import java.util.ArrayList;
import java.util.List;
import org.cyborgml.saliency.map.MeanMapAccumulator;
import org.cyborgml.saliency.map.SaliencyMap;

/**
 * The mean of saliency maps, as JSON files of means have it: {@code {"height", "width", "images", "mean": [...]}}.
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

    /**
     * The mean of maps that were added up.
     *
     * @param maps at least one map
     * @return their mean
     * @throws IllegalStateException if there is no map
     */
    public static MeanMap of(MeanMapAccumulator maps) {
        SaliencyMap mean = maps.mean();
        List<Double> values = new ArrayList<>();
        for (float value : mean.toArray()) {
            values.add((double) value);
        }
        return new MeanMap(mean.height(), mean.width(), Math.toIntExact(maps.count()), values);
    }
}
