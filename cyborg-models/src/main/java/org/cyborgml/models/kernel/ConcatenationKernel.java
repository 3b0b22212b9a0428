package org.cyborgml.models.kernel;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Puts feature maps of the same samples behind one another, and takes them apart. The maps of a sample lie in one piece on
 * both sides, so layouts do not matter as long as all arrays have the same.
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
     * @param gradOutput gradient for the output
     * @param gradInputs receive the gradients for the inputs
     */
    void backward(INDArray gradOutput, List<INDArray> gradInputs);
}
