package org.cyborgml.app.demo;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cyborgml.saliency.file.WholeFile;

/** {@code results.json}: {@link DemoResults} as a file. */
final class ResultsFile {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private ResultsFile() {}

    static void write(Path file, DemoResults results) throws IOException {
        WholeFile.write(file, (JSON.writeValueAsString(results) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    static DemoResults read(Path file) throws IOException {
        String text = Files.readString(file);
        try {
            return JSON.readValue(text, DemoResults.class);
        } catch (JacksonException e) {
            throw new IOException(file + ": is not a file of the demo's results: " + e.getOriginalMessage(), e);
        }
    }
}
