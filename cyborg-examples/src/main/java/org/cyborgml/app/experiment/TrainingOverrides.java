package org.cyborgml.app.experiment;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.app.files.YamlMistake;
import org.cyborgml.training.TrainingSettings;

/**
 * Some of the settings of a training, by the names that {@code Logs/params.json} has: {@code epochs}, {@code batch},
 * {@code learning_rate} and so on. What a scenario or the experiment sets itself (the loss, the seed) is not among them.
 * Immutable.
 */
@JsonDeserialize(using = TrainingOverrides.Reader.class)
public final class TrainingOverrides {

    private static final ObjectMapper STRICT = JsonFiles.MAPPER
            .rebuild()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Set by scenarios and by the experiment. */
    private static final List<String> NOT_HERE =
            List.of("alpha", "alpha_schedule", "distance", "class_selection", "tap", "map_target", "seed");

    private static final TrainingOverrides NONE = new TrainingOverrides(ImmutableMap.of());

    private final ImmutableMap<String, JsonNode> values;

    private TrainingOverrides(Map<String, JsonNode> values) {
        this.values = ImmutableMap.copyOf(values);
    }

    /** No setting. */
    public static TrainingOverrides none() {
        return NONE;
    }

    /** All settings of a training that are not set elsewhere. */
    static TrainingOverrides of(TrainingSettings settings) {
        ObjectNode tree = STRICT.valueToTree(settings);
        tree.remove(NOT_HERE);
        return new TrainingOverrides(entries(tree));
    }

    /** The names of the settings that there are. */
    static ImmutableList<String> names() {
        return of(TrainingSettings.reference()).values.keySet().asList();
    }

    /**
     * One setting more.
     *
     * @param name as in {@code params.json}, such as {@code learning_rate}
     * @param value a number, a word or true or false
     * @throws IllegalArgumentException if there is no such setting, or the value is not possible
     */
    public TrainingOverrides with(String name, Object value) {
        if (!names().contains(name)) {
            throw new IllegalArgumentException(
                    "there is no setting \"" + name + "\" of a training here; there are " + names());
        }
        Map<String, JsonNode> more = new LinkedHashMap<>(values);
        more.put(name, STRICT.valueToTree(value));
        TrainingOverrides changed = new TrainingOverrides(more);
        changed.applyTo(TrainingSettings.reference());
        return changed;
    }

    @JsonValue
    Map<String, JsonNode> values() {
        return values;
    }

    /**
     * Settings with these overrides.
     *
     * @throws IllegalArgumentException if a value is not possible; the message names it
     */
    public TrainingSettings applyTo(TrainingSettings base) {
        return changed(base, values);
    }

    /** Settings with some changed by name; by way of JSON, so that a setting is known in one place only. */
    static TrainingSettings changed(TrainingSettings base, Map<String, JsonNode> values) {
        ObjectNode tree = STRICT.valueToTree(base);
        values.forEach(tree::set);
        try {
            return STRICT.treeToValue(tree, TrainingSettings.class);
        } catch (JsonProcessingException e) {
            String message = e.getCause() instanceof IllegalArgumentException cause
                    ? cause.getMessage()
                    : YamlMistake.withName(e);
            throw new IllegalArgumentException(message, e);
        }
    }

    private static Map<String, JsonNode> entries(JsonNode tree) {
        Map<String, JsonNode> entries = new LinkedHashMap<>();
        tree.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
        return entries;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrainingOverrides overrides && values.equals(overrides.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }

    /** Reads them member by member, so that a mistake is reported at its place. */
    static final class Reader extends JsonDeserializer<TrainingOverrides> {

        @Override
        public TrainingOverrides deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw JsonMappingException.from(parser, "must be settings of a training: " + names());
            }
            Map<String, JsonNode> values = new LinkedHashMap<>();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                if (!names().contains(name)) {
                    throw UnrecognizedPropertyException.from(
                            parser, TrainingSettings.class, name, new ArrayList<>(names()));
                }
                parser.nextToken();
                JsonNode value = context.readTree(parser);
                try {
                    changed(TrainingSettings.reference(), Map.of(name, value));
                } catch (IllegalArgumentException e) {
                    throw JsonMappingException.from(parser, name + ": " + e.getMessage(), e);
                }
                values.put(name, value);
            }
            return new TrainingOverrides(values);
        }

        @Override
        public TrainingOverrides getNullValue(DeserializationContext context) {
            return NONE;
        }
    }
}
