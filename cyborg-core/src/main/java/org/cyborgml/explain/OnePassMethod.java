package org.cyborgml.explain;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A method that needs no more than one pass of the images and what can be done at a layer within it. */
abstract class OnePassMethod extends FeatureMethod {

    OnePassMethod(@Nullable String layer) {
        super(layer);
    }

    /** The maps of all images, [N][cells]. */
    abstract double[][] maps(ExplainedNetwork network, LayerMaps at, int[] classes, PassProgress progress);

    @Override
    public final INDArray explain(ExplainedNetwork network, INDArray images, int[] classes, PassProgress progress) {
        String layer = layer(network, images);
        return network.atLayer(layer, images, pass -> {
            LayerMaps at = LayerMaps.of(layer, pass, classes);
            double[][] maps = maps(network, at, classes, progress);
            return network.stacked(
                    maps, at.activations().height(), at.activations().width());
        });
    }
}
