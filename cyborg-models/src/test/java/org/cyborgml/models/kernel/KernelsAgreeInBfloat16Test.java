package org.cyborgml.models.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** oneDNN's kernels in bfloat16: within its rounding of the largest number. */
class KernelsAgreeInBfloat16Test extends KernelsAgreement {

    KernelsAgreeInBfloat16Test() {
        super(KernelPrecision.BF16, 1.0 / 256);
    }

    @Override
    double size(INDArray expected) {
        return expected.normmaxNumber().doubleValue();
    }
}
