package org.cyborgml.app.cli;

import java.util.Iterator;
import java.util.Optional;
import org.cyborgml.models.kernel.KernelPrecision;
import org.cyborgml.models.kernel.Kernels;
import org.cyborgml.models.kernel.PrecisionScope;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say how networks are computed, shared by the commands. */
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

    /** The precision, once it is known that this machine has kernels for it. */
    KernelPrecision precision() {
        KernelPrecision wanted = given().orElseGet(Kernels::precision);
        if (wanted != KernelPrecision.FP32) {
            try (PrecisionScope scope = Kernels.in(wanted)) {
                Kernels.current();
            }
        }
        return wanted;
    }

    /** The precision that was given. */
    Optional<KernelPrecision> given() {
        return Optional.ofNullable(precision);
    }

    /** A precision other than fp32, as it is noted beside results. */
    String inWords() {
        KernelPrecision used = given().orElseGet(Kernels::precision);
        return used == KernelPrecision.FP32 ? "" : ", " + used;
    }

    /** The options as they would be given again. */
    String line() {
        return precision == null ? "" : " --precision " + precision;
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
