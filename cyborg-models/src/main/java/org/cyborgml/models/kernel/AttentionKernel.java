package org.cyborgml.models.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Multiplies all feature maps {@code [N, C, H, W]} of a sample, cell by cell, by one map {@code [N, 1, H, W]}. */
public interface AttentionKernel {

    /**
     * The forward pass.
     *
     * @param maps feature maps
     * @param map the one map of each sample
     * @param output receives the products
     */
    void forward(INDArray maps, INDArray map, INDArray output);

    /**
     * The backward pass.
     *
     * @param maps the same feature maps as forward
     * @param map the same map
     * @param gradOutput gradient for the output
     * @param gradMaps receives the gradient for the feature maps
     * @param gradMap receives the gradient for the one map
     */
    void backward(INDArray maps, INDArray map, INDArray gradOutput, INDArray gradMaps, INDArray gradMap);
}
