package org.cyborgml.models.layer;

import org.cyborgml.layer.ClosedFormRuntime;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a layer that turns feature maps into feature maps. */
abstract class MapsLayerRuntime extends ClosedFormRuntime {

    private final PassArrays arrays;
    private boolean isFrozen;

    MapsLayerRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
        this.arrays = new PassArrays(dataType);
    }

    final PassArrays arrays() {
        return arrays;
    }

    /** Callers may give any type of numbers, which no layer before this one may have cast. */
    @Override
    public final void setInput(INDArray input, LayerWorkspaceMgr workspaceMgr) {
        super.setInput(PassArrays.ofType(dataType, input), workspaceMgr);
    }

    /** Called before passes with fixed parameters, which end with {@link #thaw}. */
    void freeze() {
        isFrozen = true;
    }

    /** Called when the parameters may change again. */
    void thaw() {
        isFrozen = false;
    }

    final boolean isFrozen() {
        return isFrozen;
    }

    /** To be called at the start of the backward pass. */
    final void startBackward() {
        if (isFrozen) {
            throw new IllegalStateException("layer \"" + layerConf().getLayerName()
                    + "\" is of a network with frozen weights: close FrozenWeights before training");
        }
        arrays.startBackward();
    }
}
