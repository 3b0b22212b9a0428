package org.cyborgml.app.provenance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.cyborgml.models.kernel.Kernels;
import org.nd4j.linalg.factory.Nd4j;

/** The machine and the libraries that compute here, in words. */
public final class Machine {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final long MEBIBYTE = 1 << 20;
    private static final String UNKNOWN = "unknown";

    private Machine() {}

    /** The versions of what computes. */
    public static Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("CYBORG for the JVM", BuildOfProgram.current().toString());
        versions.put("ND4J and DL4J", nd4jVersion());
        versions.put("ND4J backend", Nd4j.getBackend().getClass().getSimpleName());
        versions.put("Kernels", Kernels.current().toString());
        versions.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        return versions;
    }

    /** The version in the library's jar. */
    private static String nd4jVersion() {
        Properties build = new Properties();
        try (InputStream in = Nd4j.class.getResourceAsStream("/META-INF/maven/org.nd4j/nd4j-api/pom.properties")) {
            if (in != null) {
                build.load(in);
            }
        } catch (IOException e) {
            return UNKNOWN;
        }
        return build.getProperty("version", UNKNOWN);
    }

    /** The hardware. */
    public static Map<String, String> hardware() {
        Map<String, String> hardware = new LinkedHashMap<>();
        hardware.put("Processor", processor());
        hardware.put("Cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        hardware.put("Java heap", Runtime.getRuntime().maxMemory() / MEBIBYTE + " MiB at most");
        hardware.put("System", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        return hardware;
    }

    /** The processor's name, which only Linux tells without running a program. */
    private static String processor() {
        if (Files.isReadable(CPU_INFO)) {
            try {
                return Files.readString(CPU_INFO, StandardCharsets.ISO_8859_1)
                        .lines()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).trim())
                        .findFirst()
                        .orElse(System.getProperty("os.arch"));
            } catch (IOException e) {
                return System.getProperty("os.arch");
            }
        }
        return System.getProperty("os.arch");
    }
}
