package org.cyborgml.models.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes steps of SGD with momentum as PyTorch does, in two passes over memory: {@code v = momentum * v + scale * g + decay * w},
 * then {@code w = w - rate * v}.
 *
 * <p>Internal: public only for the layers of this library.
 */
public interface MomentumStep {

    /**
     * Factors of a step.
     *
     * @param momentum of the velocity, in [0,1)
     * @param scale of the gradient: one over the size of the batch
     * @param decay of the parameters: the weight decay
     * @param rate learning rate
     */
    record Factors(float momentum, float scale, float decay, float rate) {}

    /**
     * Makes a step.
     *
     * @param parameters w, plain, of any length
     * @param gradient g
     * @param velocity v
     * @param factors the same from step to step, as a rule: others take some preparation
     */
    void step(INDArray parameters, INDArray gradient, INDArray velocity, Factors factors);
}
