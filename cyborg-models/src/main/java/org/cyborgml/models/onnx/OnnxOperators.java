package org.cyborgml.models.onnx;

import com.google.common.primitives.Longs;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.nd4j.shade.protobuf.ByteString;
import org.nd4j.shade.protobuf.UnsafeByteOperations;

/** The operators and constants of an ONNX graph under construction, in the order in which they compute. */
final class OnnxOperators {

    private final List<NodeProto.Builder> nodes = new ArrayList<>();
    private final Map<String, TensorProto> constants = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();
    private final long mostBytes;
    private long bytes;

    /**
     * No operators yet.
     *
     * @param mostBytes that the constants may have together
     */
    OnnxOperators(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /**
     * Adds an operator.
     *
     * @param owner name of the layer or vertex that it computes
     * @param operator its type, such as {@code Conv}
     * @param inputs names of its inputs
     * @param attributes its attributes
     * @return the name of its output
     */
    String add(String owner, String operator, List<String> inputs, AttributeProto... attributes) {
        String output = unused(owner + "/" + operator);
        nodes.add(NodeProto.newBuilder()
                .setName(output)
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes)));
        return output;
    }

    /** Adds a constant of 32-bit floats, row-major, and returns its name. */
    String constant(String wanted, float[] values, long... shape) {
        ByteBuffer content =
                ByteBuffer.allocate(size(wanted, values.length, Float.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        content.asFloatBuffer().put(values);
        return constant(wanted, TensorProto.DataType.FLOAT_VALUE, content, shape);
    }

    /** Adds a list of integers as a constant, and returns its name. */
    String integers(String wanted, long... values) {
        ByteBuffer content =
                ByteBuffer.allocate(size(wanted, values.length, Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        content.asLongBuffer().put(values);
        return constant(wanted, TensorProto.DataType.INT64_VALUE, content, values.length);
    }

    private int size(String name, int count, int each) {
        bytes += (long) count * each;
        if (bytes > mostBytes) {
            throw new IllegalArgumentException("the network's weights up to " + name + " have " + bytes
                    + " bytes: an ONNX file holds at most " + mostBytes);
        }
        return count * each;
    }

    private String constant(String wanted, int type, ByteBuffer content, long... shape) {
        String name = unused(wanted);
        ByteString raw = UnsafeByteOperations.unsafeWrap(content); // nobody else has the buffer
        constants.put(
                name,
                TensorProto.newBuilder()
                        .setName(name)
                        .setDataType(type)
                        .addAllDims(Longs.asList(shape))
                        .setRawData(raw)
                        .build());
        return name;
    }

    private String unused(String wanted) {
        String name = wanted;
        for (int i = 2; !names.add(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }

    /**
     * Writes the operators and constants that some outputs need into a graph.
     *
     * @param outputs names of the graph's outputs, by the names of the operators' outputs that they are
     * @param graph receives them
     */
    void writeTo(Map<String, String> outputs, GraphProto.Builder graph) {
        Set<String> needed = new HashSet<>(outputs.keySet());
        List<NodeProto.Builder> used = new ArrayList<>();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            NodeProto.Builder node = nodes.get(i);
            if (needed.contains(node.getOutput(0))) {
                needed.addAll(node.getInputList());
                used.add(node);
            }
        }
        Collections.reverse(used);
        used.forEach(node -> graph.addNode(renamed(node, outputs)));
        constants.forEach((name, constant) -> {
            if (needed.contains(name)) {
                graph.addInitializer(constant);
            }
        });
    }

    private static NodeProto renamed(NodeProto.Builder node, Map<String, String> names) {
        NodeProto.Builder renamed = node.clone().clearInput().clearOutput();
        node.getInputList().forEach(input -> renamed.addInput(names.getOrDefault(input, input)));
        node.getOutputList().forEach(output -> renamed.addOutput(names.getOrDefault(output, output)));
        return renamed.build();
    }
}
