package org.cyborgml.models.kernel;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes with one number for each feature map of each sample, {@code [N, C]}: what squeeze-and-excitation and attention over
 * channels are made of. Maps are plain or in blocks; C counts what fills up the last block too.
 *
 * <p>Internal: public only for the layers of this library.
 */
public interface PerMapKernel {

    /**
     * The mean of each map.
     *
     * @param maps feature maps
     * @param means {@code [N, C]}, on the host; receives the means
     */
    void means(INDArray maps, INDArray means);

    /**
     * The sum over each map of its products with another, cell by cell.
     *
     * @param maps feature maps
     * @param others as many, in the same layout
     * @param sums {@code [N, C]}, on the host; receives the sums
     */
    void products(INDArray maps, INDArray others, INDArray sums);

    /**
     * Multiplies each map by a number, and adds another.
     *
     * @param maps feature maps
     * @param factors {@code [N, C]}, on the host
     * @param summands {@code [N, C]}, on the host, or null for zeros
     * @param result receives the maps; none of the inputs
     */
    void scale(INDArray maps, INDArray factors, @Nullable INDArray summands, INDArray result);
}
