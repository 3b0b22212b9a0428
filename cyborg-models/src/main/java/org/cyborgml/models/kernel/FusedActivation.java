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
    SWISH
}
