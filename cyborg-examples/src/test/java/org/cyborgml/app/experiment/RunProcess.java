package org.cyborgml.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cyborgml.app.cli.Main;

/** Runs {@code experiment run} in processes of its own, and compares what they leave. */
final class RunProcess {

    /** Values that depend on the clock. */
    private static final List<String> TIMED = List.of("epoch_seconds.json", "experiment.json");

    private static final ObjectMapper JSON = new ObjectMapper();

    private RunProcess() {}

    /**
     * Starts the program on the {@code plan.yaml} of a folder.
     *
     * @param data the folder
     * @param out name of the results' folder in it
     * @param log name of the file in it that gets what the program prints
     * @param options more of them
     */
    static Process start(Path data, String out, String log, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "experiment",
                "run",
                data.resolve("plan.yaml").toString(),
                "--out",
                data.resolve(out).toString()));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(data.resolve(log).toFile());
        builder.environment().put("OMP_NUM_THREADS", "1");
        return builder.start();
    }

    /** All files of a folder, in a fixed order. */
    static List<Path> files(Path out) throws IOException {
        if (!Files.exists(out)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(out)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (UncheckedIOException e) {
            return List.of(); // something was moved while it was looked at
        }
    }

    /** The files of results, to when they were written. */
    static Map<String, Long> stamps(Path out) throws IOException {
        Map<String, Long> stamps = new TreeMap<>();
        for (Path file : files(out)) {
            if (Files.exists(file) && !out.relativize(file).startsWith("leases")) {
                stamps.put(out.relativize(file).toString(), file.toFile().lastModified());
            }
        }
        return stamps;
    }

    /** Requires the same files with the same content, bit by bit but for what depends on the clock. */
    static void requireSame(Path whole, Path parts) throws IOException {
        assertThat(stamps(parts).keySet()).isEqualTo(stamps(whole).keySet());
        for (Path file : files(whole)) {
            String name = file.getFileName().toString();
            Path other = parts.resolve(whole.relativize(file));
            if (name.equals("result.json")) {
                assertThat(untimed(other)).as(other.toString()).isEqualTo(untimed(file));
            } else if (!TIMED.contains(name)) {
                assertThat(other).hasSameBinaryContentAs(file);
            }
        }
    }

    private static JsonNode untimed(Path result) throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(result.toFile());
        json.remove("train_seconds");
        return json;
    }
}
