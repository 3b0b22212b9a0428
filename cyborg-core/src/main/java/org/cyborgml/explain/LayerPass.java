package org.cyborgml.explain;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One pass of images through a network, seen at one layer. It is valid within {@link ExplainedNetwork#atLayer} only; the
 * arrays it gives are copies, which stay.
 */
public final class LayerPass {

    private final GraphPass pass;
    private final Classifier classifier;

    LayerPass(GraphPass pass, Classifier classifier) {
        this.pass = pass;
        this.classifier = classifier;
    }

    /**
     * The layer's output, in plain layout whatever the layer's own is.
     *
     * @return {@code [N, F, h, w]} for feature maps
     */
    public INDArray activations() {
        return pass.activations();
    }

    /**
     * The scores of all classes.
     *
     * @return {@code [N, C]}
     */
    public INDArray scores() {
        return classifier.scores(pass.read()).dup();
    }

    /**
     * The gradient of the classes' scores with respect to the layer's output.
     *
     * @param classes the class of each image, N numbers in [0, C)
     * @return an array of the shape of {@link #activations()}
     * @throws IllegalArgumentException if there is no such class, or a layer between cannot be run backwards
     */
    public INDArray gradients(int[] classes) {
        return pass.gradients(classifier.gradient(pass.read(), classes));
    }

    /**
     * The scores that the network gives for other activations of the layer. Only what reads the layer is run again.
     *
     * @param activations an array of the shape of {@link #activations()}
     * @return {@code [N, C]}
     */
    public INDArray scoresWith(INDArray activations) {
        return classifier.scores(pass.readWith(activations));
    }
}
