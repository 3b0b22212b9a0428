package org.cyborgml.models.cuda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The kernels of the resource kernels.ptx with what they take. */
final class Ptx {

    private static final Path RESOURCE = Path.of("src/main/resources/org/cyborgml/models/cuda/kernels.ptx");

    private static final Pattern ENTRY = Pattern.compile("\\.visible \\.entry (\\w+)\\(([^)]*)\\)");

    private static final Pattern PARAMETER =
            Pattern.compile("\\.param (?:\\.align \\d+ )?\\.(\\w+) \\w+(?:\\[(\\d+)\\])?");

    private Ptx() {}

    static String text() throws IOException {
        return Files.readString(RESOURCE);
    }

    /** By name: u64, u32, f32, f64, or b8 and the bytes of a struct. */
    static Map<String, List<String>> kernels() throws IOException {
        Map<String, List<String>> kernels = new LinkedHashMap<>();
        ENTRY.matcher(text())
                .results()
                .forEach(entry -> kernels.put(
                        entry.group(1),
                        PARAMETER
                                .matcher(entry.group(2))
                                .results()
                                .map(p -> p.group(1) + (p.group(2) == null ? "" : p.group(2)))
                                .toList()));
        return kernels;
    }

    /** As a kernel's parameters would have to be for some arguments. */
    static List<String> of(Object... arguments) {
        return java.util.Arrays.stream(arguments).map(Ptx::type).toList();
    }

    private static String type(Object argument) {
        if (argument instanceof Struct struct) {
            return "b8" + struct.fields().length * Integer.BYTES;
        }
        return Map.of(Integer.class, "u32", Long.class, "u64", Float.class, "f32", Double.class, "f64")
                .getOrDefault(argument.getClass(), argument.getClass().getName());
    }
}
