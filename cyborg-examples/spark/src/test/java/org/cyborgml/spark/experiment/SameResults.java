package org.cyborgml.spark.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Compares folders of experiments. */
final class SameResults {

    /** Values that depend on the clock. */
    private static final Set<String> TIMED = Set.of("epoch_seconds.json", "experiment.json");

    private static final ObjectMapper JSON = new ObjectMapper();

    private SameResults() {}

    /** Files of a folder to when they were written, without the checksums that Hadoop keeps beside files of a local disk. */
    static Map<String, FileTime> stamps(Path folder) throws IOException {
        Map<String, FileTime> stamps = new TreeMap<>();
        for (Path file : Copies.files(folder)) {
            if (file.toString().endsWith(".crc")) {
                continue;
            }
            stamps.put(folder.relativize(file).toString(), Files.getLastModifiedTime(file));
        }
        return stamps;
    }

    /** Requires the same files with the same content, bit by bit but for what depends on the clock. */
    static void require(Path whole, Path other) throws IOException {
        assertThat(stamps(other).keySet()).isEqualTo(stamps(whole).keySet());
        for (Path file : Copies.files(whole)) {
            String name = file.getFileName().toString();
            Path same = other.resolve(whole.relativize(file));
            if (name.equals("result.json")) {
                assertThat(untimed(same)).as(same.toString()).isEqualTo(untimed(file));
            } else if (!TIMED.contains(name)) {
                assertThat(same).hasSameBinaryContentAs(file);
            }
        }
    }

    private static JsonNode untimed(Path result) throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(result.toFile());
        json.remove("train_seconds");
        return json;
    }
}
