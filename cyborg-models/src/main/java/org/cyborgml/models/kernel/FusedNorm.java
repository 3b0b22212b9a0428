package org.cyborgml.models.kernel;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What follows a convolution at inference where a batch norm reads it: its values times a scale plus a shift, channel by
 * channel, then perhaps the maps of a shortcut added, then perhaps a ReLU.
 *
 * @param scale {@code [O]}
 * @param shift {@code [O]}
 * @param shortcut maps as the output has them, or null for none
 * @param activation what comes last
 */
public record FusedNorm(INDArray scale, INDArray shift, @Nullable INDArray shortcut, FusedActivation activation) {

    /**
     * A norm without a shortcut.
     *
     * @param scale {@code [O]}
     * @param shift {@code [O]}
     * @param activation what comes last
     */
    public FusedNorm(INDArray scale, INDArray shift, FusedActivation activation) {
        this(scale, shift, null, activation);
    }

    /**
     * The same with the sum that follows it, in place of its own activation.
     *
     * @param maps what is added
     * @param after what follows the sum
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
