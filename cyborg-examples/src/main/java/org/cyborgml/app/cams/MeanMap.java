package org.cyborgml.app.cams;

import com.google.common.primitives.Floats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cyborgml.saliency.image.FloatPlane;
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

    /**
     * The mean over the images of several means.
     *
     * @param means at least one, all of one size
     * @throws IllegalArgumentException if the sizes differ
     */
    public static MeanMap pooled(List<MeanMap> means) {
        MeanMap first = means.get(0);
        double[] sum = new double[first.mean.size()];
        int images = 0;
        for (MeanMap one : means) {
            if (one.height != first.height || one.width != first.width) {
                throw new IllegalArgumentException("mean maps of " + first.height + " x " + first.width + " and "
                        + one.height + " x " + one.width + " cells cannot be pooled");
            }
            for (int i = 0; i < sum.length; i++) {
                sum[i] += one.images * one.mean.get(i);
            }
            images += one.images;
        }
        int count = images;
        return new MeanMap(
                first.height,
                first.width,
                images,
                Arrays.stream(sum).mapToObj(value -> value / count).toList());
    }

    /** The mean in single precision. */
    public SaliencyMap toMap() {
        return SaliencyMap.of(FloatPlane.of(width, height, Floats.toArray(mean)));
    }
}
