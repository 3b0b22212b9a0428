package org.cyborgml.app.files;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;

/** Reads what people write as YAML into records: components are keys in snake_case. Keys not known, or twice, are errors. */
public final class YamlFiles {

    private static final ObjectMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .loaderOptions(options())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private YamlFiles() {}

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setNestingDepthLimit(20);
        return options;
    }

    /**
     * Reads a record.
     *
     * @param text YAML
     * @param name of the file, for messages
     * @param type of the record
     * @param form what the text must be, for one that has no keys: "is no plan: must have the keys ..."
     * @return the record
     * @throws IOException if the text is no such record; the message names line and key
     */
    public static <T> T parse(String text, String name, Class<T> type, String form) throws IOException {
        try {
            T content = YAML.readValue(text, type);
            if (content == null) {
                throw new IOException(name + ": is empty");
            }
            return content;
        } catch (JacksonException e) {
            OptionalInt line = YamlLines.of(e, text, options());
            throw new IOException(
                    name + (line.isPresent() ? ", line " + line.getAsInt() : "") + ": " + what(e, type, form), e);
        }
    }

    private static String what(JacksonException e, Class<?> type, String form) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "there is no key \"" + unknown.getPropertyName() + "\" here; there are "
                    + (unknown.getKnownPropertyIds() == null
                            ? List.of()
                            : unknown.getKnownPropertyIds().stream()
                                    .map(String::valueOf)
                                    .sorted()
                                    .collect(Collectors.joining(", ")));
        }
        if (e.getCause() instanceof IllegalArgumentException broken && broken.getMessage() != null) {
            return broken.getMessage();
        }
        if (e instanceof MismatchedInputException mismatch
                && type.equals(mismatch.getTargetType())
                && mismatch.getPath().isEmpty()) {
            return form;
        }
        String path = e instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(reference -> reference.getFieldName() == null
                                ? String.valueOf(reference.getIndex() + 1)
                                : reference.getFieldName())
                        .collect(Collectors.joining("/"))
                : "";
        return (path.isEmpty() ? "" : path + ": ") + YamlMistake.inWords(e);
    }
}
