package org.cyborgml.app.gpu;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Maps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.nd4j.common.config.ND4JEnvironmentVars;

/**
 * The user's settings of ND4J's memory on GPUs. ND4J reads them from environment variables while its CUDA backend loads, so
 * they must be set before the program starts. ND4J only logs a value that it cannot read, so they are read here first.
 *
 * <ul>
 *   <li>{@code ND4J_CUDA_MAX_DEVICE_CACHE}: bytes of freed memory that each GPU keeps for the next array
 *   <li>{@code ND4J_CUDA_MAX_DEVICE_ALLOCATION}: bytes of the largest single array on a GPU
 *   <li>{@code ND4J_CUDA_MAX_HOST_CACHE}: bytes of freed pinned memory that are kept
 *   <li>{@code ND4J_CUDA_FORCE_SINGLE_GPU}: {@code true} or {@code false}
 * </ul>
 */
public final class GpuMemory {

    private static final Pattern BYTES = Pattern.compile("[0-9]{1,18}");
    private static final Pattern TRUTH = Pattern.compile("true|false", Pattern.CASE_INSENSITIVE);

    /** The kind of value that a variable takes. */
    private enum Kind {
        BYTE_COUNT(GpuMemory.BYTES, "a number of bytes, without unit"),
        SWITCH(GpuMemory.TRUTH, "true or false");

        private final Pattern form;
        private final String rule;

        Kind(Pattern form, String rule) {
            this.form = form;
            this.rule = rule;
        }
    }

    private static final ImmutableMap<String, Kind> VARIABLES = ImmutableMap.of(
            ND4JEnvironmentVars.ND4J_CUDA_MAX_DEVICE_CACHE, Kind.BYTE_COUNT,
            ND4JEnvironmentVars.ND4J_CUDA_MAX_DEVICE_ALLOCATION, Kind.BYTE_COUNT,
            ND4JEnvironmentVars.ND4J_CUDA_MAX_HOST_CACHE, Kind.BYTE_COUNT,
            ND4JEnvironmentVars.ND4J_CUDA_FORCE_SINGLE_GPU, Kind.SWITCH);

    private final Map<String, String> values;

    private GpuMemory(Map<String, String> values) {
        this.values = values;
    }

    /**
     * The variables that are set.
     *
     * @param environment variables and their values, as of {@link System#getenv()}
     * @return those that are about memory of GPUs
     */
    public static GpuMemory of(Map<String, String> environment) {
        return new GpuMemory(ImmutableSortedMap.copyOf(Maps.filterKeys(environment, VARIABLES::containsKey)));
    }

    /**
     * The values that ND4J could not read.
     *
     * @return a sentence that names the variables, their values and what they must be; none if all is well
     */
    public Optional<String> problem() {
        List<String> wrong = new ArrayList<>();
        values.forEach((name, value) -> {
            Kind kind = VARIABLES.get(name);
            if (kind != null && !kind.form.matcher(value).matches()) {
                wrong.add(name + " must be " + kind.rule + ", found \"" + value + "\"");
            }
        });
        return wrong.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", wrong));
    }

    @Override
    public String toString() {
        return values.isEmpty()
                ? "ND4J's own settings (" + String.join(", ", VARIABLES.keySet()) + " change them)"
                : values.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(", "));
    }
}
