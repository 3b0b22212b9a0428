package org.cyborgml.models.checkpoint;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.core.JsonToken;
import org.nd4j.shade.jackson.databind.DeserializationFeature;
import org.nd4j.shade.jackson.databind.JavaType;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.cfg.MapperConfig;
import org.nd4j.shade.jackson.databind.jsontype.PolymorphicTypeValidator;

/**
 * The configuration in a DL4J zip, whose JSON names the classes of layers, updaters and so on. DL4J's own reader loads
 * whatever class is named; here a class must be in one of a few packages before anything looks it up, twice over: when the
 * JSON is checked, and when Jackson resolves a name, in whichever of its spellings.
 */
final class SavedConfiguration {

    private static final int DEEPEST = 64;
    private static final int MOST_TOKENS = 1 << 21;

    /** Exactly these, not what is below them. None has a class that does more than keep settings. */
    private static final Set<String> PACKAGES = Set.of(
            "org.cyborgml.cam",
            "org.cyborgml.head",
            "org.cyborgml.layer",
            "org.cyborgml.loss",
            "org.cyborgml.optim",
            "org.cyborgml.models.layer",
            "org.deeplearning4j.nn.conf.constraint",
            "org.deeplearning4j.nn.conf.distribution",
            "org.deeplearning4j.nn.conf.dropout",
            "org.deeplearning4j.nn.conf.graph",
            "org.deeplearning4j.nn.conf.graph.rnn",
            "org.deeplearning4j.nn.conf.inputs",
            "org.deeplearning4j.nn.conf.layers",
            "org.deeplearning4j.nn.conf.layers.convolutional",
            "org.deeplearning4j.nn.conf.layers.misc",
            "org.deeplearning4j.nn.conf.layers.recurrent",
            "org.deeplearning4j.nn.conf.layers.util",
            "org.deeplearning4j.nn.conf.preprocessor",
            "org.deeplearning4j.nn.conf.weightnoise",
            "org.deeplearning4j.nn.weights",
            "org.nd4j.linalg.activations.impl",
            "org.nd4j.linalg.learning.config",
            "org.nd4j.linalg.learning.regularization",
            "org.nd4j.linalg.lossfunctions.impl",
            "org.nd4j.linalg.schedule");

    private static final Pattern CLASS_NAME = Pattern.compile("[A-Za-z0-9_.$]{1,200}");

    /** The keys from which Jackson reads class names, in DL4J's classes. */
    private static final Set<String> CLASS_KEYS = Set.of("@class", "type");

    /** Fields of DL4J's classes that would hold arrays, of any size that the file pleases to say. */
    private static final Set<String> ARRAYS =
            Set.of("weights", "boundingBoxes", "embeddings", "noise", "mask", "alpha");

    private static final ObjectMapper MAPPER = mapper();

    private final FileBytes file;

    private SavedConfiguration(FileBytes file) {
        this.file = file;
    }

    private static ObjectMapper mapper() {
        return NeuralNetConfiguration.mapper()
                .copy()
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .setPolymorphicTypeValidator(new KnownClasses());
    }

    /** Decides, before Jackson looks a class up, if it may. */
    private static final class KnownClasses extends PolymorphicTypeValidator.Base {

        private static final long serialVersionUID = 1L;

        @Override
        public Validity validateBaseType(MapperConfig<?> config, JavaType base) {
            return Validity.INDETERMINATE;
        }

        @Override
        public Validity validateSubClassName(MapperConfig<?> config, JavaType base, String name) {
            return isKnown(name) ? Validity.ALLOWED : Validity.DENIED;
        }
    }

    static boolean isKnown(String name) {
        int end = name.lastIndexOf('.');
        return end > 0 && CLASS_NAME.matcher(name).matches() && PACKAGES.contains(name.substring(0, end));
    }

    static ComputationGraphConfiguration parse(FileBytes file, String json) throws CheckpointException {
        return new SavedConfiguration(file).parse(json);
    }

    private ComputationGraphConfiguration parse(String json) throws CheckpointException {
        try {
            checkDepth(json);
            JsonNode root = MAPPER.readTree(json);
            if (!root.isObject()) {
                throw file.error("configuration is not one of DL4J: must be a JSON object");
            }
            check(root);
            // Of the checked tree, not of the text: Jackson and the check cannot disagree on what the text says.
            return MAPPER.readValue(MAPPER.writeValueAsString(root), ComputationGraphConfiguration.class);
        } catch (JsonProcessingException e) {
            throw new CheckpointException(
                    file.name(), "configuration is not one of DL4J: " + firstLine(e.getOriginalMessage()), e);
        } catch (CheckpointException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new CheckpointException(
                    file.name(), "configuration is not one of DL4J: " + firstLine(String.valueOf(e.getMessage())), e);
        }
    }

    static String firstLine(String message) {
        return CheckpointException.oneLine(message.lines().findFirst().orElse(""));
    }

    /** Without recursion, so that what recurses afterwards does not recurse far. */
    private void checkDepth(String json) throws IOException {
        try (JsonParser parser = MAPPER.getFactory().createParser(json)) {
            int depth = 0;
            int tokens = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (depth > DEEPEST || ++tokens > MOST_TOKENS) {
                    throw file.error("configuration has " + tokens + " tokens, " + depth + " deep: must have at most "
                            + MOST_TOKENS + ", " + DEEPEST + " deep");
                }
            }
        }
    }

    private void check(JsonNode node) throws CheckpointException {
        if (node.isArray()) {
            checkArray(node);
        }
        String type = node.path("@class").asText();
        boolean isForeign = type.startsWith("org.deeplearning4j.") || type.startsWith("org.nd4j.");
        for (Map.Entry<String, JsonNode> field : (Iterable<Map.Entry<String, JsonNode>>) node::fields) {
            JsonNode value = field.getValue();
            if (CLASS_KEYS.contains(field.getKey()) && value.isTextual()) {
                checkClass(field.getKey(), value.textValue());
            }
            if (isForeign && ARRAYS.contains(field.getKey()) && !value.isNull() && !value.isNumber()) {
                throw file.error("configuration has an array " + CheckpointException.quote(field.getKey()) + " in a "
                        + type + ": must have settings only");
            }
            if (field.getKey().equals("dist") && node.has("weightInit")) {
                throw file.error("configuration has a \"dist\" beside a \"weightInit\", as DL4J had them before 1.0:"
                        + " must be of DL4J 1.0.0-beta4 or later");
            }
            check(value);
        }
        for (JsonNode element : node.isArray() ? node : java.util.List.<JsonNode>of()) {
            check(element);
        }
    }

    /** Names of enums, {@code "type": "MAX"}, are no classes' names. */
    private void checkClass(String key, String name) throws CheckpointException {
        if ((key.equals("@class") || name.indexOf('.') >= 0) && !isKnown(name)) {
            throw file.error("configuration needs the class " + CheckpointException.quote(name)
                    + ": must be one of DL4J's or of this library's layers, updaters and the like;"
                    + " no other class is looked up");
        }
    }

    /** Jackson takes {@code ["class", {...}]} for an instance too; DL4J writes none. */
    private void checkArray(JsonNode array) throws CheckpointException {
        if (array.size() > 1 && array.get(0).isTextual() && array.get(1).isContainerNode()) {
            throw file.error("configuration has the array ["
                    + CheckpointException.quote(array.get(0).textValue())
                    + ", ...] of text and more: must not, in DL4J's form");
        }
    }
}
