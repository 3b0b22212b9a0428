package org.cyborgml.app.experiment;

import java.util.Optional;
import org.cyborgml.app.cams.MapMeasures;
import org.jspecify.annotations.Nullable;

/**
 * Sums of {@link MapMeasures} over images. Immutable.
 *
 * @param images how many were added
 * @param constantMaps how many more were left out, as their human map is constant
 * @param pearson the sum
 * @param similarity the sum
 * @param kl the sum
 * @param mse the sum
 */
record AgreementSums(int images, int constantMaps, double pearson, double similarity, double kl, double mse) {

    static final AgreementSums NONE = new AgreementSums(0, 0, 0, 0, 0, 0);

    /** With one more image that has a human map. */
    AgreementSums plus(Optional<MapMeasures> image) {
        return image.map(measures -> new AgreementSums(
                        images + 1,
                        constantMaps,
                        pearson + measures.pearson(),
                        similarity + measures.similarity(),
                        kl + measures.kl(),
                        mse + measures.mse()))
                .orElseGet(() -> new AgreementSums(images, constantMaps + 1, pearson, similarity, kl, mse));
    }

    /** With the images of another set, whose means are given. */
    AgreementSums plus(Alignment set) {
        int n = set.images();
        return new AgreementSums(
                images + n,
                constantMaps + set.constantMaps(),
                pearson + n * set.pearson(),
                similarity + n * set.similarity(),
                kl + n * set.kl(),
                mse + n * set.mse());
    }

    /** The means; null where no image was added. */
    @Nullable
    Alignment means() {
        return images == 0
                ? null
                : new Alignment(images, constantMaps, pearson / images, similarity / images, kl / images, mse / images);
    }
}
