package org.cyborgml.models.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What follows a convolution at inference where a batch norm reads it: its values times a scale plus a shift, channel by
 * channel, then perhaps a ReLU.
 *
 * @param scale {@code [O]}
 * @param shift {@code [O]}
 * @param activation what comes last
 */
public record OutputNorm(INDArray scale, INDArray shift, Rectification activation) {}
