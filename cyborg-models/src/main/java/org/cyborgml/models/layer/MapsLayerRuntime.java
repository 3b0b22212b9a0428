package org.cyborgml.models.layer;

import org.cyborgml.layer.ClosedFormRuntime;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;

/** Runs a layer that makes feature maps of feature maps. */
abstract class MapsLayerRuntime extends ClosedFormRuntime {

    private final PassArrays arrays;

    MapsLayerRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
        this.arrays = new PassArrays(dataType);
    }

    final PassArrays arrays() {
        return arrays;
    }
}
