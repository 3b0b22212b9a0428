package org.cyborgml.spark.experiment;

import com.google.common.math.IntMath;
import java.io.Serializable;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.cyborgml.data.ImageInspector;
import org.cyborgml.data.ImageRequest;
import org.cyborgml.data.InspectedImage;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.spark.scoring.TaskSize;

/** Looks at images in the executors, which share them. */
final class SparkInspector implements ImageInspector {

    private final JavaSparkContext spark;
    private final ExperimentSpec spec;

    SparkInspector(JavaSparkContext spark, ExperimentSpec spec) {
        this.spark = spark;
        this.spec = spec;
    }

    /**
     * An image that a task looks at.
     *
     * @param folder URI of its folder
     * @param path below the folder
     * @param extent how much of it is read
     */
    record Wanted(String folder, String path, ImageRequest.Extent extent) implements Serializable {}

    /**
     * The size of an image, or what is wrong with it, as a task sends it back.
     *
     * @param fault the reason why it cannot be used; empty if it can
     * @param width 0 if it cannot be used
     * @param height 0 if it cannot be used
     */
    record Found(String fault, int width, int height, int orientation, long bytes) implements Serializable {

        static Found of(InspectedImage image) {
            ImageSize size = image.size();
            return new Found(
                    image.fault(),
                    size == null ? 0 : size.width(),
                    size == null ? 0 : size.height(),
                    image.orientation(),
                    image.bytes());
        }

        InspectedImage image() {
            return width == 0
                    ? InspectedImage.broken(fault)
                    : InspectedImage.usable(new ImageSize(width, height), orientation, bytes);
        }
    }

    @Override
    public List<InspectedImage> inspect(List<ImageRequest> images, Consumer<String> looked) {
        if (images.isEmpty()) {
            return List.of();
        }
        List<Wanted> wanted = new ArrayList<>();
        images.forEach(image -> wanted.add(new Wanted(image.folder().root().toString(), image.path(), image.extent())));
        int tasks = IntMath.divide(wanted.size(), TaskSize.images(spark, wanted.size()), RoundingMode.CEILING);
        List<Found> found = spark.parallelize(wanted, tasks)
                .mapPartitions(new InspectionTask(spec))
                .collect();
        images.forEach(image -> looked.accept(image.path()));
        return found.stream().map(Found::image).toList();
    }
}
