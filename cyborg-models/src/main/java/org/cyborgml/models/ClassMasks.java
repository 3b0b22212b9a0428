package org.cyborgml.models;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.MultiDataSetPreProcessor;

/**
 * Replaces the maps of batches by masks that say the class: all zeros for class 0 (real), all ones for the others, as a
 * {@link SelfAttention} network is trained where whole images are synthetic. Every sample has its mask, so a label mask
 * over the maps is taken away.
 */
public final class ClassMasks implements MultiDataSetPreProcessor {

    private static final long serialVersionUID = 1L;

    /** A pre-processor. */
    public ClassMasks() {}

    @Override
    public void preProcess(MultiDataSet batch) {
        INDArray labels = batch.getLabels(0);
        INDArray masks = batch.getLabels(1).ulike();
        for (int n = 0; n < labels.size(0); n++) {
            double real = labels.size(1) == 1 ? 1 - labels.getDouble(n, 0) : labels.getDouble(n, 0);
            masks.slice(n).assign(1 - real);
        }
        batch.setLabels(1, masks);
        if (batch.getLabelsMaskArrays() != null) {
            batch.setLabelsMaskArray(1, null);
        }
    }
}
