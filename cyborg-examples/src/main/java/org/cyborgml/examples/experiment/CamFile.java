package org.cyborgml.examples.experiment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code cams/<test set>.json} holds: the mean of the scaled CAMs of the predicted classes over some images, and how
 * well each CAM agrees with the image's human map.
 *
 * @param height rows of the CAM grid
 * @param width columns of the CAM grid
 * @param images how many CAMs the mean is of
 * @param mean height * width values in [0,1], row by row
 * @param alignment agreement with the human maps; null where no image has one
 */
public record CamFile(int height, int width, int images, List<Double> mean, @Nullable Alignment alignment) {

    /**
     * Copies the list.
     *
     * @param height rows of the CAM grid
     * @param width columns of the CAM grid
     * @param images how many CAMs the mean is of
     * @param mean height * width values in [0,1], row by row
     * @param alignment agreement with the human maps; null where no image has one
     */
    public CamFile {
        mean = List.copyOf(mean);
    }

    /**
     * The mean alone.
     *
     * @return the mean map
     */
    public MeanMap map() {
        return new MeanMap(height, width, images, mean);
    }
}
