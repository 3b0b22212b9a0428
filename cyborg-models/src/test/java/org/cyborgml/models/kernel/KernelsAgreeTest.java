package org.cyborgml.models.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** oneDNN's kernels in float. */
class KernelsAgreeTest extends KernelsAgreement {

    KernelsAgreeTest() {
        super(KernelPrecision.FP32, 2e-5);
    }

    @Override
    double size(INDArray expected) {
        return expected.norm2Number().doubleValue() / Math.sqrt((double) expected.length());
    }
}
