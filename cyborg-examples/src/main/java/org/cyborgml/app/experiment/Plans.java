package org.cyborgml.app.experiment;

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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.cyborgml.saliency.file.PlainText;
import org.yaml.snakeyaml.LoaderOptions;

/** Reads experiments from plans: YAML files, of which some come with this program. */
public final class Plans {

    /** The plans that come with this program. */
    private static final List<String> READY = List.of("paper", "small", "controls", "detectors");

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

    private Plans() {}

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setNestingDepthLimit(20);
        return options;
    }

    /**
     * The names of the plans that come with this program.
     *
     * @return what {@link #named} takes
     */
    public static List<String> names() {
        return READY;
    }

    /**
     * The text of a plan that comes with this program.
     *
     * @param name one of {@link #names}
     * @return YAML, to be copied and changed
     * @throws IOException if it cannot be read
     */
    public static String text(String name) throws IOException {
        try (InputStream in = Plans.class.getResourceAsStream("plans/" + name + ".yaml")) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /**
     * A plan that comes with this program.
     *
     * @param name one of {@link #names}
     * @return the experiment
     * @throws IOException if it cannot be read
     */
    public static Experiment named(String name) throws IOException {
        return parse(text(name), name);
    }

    /**
     * Reads a plan. Keys that are not known, or occur twice, are errors.
     *
     * @throws IOException if it cannot be read or is no plan; the message names line and key
     */
    public static Experiment read(Path file) throws IOException {
        return parse(PlainText.read(file), file.toString());
    }

    static Experiment parse(String text, String name) throws IOException {
        try {
            Experiment experiment = YAML.readValue(text, Experiment.class);
            if (experiment == null) {
                throw new IOException(name + ": is empty");
            }
            return experiment;
        } catch (JacksonException e) {
            OptionalInt line = YamlLines.of(e, text, options());
            throw new IOException(name + (line.isPresent() ? ", line " + line.getAsInt() : "") + ": " + what(e), e);
        }
    }

    private static String what(JacksonException e) {
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
                && Experiment.class.equals(mismatch.getTargetType())
                && mismatch.getPath().isEmpty()) {
            return "is no plan: must have the keys name, data, backbones, scenarios and test_sets";
        }
        String path = e instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(reference -> reference.getFieldName() == null
                                ? String.valueOf(reference.getIndex() + 1)
                                : reference.getFieldName())
                        .collect(Collectors.joining("/"))
                : "";
        return (path.isEmpty() ? "" : path + ": ") + PlanMistake.inWords(e);
    }
}
