package org.cyborgml.models.onnx;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import onnx.Onnx.GraphProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto.Dimension;
import onnx.Onnx.ValueInfoProto;

/**
 * The input and outputs of an ONNX file that was written, and its size.
 *
 * @param input name and shape, such as {@code image [N, 3, H, W]}; sides that are left open have a name for a length
 * @param outputs names and shapes
 * @param operators their number
 * @param weights number of the constants' values
 */
public record OnnxSummary(String input, List<String> outputs, int operators, long weights) {

    /** Keeps a copy of the list. */
    public OnnxSummary {
        outputs = List.copyOf(outputs);
    }

    static OnnxSummary of(GraphProto graph) {
        return new OnnxSummary(
                named(graph.getInput(0)),
                graph.getOutputList().stream().map(OnnxSummary::named).toList(),
                graph.getNodeCount(),
                graph.getInitializerList().stream()
                        .mapToLong(OnnxSummary::values)
                        .sum());
    }

    private static String named(ValueInfoProto value) {
        return value.getName()
                + value.getType().getTensorType().getShape().getDimList().stream()
                        .map(OnnxSummary::side)
                        .collect(Collectors.joining(", ", " [", "]"));
    }

    private static String side(Dimension side) {
        return side.hasDimParam() ? side.getDimParam() : Long.toString(side.getDimValue());
    }

    private static long values(TensorProto constant) {
        return constant.getDimsList().stream().reduce(1L, (a, b) -> a * b);
    }

    /** One line for people. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s -> %s; %d operators, %,d numbers",
                input,
                String.join(", ", outputs),
                operators,
                weights);
    }
}
