package org.cyborgml.app.files;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.cyborgml.data.DataException;

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
        makeFolder(file);
        TextFiles.write(file, text(content));
    }

    /** Writes a record as {@link #write} does, unless the file has it already. */
    public static void update(Path file, Object content) throws IOException {
        makeFolder(file);
        TextFiles.update(file, text(content));
    }

    private static void makeFolder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
    }

    private static String text(Object content) throws IOException {
        return MAPPER.writeValueAsString(content) + "\n";
    }

    /**
     * Reads a record.
     *
     * @throws IOException if the file cannot be read; a {@link DataException} if it is no such record, which names the file
     *     and says what to do
     */
    public static <T> T read(Path file, Class<T> type) throws IOException {
        return read(file, type, "delete it and run the command again");
    }

    private static <T> T read(Path file, Class<T> type, String wayOut) throws IOException {
        T content;
        try {
            content = MAPPER.readValue(Files.readAllBytes(file), type);
        } catch (JacksonException e) {
            throw damaged(file, reason(e), wayOut);
        }
        if (content == null) {
            throw damaged(file, "it holds nothing", wayOut);
        }
        return content;
    }

    private static DataException damaged(Path file, String reason, String wayOut) {
        return new DataException(file + ": is damaged, " + reason + ": put back a copy of it, or " + wayOut);
    }

    /** Jackson's own messages name classes of this program. */
    private static String reason(JacksonException e) {
        if (e instanceof JsonEOFException || (e instanceof MismatchedInputException && e.getLocation() == null)) {
            return "it ends too early";
        }
        if (e.getCause() instanceof IllegalArgumentException rule && rule.getMessage() != null) {
            return rule.getMessage();
        }
        return "it is not as this program writes it"
                + (e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")");
    }

    /** Reads a record; empty if there is no such file. */
    public static <T> Optional<T> readIfThere(Path file, Class<T> type) throws IOException {
        return Files.exists(file) ? Optional.of(read(file, type)) : Optional.empty();
    }

    /**
     * Reads a record; empty if there is no such file.
     *
     * @param wayOut follows "put back a copy of it, or"
     */
    public static <T> Optional<T> readIfThere(Path file, Class<T> type, String wayOut) throws IOException {
        return Files.exists(file) ? Optional.of(read(file, type, wayOut)) : Optional.empty();
    }

    /** Reads a record that is no more than a note on progress; empty if there is no such file, or it is damaged. */
    public static <T> Optional<T> readIfUsable(Path file, Class<T> type) throws IOException {
        try {
            return readIfThere(file, type);
        } catch (DataException e) {
            return Optional.empty();
        }
    }
}
