package org.cyborgml.models.kernel;

/**
 * The activation that a layer applies to its result in the same pass over memory. (The name is not {@code Activation}, which
 * is ND4J's own enum of activation functions that stand for themselves.)
 */
public enum FusedActivation {

    /** None: values stay as they are. */
    NONE,

    /** max(value, 0). */
    RELU,

    /** value times sigmoid(value), also called SiLU; of batch norms alone. */
    SWISH;

    /**
     * This activation after a sum.
     *
     * @return this
     * @throws IllegalArgumentException if it is a swish, which sums do not have
     */
    public FusedActivation ofSum() {
        if (this == SWISH) {
            throw new IllegalArgumentException("a sum has no swish after it: must be NONE or RELU, found " + this);
        }
        return this;
    }
}
