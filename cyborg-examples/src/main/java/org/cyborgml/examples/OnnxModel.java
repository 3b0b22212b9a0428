package org.cyborgml.examples;

import com.google.common.primitives.Longs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import onnx.Onnx;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A classifier in an ONNX file, of which the backbone and the classifier's tensors can be taken apart. */
final class OnnxModel {

    private final Onnx.ModelProto model;

    private OnnxModel(Onnx.ModelProto model) {
        this.model = model;
    }

    static OnnxModel read(Path file) throws IOException {
        return new OnnxModel(Onnx.ModelProto.parseFrom(Files.readAllBytes(file)));
    }

    /**
     * Writes the nodes up to the feature maps. The head replaces the others, and ND4J M2.1 could not use them: its import of
     * GlobalAveragePool damages native memory, and that of Gemm loses the bias.
     */
    void writeUpTo(String featureMaps, Path file) throws IOException {
        List<Onnx.NodeProto> nodes = model.getGraph().getNodeList();
        int count = 1
                + nodes.stream()
                        .map(node -> node.getOutputList().contains(featureMaps))
                        .toList()
                        .indexOf(true);
        if (count == 0) {
            throw new IOException("the ONNX model has no tensor \"" + featureMaps + "\"");
        }
        Onnx.GraphProto.Builder graph = model.getGraph().toBuilder().clearNode().addAllNode(nodes.subList(0, count));
        graph.setOutput(0, graph.getOutput(0).toBuilder().setName(featureMaps));
        Files.write(file, model.toBuilder().setGraph(graph).build().toByteArray());
    }

    /** A float tensor that the file stores as raw data. */
    INDArray tensor(String name) {
        Onnx.TensorProto tensor = model.getGraph().getInitializerList().stream()
                .filter(one -> one.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the ONNX model has no tensor \"" + name + "\""));
        ByteBuffer bytes = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return Nd4j.createFromArray(values).reshape(Longs.toArray(tensor.getDimsList()));
    }
}
