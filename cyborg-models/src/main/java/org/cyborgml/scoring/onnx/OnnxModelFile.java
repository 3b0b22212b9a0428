package org.cyborgml.scoring.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onnx.Onnx;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.ValueInfoProto;
import org.cyborgml.data.DataException;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/**
 * A detector's ONNX file, checked before native code sees it: one input of images, one output, whole tensors, no other files, no
 * loops.
 *
 * @param file where it is
 * @param input name of its input
 * @param shape of its input, four sides; 0 where the file leaves one open
 * @param outputOperator the operator that computes its output, before those that only change its shape
 */
record OnnxModelFile(Path file, String input, List<Long> shape, Optional<String> outputOperator) {

    private static final int LONGEST_MESSAGE = 500;
    private static final long MOST_BYTES = 1L << 30;
    private static final Set<String> RESHAPING =
            Set.of("Identity", "Squeeze", "Unsqueeze", "Reshape", "Flatten", "Cast", "Dropout", "Transpose");

    /** The content of a file of a size that can be read. */
    static byte[] bytes(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new DataException(file + ": there is no such file");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new DataException(file + ": has " + Files.size(file) + " bytes, more than 1 GiB");
        }
        return Files.readAllBytes(file);
    }

    /**
     * Checks a content.
     *
     * @param file where it is from
     * @param bytes the content
     * @throws DataException if it cannot be used as a detector; the message says why
     */
    static OnnxModelFile of(Path file, byte[] bytes) throws DataException {
        try {
            GraphProto graph = OnnxGraphCheck.check(Onnx.ModelProto.parseFrom(bytes));
            ValueInfoProto input = input(graph);
            if (graph.getOutputCount() != 1) {
                throw new IllegalArgumentException("it has the outputs "
                        + graph.getOutputList().stream()
                                .map(ValueInfoProto::getName)
                                .toList()
                        + ", must have one: export it with the detector's output alone");
            }
            return new OnnxModelFile(
                    file,
                    input.getName(),
                    shape(input),
                    outputOperator(graph, graph.getOutput(0).getName()));
        } catch (InvalidProtocolBufferException e) {
            throw new DataException(file + ": is no ONNX file: " + oneLine(e));
        } catch (IllegalArgumentException e) {
            throw new DataException(file + ": cannot be used as a detector: " + oneLine(e));
        }
    }

    /** A message on one line; names in a damaged file may hold anything. */
    static String oneLine(Exception e) {
        String message = String.valueOf(e.getMessage())
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "...";
    }

    private static ValueInfoProto input(GraphProto graph) {
        Set<String> constants = new HashSet<>();
        graph.getInitializerList().forEach(tensor -> constants.add(tensor.getName()));
        List<ValueInfoProto> inputs = graph.getInputList().stream()
                .filter(value -> !constants.contains(value.getName()))
                .toList();
        if (inputs.size() != 1) {
            throw new IllegalArgumentException("it has the inputs "
                    + inputs.stream().map(ValueInfoProto::getName).toList() + ", must have one, the images");
        }
        return inputs.get(0);
    }

    private static List<Long> shape(ValueInfoProto input) {
        Onnx.TypeProto.Tensor type = input.getType().getTensorType();
        if (type.getElemType() != Onnx.TensorProto.DataType.FLOAT_VALUE) {
            throw new IllegalArgumentException("its input " + input.getName() + " is of type " + type.getElemType()
                    + ", must be of 32-bit floats");
        }
        List<Long> shape = type.getShape().getDimList().stream()
                .map(side -> Math.max(0, side.getDimValue()))
                .toList();
        if (shape.size() != 4) {
            throw new IllegalArgumentException("its input " + input.getName() + " has the shape " + shape
                    + ", must have four sides, such as [N, 3, height, width]");
        }
        return shape;
    }

    private static Optional<String> outputOperator(GraphProto graph, String output) {
        Map<String, NodeProto> makers = new HashMap<>();
        graph.getNodeList().forEach(node -> node.getOutputList().forEach(made -> makers.put(made, node)));
        NodeProto maker = makers.get(output);
        for (int i = 0; i < graph.getNodeCount() && maker != null; i++) {
            if (!RESHAPING.contains(maker.getOpType())) {
                return Optional.of(named(maker, makers));
            }
            maker = maker.getInputCount() == 0 ? null : makers.get(maker.getInput(0));
        }
        return Optional.empty();
    }

    /** A linear layer is a product and a sum in some files. */
    private static String named(NodeProto node, Map<String, NodeProto> makers) {
        boolean isOfProduct = node.getOpType().equals("Add")
                && node.getInputList().stream()
                        .map(makers::get)
                        .anyMatch(maker -> maker != null && maker.getOpType().equals("MatMul"));
        return isOfProduct ? "MatMul" : node.getOpType();
    }
}
