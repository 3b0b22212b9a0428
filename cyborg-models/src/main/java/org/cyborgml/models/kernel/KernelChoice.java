package org.cyborgml.models.kernel;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.cyborgml.models.cuda.ConvolutionMath;
import org.cyborgml.models.cuda.CudaDevice;
import org.cyborgml.models.cuda.CudaException;
import org.cyborgml.models.cuda.CudaLibraries;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/** Chooses the kernels for new networks. */
final class KernelChoice {

    private static final Map<Integer, Choice> OF_GPUS = new ConcurrentHashMap<>();

    private static volatile @Nullable Choice chosen;

    private KernelChoice() {}

    /** The kernels of a process by precision, each made when it is first asked for. */
    private record Choice(
            KernelPrecision precision, Function<KernelPrecision, Kernels> source, Map<KernelPrecision, Kernels> made) {

        Choice(KernelPrecision precision, Function<KernelPrecision, Kernels> source) {
            this(precision, source, new ConcurrentHashMap<>());
        }

        Choice(KernelSet set, KernelPrecision precision) {
            this(precision, wanted -> kernels(set, wanted));
        }

        Kernels in(KernelPrecision wanted) {
            // Every set has kernels for double beside its own.
            return made.computeIfAbsent(wanted == KernelPrecision.DOUBLE ? KernelPrecision.FP32 : wanted, source);
        }
    }

    private static Choice choice() {
        Choice known = chosen;
        if (known == null) {
            known = new Choice(fromProperty(), KernelPrecision.fromProperty());
            chosen = known;
        }
        return known;
    }

    static Kernels current() {
        Kernels given = KernelScope.ofThisThread().kernels();
        if (given != null) {
            return given;
        }
        Integer gpu = KernelScope.ofThisThread().gpu();
        return (gpu == null ? choice() : OF_GPUS.computeIfAbsent(gpu, KernelChoice::ofGpu)).in(precision());
    }

    static KernelPrecision precision() {
        KernelPrecision here = KernelScope.ofThisThread().precision();
        return here == null ? choice().precision : here;
    }

    private static Choice ofGpu(int ordinal) {
        KernelSet set = fromProperty();
        if (set == KernelSet.ONEDNN || set == KernelSet.ND4J) {
            throw new IllegalStateException(
                    "GPU " + ordinal + " cannot be used: system property " + Kernels.PROPERTY + " is " + set);
        }
        return new Choice(KernelPrecision.FP32, precision -> cuda(ordinal, precision));
    }

    static void use(KernelSet set, KernelPrecision precision) {
        Choice wanted = new Choice(set, precision);
        wanted.in(precision);
        chosen = wanted;
    }

    /** For tests: kernels that no set names. */
    static void use(Kernels kernels) {
        use(precision -> kernels);
    }

    /** For tests: kernels that no set names, by precision. */
    static void use(Function<KernelPrecision, Kernels> kernels) {
        chosen = new Choice(KernelPrecision.FP32, kernels);
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
            return cuda(0, precision);
        }
        if (set == KernelSet.AUTO) {
            CudaLibraries.checkProperties();
            try {
                return cuda(0, precision);
            } catch (CudaException e) {
                return onHost(set, precision, String.valueOf(e.getMessage()));
            }
        }
        return onHost(set, precision, "the set " + set + " is in use");
    }

    private static Kernels cuda(int ordinal, KernelPrecision precision) {
        ConvolutionMath math = math(precision);
        CudaDevice device = CudaDevice.of(ordinal);
        device.require(math);
        return new DeviceKernels(device, math, inFloat(KernelSet.AUTO));
    }

    /**
     * Kernels of the CPU.
     *
     * @param noGpu why the GPU is not used
     */
    private static Kernels onHost(KernelSet set, KernelPrecision precision, String noGpu) {
        return switch (precision) {
            case FP32, DOUBLE -> inFloat(set);
            case TF32 -> throw new IllegalStateException("tf32 needs the CUDA kernels: " + noGpu);
            case BF16 -> inBfloat16(set, noGpu);
        };
    }

    /** The CPU's kernels for bfloat16, which oneDNN would emulate slowly on a CPU without. */
    private static Kernels inBfloat16(KernelSet set, String noGpu) {
        String obstacle = set == KernelSet.ND4J ? "ND4J's operations compute in float" : obstacle();
        if (obstacle == null && OneDnn.multipliesBfloat16()) {
            return new OneDnnKernels(DataType.BFLOAT16);
        }
        throw new IllegalStateException(
                "bf16 needs a CPU that multiplies in it (AVX512-BF16, from AMD's Zen 4 and Intel's"
                        + " Cooper Lake and Sapphire Rapids on) and oneDNN, or an NVIDIA GPU: "
                        + (obstacle == null ? "this CPU does not" : obstacle) + ", and " + noGpu);
    }

    private static Kernels inFloat(KernelSet set) {
        if (set == KernelSet.ND4J) {
            return new Nd4jKernels();
        }
        String obstacle = obstacle();
        if (obstacle == null) {
            return new OneDnnKernels(DataType.FLOAT);
        }
        if (set == KernelSet.ONEDNN) {
            throw new IllegalStateException("no oneDNN kernels: " + obstacle);
        }
        return new Nd4jKernels("no oneDNN: " + obstacle);
    }

    private static ConvolutionMath math(KernelPrecision precision) {
        return switch (precision) {
            case FP32, DOUBLE -> ConvolutionMath.FLOAT32;
            case TF32 -> ConvolutionMath.TF32;
            case BF16 -> ConvolutionMath.BFLOAT16;
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
