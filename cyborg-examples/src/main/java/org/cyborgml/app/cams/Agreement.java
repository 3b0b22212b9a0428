package org.cyborgml.app.cams;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
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
public record Agreement(int images, int constantMaps, double pearson, double similarity, double kl, double mse) {

    /** Versions that did not write how many maps are constant left none of them out. */
    @JsonCreator
    static Agreement read(
            @JsonProperty(value = "images", required = true) int images,
            @JsonProperty("constant_maps") @Nullable Integer constantMaps,
            @JsonProperty(value = "pearson", required = true) double pearson,
            @JsonProperty(value = "similarity", required = true) double similarity,
            @JsonProperty(value = "kl", required = true) double kl,
            @JsonProperty(value = "mse", required = true) double mse) {
        return new Agreement(images, constantMaps == null ? 0 : constantMaps, pearson, similarity, kl, mse);
    }

    /**
     * Sums of {@link MapMeasures} over images, from which the means are taken. Immutable; as JSON it keeps every bit, so that
     * a sum can go on from a file.
     *
     * @param images how many were added
     * @param constantMaps how many more were left out, as their human map is constant
     * @param pearson the sum
     * @param similarity the sum
     * @param kl the sum
     * @param mse the sum
     */
    public record Sums(int images, int constantMaps, double pearson, double similarity, double kl, double mse) {

        /** Of no image. */
        public static final Sums NONE = new Sums(0, 0, 0, 0, 0, 0);

        /**
         * Adds an image that has a human map.
         *
         * @param image its measures; empty if its human map is constant
         * @return the sums with that image
         */
        public Sums plus(Optional<MapMeasures> image) {
            return image.map(measures -> new Sums(
                            images + 1,
                            constantMaps,
                            pearson + measures.pearson(),
                            similarity + measures.similarity(),
                            kl + measures.kl(),
                            mse + measures.mse()))
                    .orElseGet(() -> new Sums(images, constantMaps + 1, pearson, similarity, kl, mse));
        }

        /**
         * Adds the images of a set.
         *
         * @param set their means
         * @return the sums with those images
         */
        public Sums plus(Agreement set) {
            int n = set.images();
            return new Sums(
                    images + n,
                    constantMaps + set.constantMaps(),
                    pearson + n * set.pearson(),
                    similarity + n * set.similarity(),
                    kl + n * set.kl(),
                    mse + n * set.mse());
        }

        /**
         * The means.
         *
         * @return empty if no image was added
         */
        public Optional<Agreement> means() {
            return images == 0
                    ? Optional.empty()
                    : Optional.of(new Agreement(
                            images, constantMaps, pearson / images, similarity / images, kl / images, mse / images));
        }
    }
}
