package org.cyborgml.app.cli;

import java.util.Optional;
import org.cyborgml.app.console.OptionGroup;
import org.cyborgml.models.cuda.ConvolutionSearch;
import org.cyborgml.models.cuda.CudaDevice;
import org.cyborgml.models.cuda.CudaLibraries;
import org.cyborgml.models.kernel.KernelPrecision;
import org.cyborgml.models.kernel.KernelScope;
import org.cyborgml.models.kernel.Kernels;
import org.cyborgml.models.kernel.MapsMemory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say how networks are computed, shared by the commands. */
@OptionGroup("Computation")
final class KernelOptions {

    @Mixin
    private final PrecisionOption precision = new PrecisionOption();

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
        KernelPrecision wanted = precision.precision();
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
        return precision.given();
    }

    /** The settings that differ from the default, as they are noted beside results. */
    String inWords() {
        KernelPrecision used = precision.precision();
        return (used == KernelPrecision.FP32 ? "" : ", " + used) + (isFast ? ", fastest algorithms" : "");
    }

    boolean isFast() {
        return isFast;
    }

    /** The options as they would be given again. */
    String line() {
        return given().map(value -> " --precision " + value).orElse("") + (isFast ? " --fast" : "");
    }
}
