package org.cyborgml.models.kernel;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes the sum of feature maps of one shape, with or without a ReLU after it.
 *
 * <p>Internal: public only for the layers of this library.
 */
public interface SumKernel {

    /**
     * The forward pass.
     *
     * @param inputs at least one
     * @param output receives the result; none of the inputs
     */
    void forward(List<INDArray> inputs, INDArray output);

    /**
     * The backward pass.
     *
     * @param output the result of the forward pass
     * @param gradOutput gradient with respect to the output
     * @param gradInput receives the gradient with respect to the inputs, which is the same for each of them
     */
    void backward(INDArray output, INDArray gradOutput, INDArray gradInput);
}
