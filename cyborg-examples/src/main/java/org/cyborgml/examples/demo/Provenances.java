package org.cyborgml.examples.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.cyborgml.examples.demo.DemoResults.Provenance;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.versioncheck.VersionCheck;
import org.nd4j.versioncheck.VersionInfo;

/**
 * Notes what results were made of and with.
 *
 * @param data the images
 * @param network its name and size, in words
 * @param parameters number of its parameters
 */
record Provenances(FashionMnist data, String network, long parameters) {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final long MEBIBYTE = 1 << 20;

    Provenance of(String command, double seconds) {
        return new Provenance(
                command,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                seconds,
                versions(),
                hardware(),
                parameters,
                network,
                data.source(),
                data.sha256(),
                data.train().size(),
                data.validation().size(),
                data.test().size());
    }

    private static Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put(
                "CYBORG for the JVM",
                Objects.requireNonNullElse(
                        Provenances.class.getPackage().getImplementationVersion(), "unpackaged development build"));
        versions.put("ND4J and DL4J", nd4jVersion());
        versions.put("ND4J backend", Nd4j.getBackend().getClass().getSimpleName());
        versions.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        return versions;
    }

    private static String nd4jVersion() {
        return VersionCheck.getVersionInfos().stream()
                .filter(info -> "nd4j-api".equals(info.getArtifactId()))
                .map(VersionInfo::getBuildVersion)
                .findFirst()
                .orElse("unknown");
    }

    private static Map<String, String> hardware() {
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
