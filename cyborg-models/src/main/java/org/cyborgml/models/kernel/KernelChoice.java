package org.cyborgml.models.kernel;

import java.util.Arrays;
import java.util.Locale;
import org.cyborgml.models.cuda.ConvolutionMath;
import org.cyborgml.models.cuda.CudaDevice;
import org.cyborgml.models.cuda.CudaException;
import org.cyborgml.models.cuda.CudaLibraries;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/** Chooses the kernels for new networks. */
final class KernelChoice {

    private static volatile @Nullable Kernels chosen;

    private KernelChoice() {}

    static Kernels current() {
        Kernels known = chosen;
        if (known == null) {
            known = kernels(fromProperty(), KernelPrecision.fromProperty());
            chosen = known;
        }
        return known;
    }

    static void use(KernelSet set, KernelPrecision precision) {
        chosen = kernels(set, precision);
    }

    /** For tests: kernels that no set names. */
    static void use(Kernels kernels) {
        chosen = kernels;
    }

    static KernelSet fromProperty() {
        String value = System.getProperty(Kernels.PROPERTY, KernelSet.AUTO.name());
        return Arrays.stream(KernelSet.values())
                .filter(set -> set.name().equals(value.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("system property " + Kernels.PROPERTY
                        + " must be auto, cuda, onednn or nd4j, found \"" + value + "\""));
    }

    private static Kernels kernels(KernelSet set, KernelPrecision precision) {
        if (set == KernelSet.CUDA) {
            return cuda(precision);
        }
        if (set == KernelSet.AUTO) {
            CudaLibraries.checkProperties();
            try {
                return cuda(precision);
            } catch (CudaException e) {
                if (precision == KernelPrecision.TF32) {
                    throw new IllegalStateException(precision + " needs the CUDA kernels: " + e.getMessage(), e);
                }
            }
        } else if (precision == KernelPrecision.TF32) {
            throw new IllegalStateException(precision + " needs the CUDA kernels, found the set " + set);
        }
        return onHost(set, precision);
    }

    private static Kernels cuda(KernelPrecision precision) {
        return new DeviceKernels(CudaDevice.first(), math(precision), onHost(KernelSet.AUTO, KernelPrecision.FP32));
    }

    private static Kernels onHost(KernelSet set, KernelPrecision precision) {
        if (set == KernelSet.ND4J) {
            return new Nd4jKernels();
        }
        String obstacle = obstacle();
        if (obstacle == null) {
            return new OneDnnKernels(precision);
        }
        if (set == KernelSet.ONEDNN) {
            throw new IllegalStateException("no oneDNN kernels: " + obstacle);
        }
        return new Nd4jKernels("no oneDNN: " + obstacle);
    }

    private static ConvolutionMath math(KernelPrecision precision) {
        return switch (precision) {
            case FP32 -> ConvolutionMath.FLOAT32;
            case TF32 -> ConvolutionMath.TF32;
            case BF16 -> throw new CudaException("no bf16 on a GPU yet");
        };
    }

    /** Why there is no oneDNN, or null where there is. */
    private static @Nullable String obstacle() {
        ExecutionerType backend = Nd4j.getExecutioner().type();
        if (backend != ExecutionerType.NATIVE_CPU) {
            return "ND4J runs on " + backend;
        }
        try {
            OneDnn.version();
            return null;
        } catch (LinkageError | RuntimeException e) {
            return "org.bytedeco:dnnl does not load (" + e + ")";
        }
    }
}
