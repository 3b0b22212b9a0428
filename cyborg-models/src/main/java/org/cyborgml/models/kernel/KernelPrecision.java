package org.cyborgml.models.kernel;

import java.util.Arrays;
import java.util.Locale;

/** Precision in which kernels multiply; see {@link Kernels#PRECISION_PROPERTY}. */
public enum KernelPrecision {

    /** Float, 24 bits of mantissa, everywhere. */
    FP32,

    /**
     * Convolutions round their factors to TF32, 11 bits of mantissa, and add up in float: several times as fast on NVIDIA
     * GPUs of compute capability 8.0 or later, where alone it can be had.
     */
    TF32,

    /** Mixed. */
    BF16;

    static KernelPrecision fromProperty() {
        String value = System.getProperty(Kernels.PRECISION_PROPERTY, FP32.name());
        return Arrays.stream(values())
                .filter(precision -> precision.name().equals(value.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("system property " + Kernels.PRECISION_PROPERTY
                        + " must be fp32, tf32 or bf16, found \"" + value + "\""));
    }
}
