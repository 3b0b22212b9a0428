package org.cyborgml.app.cli;

import java.util.Iterator;
import java.util.Optional;
import org.cyborgml.app.console.OptionGroup;
import org.cyborgml.models.cuda.ConvolutionSearch;
import org.cyborgml.models.cuda.CudaDevice;
import org.cyborgml.models.cuda.CudaLibraries;
import org.cyborgml.models.kernel.KernelPrecision;
import org.cyborgml.models.kernel.KernelScope;
import org.cyborgml.models.kernel.Kernels;
import org.cyborgml.models.kernel.MapsMemory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say how networks are computed, shared by the commands. */
@OptionGroup("Computation")
final class KernelOptions {

    @Option(
            names = "--precision",
            paramLabel = "PRECISION",
            converter = Names.class,
            completionCandidates = Names.class,
            description =
                    "The network computes in ${COMPLETION-CANDIDATES}; tf32 needs an NVIDIA GPU of compute capability 8.0"
                            + " or later, bf16 such a GPU or a CPU that multiplies in it, double is computed on the CPU."
                            + " Default: fp32, unless the system property " + Kernels.PRECISION_PROPERTY
                            + " says otherwise.")
    private @Nullable KernelPrecision precision;

    @Option(
            names = "--fast",
            description =
                    "Let cuDNN measure its algorithms and take the fastest; those of a GPU then give other last bits"
                            + " in every run.")
    private boolean isFast;

    /**
     * The precision, once it is known that this machine has kernels for these options. To be called before a network is
     * made.
     *
     * @throws IllegalStateException if it has none; the message says why
     */
    KernelPrecision precision() {
        KernelPrecision wanted = given().orElseGet(Kernels::precision);
        if (wanted != KernelPrecision.FP32 || isFast) {
            try (KernelScope scope = Kernels.in(wanted)) {
                boolean isOnGpu = Kernels.current().memory(wanted.dataType()) != MapsMemory.HOST;
                if (isFast && !isOnGpu) {
                    throw new IllegalStateException("--fast chooses among the algorithms of a GPU, and " + wanted
                            + " is computed by " + Kernels.current() + "; GPU: " + CudaDevice.finding());
                }
            }
        }
        if (isFast) {
            System.setProperty(CudaLibraries.SEARCH_PROPERTY, ConvolutionSearch.FASTEST.toString());
        }
        return wanted;
    }

    /** The precision that was given. */
    Optional<KernelPrecision> given() {
        return Optional.ofNullable(precision);
    }

    /** The settings that differ from the default, as they are noted beside results. */
    String inWords() {
        KernelPrecision used = given().orElseGet(Kernels::precision);
        return (used == KernelPrecision.FP32 ? "" : ", " + used) + (isFast ? ", fastest algorithms" : "");
    }

    boolean isFast() {
        return isFast;
    }

    /** The options as they would be given again. */
    String line() {
        return (precision == null ? "" : " --precision " + precision) + (isFast ? " --fast" : "");
    }

    private static final class Names implements ITypeConverter<KernelPrecision>, Iterable<String> {

        @Override
        public KernelPrecision convert(String value) {
            try {
                return KernelPrecision.named(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }

        @Override
        public Iterator<String> iterator() {
            return KernelPrecision.names().iterator();
        }
    }
}
