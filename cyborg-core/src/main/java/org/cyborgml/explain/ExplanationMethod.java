package org.cyborgml.explain;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A method that explains the score of a class by a map over the image. Implementations are immutable, and give the same maps
 * for the same network, images and classes.
 */
public interface ExplanationMethod {

    /**
     * Explains images.
     *
     * @param network the network
     * @param images the network's input, e.g. {@code [N, 3, H, W]}
     * @param classes the class to explain of each image, N numbers in [0, C)
     * @param progress listens to the passes through the network
     * @return {@code [N, h, w]}, on the method's own grid and scale: higher where the score of the class rests; see {@link
     *     org.cyborgml.cam.ClassActivationMaps#scale} and {@link org.cyborgml.cam.ClassActivationMaps#upsample}
     * @throws IllegalArgumentException if there is no such class or layer, or the network is none that the method can explain
     */
    INDArray explain(ExplainedNetwork network, INDArray images, int[] classes, PassProgress progress);

    /**
     * Explains images.
     *
     * @param network the network
     * @param images the network's input, e.g. {@code [N, 3, H, W]}
     * @param classes the class to explain of each image, N numbers in [0, C)
     * @return {@code [N, h, w]}, as {@link #explain(ExplainedNetwork, INDArray, int[], PassProgress)} gives it
     */
    default INDArray explain(ExplainedNetwork network, INDArray images, int[] classes) {
        return explain(network, images, classes, PassProgress.NONE);
    }
}
