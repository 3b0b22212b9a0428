package org.cyborgml.app.files;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Records as JSON files: components are members in snake_case; members that a record does not know are ignored. */
public final class JsonFiles {

    /** Writes and reads the JSON of all files. */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, JsonInclude.Include.ALWAYS))
            .build();

    private JsonFiles() {}

    /** Writes a record, and makes its folder if it is not there. */
    public static void write(Path file, Object content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        TextFiles.write(file, MAPPER.writeValueAsString(content) + "\n");
    }

    /**
     * Reads a record.
     *
     * @throws IOException if the file cannot be read or is no such record; the message names the file
     */
    public static <T> T read(Path file, Class<T> type) throws IOException {
        try {
            return MAPPER.readValue(Files.readAllBytes(file), type);
        } catch (JacksonException e) {
            throw new IOException(file + ": cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    /** Reads a record; empty if there is no such file. */
    public static <T> Optional<T> readIfThere(Path file, Class<T> type) throws IOException {
        return Files.exists(file) ? Optional.of(read(file, type)) : Optional.empty();
    }
}
