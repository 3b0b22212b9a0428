package org.cyborgml.examples;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import onnx.Onnx;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.protobuf.ByteString;

/**
 * Writes a small classifier as ONNX (opset 12), with the operations that PyTorch exports one as: Conv, Relu, Conv, Relu,
 * GlobalAveragePool, Flatten, Gemm.
 */
final class OnnxFile {

    /** Numbers of feature maps. */
    static final int FIRST = 8;

    static final int SECOND = 16;

    final INDArray weight1 = normal(0.27, FIRST, 3, 3, 3);
    final INDArray bias1 = normal(0.1, FIRST);
    final INDArray weight2 = normal(0.17, SECOND, FIRST, 3, 3);
    final INDArray bias2 = normal(0.1, SECOND);
    final INDArray weight = normal(0.25, 2, SECOND);
    final INDArray bias = normal(0.5, 2);

    private static final Random RANDOM = Nd4j.getRandomFactory().getNewRandomInstance(17);

    private static INDArray normal(double deviation, long... shape) {
        return Nd4j.randn(0.0, deviation, shape, RANDOM);
    }

    void write(Path file) throws IOException {
        Onnx.GraphProto graph = Onnx.GraphProto.newBuilder()
                .setName("classifier")
                .addInput(value("image", 3, ToyImages.SIDE, ToyImages.SIDE))
                .addOutput(value("logits", 2))
                .addInitializer(tensor("conv1.weight", weight1))
                .addInitializer(tensor("conv1.bias", bias1))
                .addInitializer(tensor("conv2.weight", weight2))
                .addInitializer(tensor("conv2.bias", bias2))
                .addInitializer(tensor("fc.weight", weight))
                .addInitializer(tensor("fc.bias", bias))
                .addNode(convolution("conv1", "image"))
                .addNode(node("Relu", "relu1", "conv1"))
                .addNode(convolution("conv2", "relu1"))
                .addNode(node("Relu", "features", "conv2"))
                .addNode(node("GlobalAveragePool", "pooled", "features"))
                .addNode(node("Flatten", "flat", "pooled").addAttribute(number("axis")))
                .addNode(node("Gemm", "logits", "flat", "fc.weight", "fc.bias").addAttribute(number("transB")))
                .build();
        Onnx.ModelProto model = Onnx.ModelProto.newBuilder()
                .setIrVersion(7)
                .addOpsetImport(Onnx.OperatorSetIdProto.newBuilder().setVersion(12))
                .setGraph(graph)
                .build();
        Files.write(file, model.toByteArray());
    }

    private static NodeProto.Builder node(String operation, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setName(output)
                .setOpType(operation)
                .addAllInput(List.of(inputs))
                .addOutput(output);
    }

    /** 3x3, stride 2, padding 1. */
    private static NodeProto convolution(String name, String input) {
        return node("Conv", name, input, name + ".weight", name + ".bias")
                .addAttribute(numbers("kernel_shape", 3, 3))
                .addAttribute(numbers("strides", 2, 2))
                .addAttribute(numbers("pads", 1, 1, 1, 1))
                .addAttribute(numbers("dilations", 1, 1))
                .build();
    }

    private static AttributeProto.Builder numbers(String name, long... values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(LongStream.of(values).boxed().toList());
    }

    /** An attribute of value 1. */
    private static AttributeProto.Builder number(String name) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(1);
    }

    private static TensorProto tensor(String name, INDArray values) {
        float[] flat = values.dup('c').data().asFloat();
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * flat.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(flat);
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(Onnx.TensorProto.DataType.FLOAT_VALUE)
                .setRawData(ByteString.copyFrom(bytes))
                .addAllDims(LongStream.of(values.shape()).boxed().toList())
                .build();
    }

    private static ValueInfoProto value(String name, long... sizes) {
        Onnx.TensorShapeProto.Builder shape = Onnx.TensorShapeProto.newBuilder();
        shape.addDim(Onnx.TensorShapeProto.Dimension.newBuilder().setDimParam("N"));
        for (long size : sizes) {
            shape.addDim(Onnx.TensorShapeProto.Dimension.newBuilder().setDimValue(size));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(Onnx.TypeProto.newBuilder()
                        .setTensorType(Onnx.TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                .setShape(shape)))
                .build();
    }
}
