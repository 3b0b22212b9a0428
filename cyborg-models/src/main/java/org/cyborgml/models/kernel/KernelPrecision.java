package org.cyborgml.models.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Precision in which a network computes. All but {@link #DOUBLE} are of networks of type {@link DataType#FLOAT}, whose
 * parameters, gradients and files are in float whatever its kernels do. See {@link Kernels#precision}.
 */
public enum KernelPrecision {

    /** Float, 24 bits of mantissa, everywhere. */
    FP32,

    /**
     * Convolutions round their factors to TF32, 11 bits of mantissa, and add up in float: several times as fast on NVIDIA
     * GPUs of compute capability 8.0 or later, where alone it can be had.
     */
    TF32,

    /**
     * Feature maps, and the factors of convolutions, have bfloat16's 8 bits of mantissa; sums are in float. For NVIDIA GPUs
     * of compute capability 8.0 or later, and for CPUs that multiply in bfloat16.
     */
    BF16,

    /** Double everywhere, in networks of type {@link DataType#DOUBLE}: by ND4J's operations on the CPU. */
    DOUBLE;

    /** The name that float had before there were others. */
    private static final String FLOAT = "FLOAT";

    /**
     * The precision of a name.
     *
     * @param name in upper or lower case, such as {@code tf32}; {@code float} is {@link #FP32}
     * @return the precision
     * @throws IllegalArgumentException if it is none; the message lists all
     */
    public static KernelPrecision named(String name) {
        String known = name.toUpperCase(Locale.ROOT).replace(FLOAT, FP32.name());
        return Arrays.stream(values())
                .filter(precision -> precision.name().equals(known))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("expected one of " + names() + ", found \"" + name + "\""));
    }

    /**
     * All names.
     *
     * @return in lower case
     */
    public static List<String> names() {
        return Arrays.stream(values()).map(KernelPrecision::toString).collect(Collectors.toUnmodifiableList());
    }

    static KernelPrecision fromProperty() {
        try {
            return named(System.getProperty(Kernels.PRECISION_PROPERTY, FP32.name()));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("system property " + Kernels.PRECISION_PROPERTY + ": " + e.getMessage(), e);
        }
    }

    /**
     * The type of a network's parameters.
     *
     * @return DOUBLE or FLOAT
     */
    public DataType dataType() {
        return this == DOUBLE ? DataType.DOUBLE : DataType.FLOAT;
    }

    /** The name in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
