package org.cyborgml.scoring.onnx;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.ValueInfoProto;
import org.jspecify.annotations.Nullable;

/**
 * The check of an ONNX file's structure before native code reads it. It refuses files that name other files, whose tensors do not
 * have the bytes of their shape, whose operators take what no operator before them makes, and those with loops, branches or
 * functions, which a detector of images does not need and which might never end.
 *
 * <p>It does not infer the shapes between the operators: a hostile file can still make ONNX Runtime take much memory.
 */
final class OnnxGraphCheck {

    private static final int MOST_NODES = 100_000;
    private static final long MOST_VALUES = 1L << 29;
    private static final Set<String> DOMAINS = Set.of("", "ai.onnx", "ai.onnx.ml", "com.microsoft");

    /** Attributes that are counts or steps, with their largest values: 0 would divide by zero, and more would take hours. */
    private static final Map<String, Long> POSITIVE =
            Map.of("strides", 256L, "dilations", 1024L, "kernel_shape", 1024L, "group", 1L << 16);

    /** Attributes that enlarge arrays, with their largest values. */
    private static final Map<String, Long> NOT_NEGATIVE = Map.of("pads", 1024L, "output_padding", 1024L);

    private OnnxGraphCheck() {}

    /** Checks a model and gives its graph. */
    static GraphProto check(ModelProto model) {
        require(model.hasGraph(), "it has no graph");
        require(model.getFunctionsCount() == 0, "it has functions of its own");
        GraphProto graph = model.getGraph();
        require(graph.getSparseInitializerCount() == 0, "it has sparse tensors");
        require(
                graph.getNodeCount() > 0 && graph.getNodeCount() <= MOST_NODES,
                graph.getNodeCount() + " operators, must be 1 to " + MOST_NODES);
        Set<String> known = new HashSet<>(Set.of(""));
        for (TensorProto tensor : graph.getInitializerList()) {
            check(tensor, tensor.getName());
            require(known.add(tensor.getName()), "two tensors have the name \"" + tensor.getName() + "\"");
        }
        graph.getInputList().forEach(input -> known.add(input.getName()));
        for (NodeProto node : graph.getNodeList()) {
            check(node, known);
        }
        for (ValueInfoProto output : graph.getOutputList()) {
            require(known.contains(output.getName()), "no operator makes its output " + output.getName());
        }
        return graph;
    }

    private static void check(NodeProto node, Set<String> known) {
        String name = node.getOpType();
        require(DOMAINS.contains(node.getDomain()), "operator " + name + " is of " + node.getDomain());
        for (String input : node.getInputList()) {
            require(known.contains(input), name + " takes " + input + ", which nothing before it makes");
        }
        for (String output : node.getOutputList()) {
            require(output.isEmpty() || known.add(output), "two arrays have the name \"" + output + "\"");
        }
        for (AttributeProto attribute : node.getAttributeList()) {
            check(attribute, name);
        }
    }

    private static void check(AttributeProto attribute, String node) {
        require(
                !attribute.hasG() && attribute.getGraphsCount() == 0,
                node + " has a graph inside, as loops and branches have");
        require(
                !attribute.hasSparseTensor() && attribute.getSparseTensorsCount() == 0,
                node + " has a sparse tensor inside");
        if (attribute.hasT()) {
            check(attribute.getT(), node + "'s " + attribute.getName());
        }
        attribute.getTensorsList().forEach(tensor -> check(tensor, node + "'s " + attribute.getName()));
        requireWithin(attribute, node, 1, POSITIVE.get(attribute.getName()));
        requireWithin(attribute, node, 0, NOT_NEGATIVE.get(attribute.getName()));
    }

    private static void requireWithin(AttributeProto attribute, String node, long least, @Nullable Long most) {
        if (most == null) {
            return;
        }
        List<Long> numbers = attribute.getType() == AttributeProto.AttributeType.INT
                ? List.of(attribute.getI())
                : attribute.getIntsList();
        for (long number : numbers) {
            require(
                    number >= least && number <= most,
                    node + "'s " + attribute.getName() + " is " + numbers + ", must be from " + least + " to " + most);
        }
    }

    private static void check(TensorProto tensor, String name) {
        require(
                tensor.getExternalDataCount() == 0 && tensor.getDataLocation() == TensorProto.DataLocation.DEFAULT,
                "tensor " + name + " is in another file: export the model into one file");
        long count = 1;
        for (long side : tensor.getDimsList()) {
            require(side >= 0 && side <= MOST_VALUES, "tensor " + name + " has a side of " + side);
            count *= side;
            require(count <= MOST_VALUES, "tensor " + name + " is too large: " + tensor.getDimsList());
        }
        long values = tensor.getFloatDataCount()
                + (long) tensor.getInt32DataCount()
                + tensor.getInt64DataCount()
                + tensor.getDoubleDataCount()
                + tensor.getUint64DataCount();
        int raw = tensor.getRawData().size();
        require(
                tensor.getStringDataCount() == 0
                        && (raw == 0 ? values == count : values == 0 && raw == count * bytes(tensor.getDataType())),
                "tensor " + name + " of shape " + tensor.getDimsList() + " has " + values + " values and " + raw
                        + " bytes, which do not fit it");
    }

    /** Bytes of a value by ONNX's number of its type; 0 for types that detectors do not have. */
    private static int bytes(int type) {
        return switch (type) {
            case TensorProto.DataType.FLOAT_VALUE,
                    TensorProto.DataType.INT32_VALUE,
                    TensorProto.DataType.UINT32_VALUE -> Integer.BYTES;
            case TensorProto.DataType.INT64_VALUE,
                    TensorProto.DataType.UINT64_VALUE,
                    TensorProto.DataType.DOUBLE_VALUE -> Long.BYTES;
            case TensorProto.DataType.UINT8_VALUE, TensorProto.DataType.INT8_VALUE, TensorProto.DataType.BOOL_VALUE ->
                1;
            case TensorProto.DataType.FLOAT16_VALUE,
                    TensorProto.DataType.BFLOAT16_VALUE,
                    TensorProto.DataType.INT16_VALUE,
                    TensorProto.DataType.UINT16_VALUE -> Short.BYTES;
            default -> 0;
        };
    }

    private static void require(boolean condition, String found) {
        if (!condition) {
            throw new IllegalArgumentException(found);
        }
    }
}
