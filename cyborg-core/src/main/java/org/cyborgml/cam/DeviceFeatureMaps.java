package org.cyborgml.cam;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Feature maps {@code [N, F, h, w]} that are on a device and not in the host's memory; they give class maps themselves. */
public interface DeviceFeatureMaps {

    /**
     * Computes class maps.
     *
     * @param weight {@code [C, F]}
     * @param bias {@code [C]}
     * @param classMaps receives {@code [N, C, h, w]}
     */
    void classMaps(INDArray weight, INDArray bias, INDArray classMaps);

    /**
     * The backward pass of {@link #classMaps}. The maps are not needed any more: their gradient may take their place.
     *
     * @param weight {@code [C, F]}
     * @param gradClassMaps gradient for the class maps
     * @param gradWeight receives the gradient for the weight
     * @param gradBias receives the gradient for the bias
     * @return the gradient for the feature maps, on the device
     */
    INDArray classMapsBackward(INDArray weight, INDArray gradClassMaps, INDArray gradWeight, INDArray gradBias);
}
