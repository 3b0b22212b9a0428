package org.cyborgml.models.kernel;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Concatenates feature maps of the same samples, and splits gradients alike. The maps of a sample lie in one piece on both
 * sides, so any layout will do as long as all arrays have the same.
 *
 * <p>Internal: public only for the layers of this library.
 */
public interface ConcatenationKernel {

    /**
     * The forward pass.
     *
     * @param inputs at least one, in c order
     * @param output receives the result, in c order; as many numbers for each sample as all inputs together
     */
    void forward(List<INDArray> inputs, INDArray output);

    /**
     * The backward pass.
     *
     * @param gradOutput gradient with respect to the output
     * @param gradInputs receive the gradients with respect to the inputs
     */
    void backward(INDArray gradOutput, List<INDArray> gradInputs);
}
