package org.cyborgml.app.experiment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.cyborgml.app.cams.MapMeasures;
import org.jspecify.annotations.Nullable;

/**
 * Agreement of CAMs with human maps on the CAM grid: means over the images whose human map is not constant there; {@link
 * MapMeasures} has the rule.
 *
 * @param images how many images the means are over
 * @param constantMaps how many more have a human map that is constant, and are left out
 * @param pearson correlation of the cells, in [-1,1]; a constant CAM counts as 0
 * @param similarity shared mass of the maps as distributions, in [0,1]
 * @param kl Kullback-Leibler divergence of the CAM from the human map, in nats, 0 for equal maps
 * @param mse mean squared difference of the maps in [0,1]
 */
public record Alignment(int images, int constantMaps, double pearson, double similarity, double kl, double mse) {

    /** Versions that did not write how many maps are constant left none of them out. */
    @JsonCreator
    static Alignment read(
            @JsonProperty(value = "images", required = true) int images,
            @JsonProperty("constant_maps") @Nullable Integer constantMaps,
            @JsonProperty(value = "pearson", required = true) double pearson,
            @JsonProperty(value = "similarity", required = true) double similarity,
            @JsonProperty(value = "kl", required = true) double kl,
            @JsonProperty(value = "mse", required = true) double mse) {
        return new Alignment(images, constantMaps == null ? 0 : constantMaps, pearson, similarity, kl, mse);
    }
}
