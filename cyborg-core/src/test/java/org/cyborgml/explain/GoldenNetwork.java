package org.cyborgml.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** The network of src/test/python/make_explanation_goldens.py, in DL4J's own layers, with that file's values. */
final class GoldenNetwork {

    static final JsonNode GOLDEN = golden();

    private GoldenNetwork() {}

    private static JsonNode golden() {
        try (InputStream file = GoldenNetwork.class.getResourceAsStream("explanations.json.gz");
                InputStream text = new GZIPInputStream(file)) {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static ComputationGraph graph(DataType type) {
        var graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(type)
                .activation(Activation.IDENTITY)
                .graphBuilder()
                .addInputs("image")
                .addLayer("conv1", convolution(2), "image")
                .addLayer("bn1", norm(), "conv1")
                .addLayer("early", relu(), "bn1")
                .addLayer("conv2", convolution(1), "early")
                .addLayer("bn2", norm(), "conv2")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "bn2", "early")
                .addLayer("late", relu(), "sum")
                .addLayer("pool", new GlobalPoolingLayer(PoolingType.AVG), "late")
                .addLayer(
                        "fc",
                        new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "pool")
                .setOutputs("fc")
                .setInputTypes(InputType.convolutional(10, 12, 2))
                .build());
        graph.init();
        Map<String, String> names = Map.of(
                "W",
                "weight",
                "b",
                "bias",
                "gamma",
                "weight",
                "beta",
                "bias",
                "mean",
                "running_mean",
                "var",
                "running_var");
        for (String layer : List.of("conv1", "bn1", "conv2", "bn2", "fc")) {
            graph.getLayer(layer).paramTable().forEach((key, parameter) -> {
                INDArray value = array(GOLDEN.get("parameters").get(layer + "." + names.get(key)), type);
                INDArray ours = layer.equals("fc") && key.equals("W") ? value.transpose() : value;
                parameter.assign(ours.dup('c').reshape('c', parameter.shape()));
            });
        }
        return graph;
    }

    private static ConvolutionLayer convolution(int stride) {
        return new ConvolutionLayer.Builder(3, 3)
                .stride(stride, stride)
                .padding(1, 1)
                .nOut(4)
                .build();
    }

    private static BatchNormalization norm() {
        return new BatchNormalization.Builder().useLogStd(false).build();
    }

    private static ActivationLayer relu() {
        return new ActivationLayer.Builder().activation(Activation.RELU).build();
    }

    static ExplainedNetwork network(DataType type) {
        return ExplainedNetwork.of(graph(type));
    }

    static INDArray images(DataType type) {
        return array(GOLDEN.get("images"), type);
    }

    static int[] classes() {
        return new int[] {
            GOLDEN.get("classes").get(0).asInt(), GOLDEN.get("classes").get(1).asInt()
        };
    }

    static INDArray array(JsonNode node, DataType type) {
        List<Double> values = new ArrayList<>();
        List<Long> shape = new ArrayList<>();
        for (JsonNode n = node; n.isArray(); n = n.get(0)) {
            shape.add((long) n.size());
        }
        flatten(node, values);
        return Nd4j.createFromArray(values.stream().mapToDouble(v -> v).toArray())
                .reshape(shape.stream().mapToLong(v -> v).toArray())
                .castTo(type);
    }

    private static void flatten(JsonNode node, List<Double> values) {
        if (node.isArray()) {
            node.forEach(n -> flatten(n, values));
        } else {
            values.add(node.asDouble());
        }
    }
}
