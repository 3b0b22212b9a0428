package org.cyborgml.scoring.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import onnx.Onnx;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.ByteString;

/**
 * Writes detectors as small ONNX files (opset 12): the mean of each channel, a linear layer, and a last operator. With a
 * convolution, a 1x1 one that doubles all channels stands before.
 */
public final class TinyOnnx {

    // A row for each of two classes; of one value the second row alone.
    private static final float[] WEIGHTS = {0.5f, -1.25f, 0.75f, -0.25f, 2, -1};

    private static final float[] BIAS = {0.125f, -0.5f};

    private final Onnx.GraphProto.Builder graph = Onnx.GraphProto.newBuilder().setName("detector");
    private final List<Long> shape;

    private TinyOnnx(List<Long> shape) {
        this.shape = shape;
    }

    /** A detector whose input has a shape; 0 is a side that the file leaves open. */
    public static TinyOnnx of(long... shape) {
        return new TinyOnnx(LongStream.of(shape).boxed().toList());
    }

    /** The file of {@code values} (1 or 2) from a last operator such as Sigmoid; empty for the linear layer's own. */
    public byte[] file(int values, String last) {
        graph.addInput(value("images", TensorProto.DataType.FLOAT_VALUE, shape));
        String at = "images";
        if (shape.get(3) == 3) {
            graph.addNode(node("Transpose", "planes", at).addAttribute(numbers("perm", 0, 3, 1, 2)));
            at = "planes";
        }
        graph.addInitializer(tensor("double", new float[] {2, 0, 0, 0, 2, 0, 0, 0, 2}, 3, 3, 1, 1));
        graph.addNode(node("Conv", "doubled", at, "double")
                .addAttribute(numbers("kernel_shape", 1, 1))
                .addAttribute(numbers("strides", 1, 1))
                .addAttribute(number("group", 1)));
        graph.addNode(node("GlobalAveragePool", "pooled", "doubled"));
        graph.addNode(node("Flatten", "flat", "pooled").addAttribute(number("axis", 1)));
        graph.addInitializer(tensor("weight", java.util.Arrays.copyOfRange(WEIGHTS, 6 - 3 * values, 6), values, 3));
        graph.addInitializer(tensor("bias", java.util.Arrays.copyOfRange(BIAS, 2 - values, 2), values));
        String output = last.isEmpty() ? "result" : "linear";
        graph.addNode(node("Gemm", output, "flat", "weight", "bias").addAttribute(number("transB", 1)));
        if (!last.isEmpty()) {
            graph.addNode(node(last, "result", "linear"));
        }
        graph.addOutput(value("result", TensorProto.DataType.FLOAT_VALUE, List.of(0L, (long) values)));
        return model(graph).toByteArray();
    }

    /** The same file with a graph that a test has changed. */
    static byte[] changed(byte[] file, java.util.function.Consumer<Onnx.GraphProto.Builder> change) throws Exception {
        Onnx.GraphProto.Builder graph = Onnx.ModelProto.parseFrom(file).getGraph().toBuilder();
        change.accept(graph);
        return model(graph).toByteArray();
    }

    private static Onnx.ModelProto model(Onnx.GraphProto.Builder graph) {
        return Onnx.ModelProto.newBuilder()
                .setIrVersion(7)
                .addOpsetImport(Onnx.OperatorSetIdProto.newBuilder().setVersion(12))
                .setGraph(graph)
                .build();
    }

    /** The logit of the second class by the file's numbers, for the means of an input's channels. */
    public static double logit(double[] means, int values) {
        double[] logits = new double[2];
        for (int i = 0; i < 2; i++) {
            logits[i] = BIAS[i];
            for (int c = 0; c < 3; c++) {
                logits[i] += WEIGHTS[3 * i + c] * 2 * means[c];
            }
        }
        return values == 1 ? logits[1] : logits[1] - logits[0];
    }

    static NodeProto.Builder node(String operation, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(operation)
                .addAllInput(List.of(inputs))
                .addOutput(output);
    }

    static AttributeProto.Builder numbers(String name, long... values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(LongStream.of(values).boxed().toList());
    }

    static AttributeProto.Builder number(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value);
    }

    static TensorProto.Builder tensor(String name, float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .setRawData(ByteString.copyFrom(bytes))
                .addAllDims(LongStream.of(shape).boxed().toList());
    }

    static ValueInfoProto value(String name, int type, List<Long> shape) {
        List<Onnx.TensorShapeProto.Dimension> sides = new ArrayList<>();
        for (long side : shape) {
            Onnx.TensorShapeProto.Dimension.Builder one = Onnx.TensorShapeProto.Dimension.newBuilder();
            sides.add((side == 0 ? one.setDimParam("N" + sides.size()) : one.setDimValue(side)).build());
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(Onnx.TypeProto.newBuilder()
                        .setTensorType(Onnx.TypeProto.Tensor.newBuilder()
                                .setElemType(type)
                                .setShape(Onnx.TensorShapeProto.newBuilder().addAllDim(sides))))
                .build();
    }
}
