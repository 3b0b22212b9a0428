package org.cyborgml.models.layer;

import org.cyborgml.layer.ClosedFormRuntime;
import org.cyborgml.layer.MapsInOwnLayout;
import org.cyborgml.models.kernel.ChannelBlocks;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a layer that turns feature maps into feature maps. */
abstract class MapsLayerRuntime extends ClosedFormRuntime implements MapsInOwnLayout {

    private final PassArrays arrays;
    private boolean isFrozen;
    private boolean isExplained;

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

    @Override
    public final INDArray toPlain(INDArray output) {
        return ChannelBlocks.toPlain(output);
    }

    @Override
    public final INDArray inLayoutOf(INDArray plain, INDArray output) {
        INDArray maps = output.ulike();
        ChannelBlocks.copy(plain, maps);
        return maps;
    }

    /** A backward pass for an explanation learns nothing, so that frozen weights stay right. */
    @Override
    public final INDArray gradientAtInference(INDArray gradOutput, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(true);
        isExplained = true;
        try {
            return ofInference(gradOutput, workspaceMgr);
        } finally {
            isExplained = false;
        }
    }

    /** The gradient for the input after a pass at inference; a layer overrides it whose backward pass assumes training. */
    INDArray ofInference(INDArray gradOutput, LayerWorkspaceMgr workspaceMgr) {
        return backpropGradient(gradOutput, workspaceMgr).getSecond();
    }

    /** To be called at the start of the backward pass. */
    final void startBackward() {
        if (isFrozen && !isExplained) {
            throw new IllegalStateException("layer \"" + layerConf().getLayerName()
                    + "\" is of a network with frozen weights: close FrozenWeights before training");
        }
        arrays.startBackward();
    }
}
