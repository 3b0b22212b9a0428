package org.cyborgml.app.experiment;

import com.google.common.primitives.ImmutableDoubleArray;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The scores of several test sets together. A real image is tested beside each generator that was trained on its like, but
 * is one image: of an image that is in several test sets, the first one's score counts. Immutable.
 *
 * @param real logits of the real images, each image once
 * @param synthetic logits of the synthetic images
 */
public record PooledScores(ImmutableDoubleArray real, ImmutableDoubleArray synthetic) {

    /**
     * A test set's share.
     *
     * @param images folder that the paths are below; null where it is not known, which is taken for one folder
     * @param scores of the test set
     */
    public record Part(@Nullable String images, KeptScores scores) {

        /** The file of a real image; however the plan spells its folder. */
        private Path file(int real) {
            return Path.of(
                            Objects.requireNonNullElse(images, ""),
                            scores.realPaths().get(real))
                    .normalize();
        }
    }

    /**
     * Pools test sets.
     *
     * @param parts the test sets' scores, in the plan's order
     * @return the scores of all
     */
    public static PooledScores of(List<Part> parts) {
        Set<Path> seen = new HashSet<>();
        ImmutableDoubleArray.Builder real = ImmutableDoubleArray.builder();
        ImmutableDoubleArray.Builder synthetic = ImmutableDoubleArray.builder();
        for (Part part : parts) {
            KeptScores scores = part.scores();
            for (int i = 0; i < scores.real().length(); i++) {
                if (seen.add(part.file(i))) {
                    real.add(scores.real().get(i));
                }
            }
            synthetic.addAll(scores.synthetic());
        }
        return new PooledScores(real.build(), synthetic.build());
    }
}
