package org.cyborgml.saliency.face;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cyborgml.saliency.face.ProtobufMessage.Field;

/**
 * The graph of an ONNX file: its nodes, constants and inputs. The reader takes what exporters of networks write and refuses the
 * rest with an {@link IllegalArgumentException}, so that OpenCV's importer meets no other files.
 *
 * @param nodes in the file's order
 * @param constants by name
 * @param inputs shapes by name, without those that are constants
 * @param outputs names
 * @param declared shapes by name, as the file states them for outputs and what is between
 */
record OnnxGraph(
        List<Node> nodes,
        Map<String, Constant> constants,
        Map<String, List<Long>> inputs,
        List<String> outputs,
        Map<String, List<Long>> declared) {

    /** An operator with its inputs, outputs and attributes: lists of numbers, or texts. */
    record Node(String op, List<String> inputs, List<String> outputs, Map<String, Object> attributes) {}

    /** A tensor of 32-bit floats, or of 64-bit integers whose values are kept. */
    record Constant(boolean isFloat, List<Long> shape, List<Long> integers, List<Float> floats) {}

    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final long MOST_VALUES = 1 << 24;
    private static final int KEPT = 64;

    static OnnxGraph read(byte[] file) {
        ProtobufMessage model = ProtobufMessage.of(ByteBuffer.wrap(file)).only("the model", 1, 2, 3, 4, 5, 6, 7, 8, 14);
        ProtobufMessage graph = model.one(7, "graphs").message("graph").only("the graph", 1, 2, 5, 10, 11, 12, 13);
        Map<String, List<Long>> declared = new LinkedHashMap<>();
        for (Field field : graph.all(13)) {
            Map.Entry<String, List<Long>> value = shaped(field.message("value"));
            declared.put(value.getKey(), value.getValue());
        }
        Map<String, Constant> constants = new LinkedHashMap<>();
        for (Field field : graph.all(5)) {
            ProtobufMessage tensor = field.message("tensor");
            if (constants.put(tensor.one(8, "names of a tensor").text("name"), constant(tensor)) != null) {
                throw new IllegalArgumentException("two tensors have one name");
            }
        }
        Map<String, List<Long>> inputs = new LinkedHashMap<>();
        for (Field field : graph.all(11)) {
            Map.Entry<String, List<Long>> input = shaped(field.message("input"));
            if (!constants.containsKey(input.getKey())) {
                inputs.put(input.getKey(), input.getValue());
            }
        }
        List<String> outputs = new ArrayList<>();
        for (Field field : graph.all(12)) {
            Map.Entry<String, List<Long>> output = shaped(field.message("output"));
            outputs.add(output.getKey());
            declared.put(output.getKey(), output.getValue());
        }
        return new OnnxGraph(
                graph.all(1).stream().map(node -> node(node.message("node"))).toList(),
                constants,
                inputs,
                outputs,
                declared);
    }

    /** A name with the shape of its tensor of floats; a side without a number is 0. */
    private static Map.Entry<String, List<Long>> shaped(ProtobufMessage value) {
        value.only("a value", 1, 2, 3);
        String name = value.one(1, "names of a value").text("name");
        ProtobufMessage type = value.one(2, "types of " + name).message("type").only("type of " + name, 1, 6);
        ProtobufMessage tensor =
                type.one(1, "tensor types of " + name).message("tensor type").only(name, 1, 2);
        if (tensor.one(1, "element types of " + name).number("element type") != FLOAT) {
            throw new IllegalArgumentException(name + " is not of 32-bit floats");
        }
        List<Long> shape = new ArrayList<>();
        for (Field side : tensor.one(2, "shapes of " + name)
                .message("shape")
                .only("shape", 1)
                .all(1)) {
            ProtobufMessage dimension = side.message("side").only("side", 1, 2, 3);
            List<Field> length = dimension.all(1);
            shape.add(length.isEmpty() ? 0 : length.get(0).number("side"));
        }
        return Map.entry(name, shape);
    }

    private static Constant constant(ProtobufMessage tensor) {
        tensor.only("a tensor", 1, 2, 8, 9);
        long type = tensor.one(2, "types of a tensor").number("type");
        if (type != FLOAT && type != INT64) {
            throw new IllegalArgumentException(
                    "a tensor is of type " + type + ", must be of 32-bit floats or integers");
        }
        List<Long> shape = ProtobufMessage.numbers(tensor.all(1), "shape of a tensor");
        long count = 1;
        for (long side : shape) {
            if (side < 0 || side > MOST_VALUES) {
                throw new IllegalArgumentException("a tensor has a side of " + side);
            }
            count *= side;
            if (count > MOST_VALUES) {
                throw new IllegalArgumentException("a tensor of shape " + shape + " is too large");
            }
        }
        ByteBuffer raw = tensor.one(9, "contents of a tensor").bytes("content");
        if (raw.remaining() != count * (type == FLOAT ? Float.BYTES : Long.BYTES)) {
            throw new IllegalArgumentException(
                    "a tensor of shape " + shape + " has " + raw.remaining() + " bytes, which do not fit it");
        }
        List<Long> integers = new ArrayList<>();
        List<Float> floats = new ArrayList<>();
        while (raw.hasRemaining()) {
            if (type == INT64) {
                integers.add(raw.getLong());
                continue;
            }
            float value = raw.getFloat();
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("a tensor holds " + value + ", must be finite");
            }
            if (floats.size() < KEPT) {
                floats.add(value);
            }
        }
        return new Constant(type == FLOAT, shape, integers, floats);
    }

    private static Node node(ProtobufMessage node) {
        node.only("a node", 1, 2, 3, 4, 5, 6);
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (Field field : node.all(5)) {
            ProtobufMessage attribute = field.message("attribute").only("an attribute", 1, 2, 3, 4, 8, 20);
            String name = attribute.one(1, "names of an attribute").text("name");
            if (attributes.put(name, value(attribute)) != null) {
                throw new IllegalArgumentException("attribute " + name + " is there twice");
            }
        }
        return new Node(
                node.one(4, "operators of a node").text("operator"),
                node.all(1).stream().map(input -> input.text("input")).toList(),
                node.all(2).stream().map(output -> output.text("output")).toList(),
                attributes);
    }

    private static Object value(ProtobufMessage attribute) {
        List<Field> values = attribute.fields().stream()
                .filter(field -> field.number() != 1 && field.number() != 20)
                .toList();
        if (values.isEmpty()) {
            return List.of();
        }
        int kind = values.get(0).number();
        if (values.stream().anyMatch(value -> value.number() != kind)) {
            throw new IllegalArgumentException("an attribute has values of two kinds");
        }
        int type = (int) attribute.one(20, "types of an attribute").number("type");
        int expected =
                switch (kind) {
                    case 2 -> 1;
                    case 3 -> 2;
                    case 4 -> 3;
                    default -> 7;
                };
        if (type != expected || (kind != 8 && values.size() != 1)) {
            throw new IllegalArgumentException("an attribute of type " + type + " has values of another type");
        }
        return switch (kind) {
            case 2 -> "";
            case 4 -> values.get(0).text("text");
            default -> ProtobufMessage.numbers(values, "numbers of an attribute");
        };
    }
}
