package org.cyborgml.explain;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient of the class's score with respect to the pixels (Simonyan et al. 2013): of each pixel the greatest magnitude over
 * its channels. The map is {@code [N, H, W]}, of the image's size, and not negative.
 */
public final class InputGradient implements ExplanationMethod {

    private static final InputGradient METHOD = new InputGradient();

    private InputGradient() {}

    /**
     * The method; it has no settings.
     *
     * @return the method
     */
    public static InputGradient method() {
        return METHOD;
    }

    @Override
    public INDArray explain(ExplainedNetwork network, INDArray images, int[] classes, PassProgress progress) {
        INDArray map = greatestMagnitude(gradients(network, images, classes));
        progress.onPasses(classes.length, classes.length);
        return map;
    }

    /**
     * The gradient itself.
     *
     * @param network the network
     * @param images {@code [N, C, H, W]}
     * @param classes the class of each image, N numbers in [0, C)
     * @return {@code [N, C, H, W]}, with its sign
     */
    public static INDArray gradients(ExplainedNetwork network, INDArray images, int[] classes) {
        return network.atLayer(network.input(), images, pass -> pass.gradients(classes));
    }

    /** Of gradients [N, C, H, W] the greatest magnitude over the channels, [N, H, W]. */
    static INDArray greatestMagnitude(INDArray gradients) {
        return gradients.amax(1);
    }
}
