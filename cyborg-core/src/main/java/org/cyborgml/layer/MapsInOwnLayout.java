package org.cyborgml.layer;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The runtime of a layer or vertex that may give its feature maps in a layout other than {@code [N, C, H, W]}. */
public interface MapsInOwnLayout {

    /**
     * Brings an output into plain layout.
     *
     * @param output an output of this layer
     * @return {@code [N, K, H, W]} with K at least the number of channels; what fills up the layout comes last
     */
    INDArray toPlain(INDArray output);

    /**
     * Brings plain maps into the layout of an output.
     *
     * @param plain {@code [N, K, H, W]}, as {@link #toPlain} gives them
     * @param output the output whose layout is wanted
     * @return an array of the shape of {@code output}
     */
    INDArray inLayoutOf(INDArray plain, INDArray output);
}
