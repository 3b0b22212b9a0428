package org.cyborgml.app.cli;

import java.util.Iterator;
import java.util.Optional;
import org.cyborgml.app.console.OptionGroup;
import org.cyborgml.models.kernel.KernelPrecision;
import org.cyborgml.models.kernel.Kernels;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option that says in which precision networks are computed, shared by the commands. */
@OptionGroup("Computation")
public final class PrecisionOption {

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

    /** The option, to be filled by picocli. */
    public PrecisionOption() {}

    /** The precision that was given. */
    public Optional<KernelPrecision> given() {
        return Optional.ofNullable(precision);
    }

    /** The precision that was given, else the default. */
    public KernelPrecision precision() {
        return given().orElseGet(Kernels::precision);
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
