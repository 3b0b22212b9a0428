package org.cyborgml.models.kernel;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The operations that a convolution applies to its result at inference: multiplication by a scale and addition of a shift,
 * channel by channel, which is a batch norm; then addition of a shortcut's maps and a ReLU, if there are any.
 *
 * <p>Internal: public only for the layers of this library.
 *
 * @param scale {@code [O]}
 * @param shift {@code [O]}
 * @param shortcut maps as the output has them, or null for none
 * @param activation applied last
 */
public record FusedNorm(INDArray scale, INDArray shift, @Nullable INDArray shortcut, FusedActivation activation) {

    /**
     * A norm without a shortcut.
     *
     * @param scale {@code [O]}
     * @param shift {@code [O]}
     * @param activation applied last
     */
    public FusedNorm(INDArray scale, INDArray shift, FusedActivation activation) {
        this(scale, shift, null, activation);
    }

    /**
     * The same with the sum that follows it, in place of its own activation.
     *
     * @param maps the shortcut's maps, added to the result
     * @param after applied to the sum
     * @return a copy
     * @throws IllegalStateException if there is an activation before the sum
     */
    public FusedNorm plus(INDArray maps, FusedActivation after) {
        if (activation != FusedActivation.NONE) {
            throw new IllegalStateException("nothing can be added after " + activation);
        }
        return new FusedNorm(scale, shift, maps, after);
    }
}
