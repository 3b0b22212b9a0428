package org.cyborgml.app.experiment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.cyborgml.app.cams.Agreement;
import org.cyborgml.app.cams.MeanMap;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code cams/<test set>.json}: the members of a {@link MeanMap}, and the agreement of the CAMs with the images'
 * human maps.
 *
 * @param map mean of the scaled CAMs of the predicted classes over some images
 * @param agreement with the human maps; null where no image has one that is not constant
 */
public record CamFile(@JsonIgnore MeanMap map, @JsonProperty("alignment") @Nullable Agreement agreement) {

    @JsonCreator
    static CamFile read(
            @JsonProperty(value = "height", required = true) int height,
            @JsonProperty(value = "width", required = true) int width,
            @JsonProperty(value = "images", required = true) int images,
            @JsonProperty(value = "mean", required = true) List<Double> mean,
            @JsonProperty("alignment") @Nullable Agreement agreement) {
        return new CamFile(new MeanMap(height, width, images, mean), agreement);
    }

    /**
     * Rows of the CAM grid.
     *
     * @return at least 1
     */
    @JsonProperty
    public int height() {
        return map.height();
    }

    /**
     * Columns of the CAM grid.
     *
     * @return at least 1
     */
    @JsonProperty
    public int width() {
        return map.width();
    }

    /** Number of CAMs in the mean. */
    @JsonProperty
    public int images() {
        return map.images();
    }

    /**
     * The mean.
     *
     * @return height * width values in [0,1], row by row
     */
    @JsonProperty
    public List<Double> mean() {
        return map.mean();
    }
}
