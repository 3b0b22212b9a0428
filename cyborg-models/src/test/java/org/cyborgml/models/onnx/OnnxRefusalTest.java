package org.cyborgml.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.InputFormat;
import org.cyborgml.data.Normalisation;
import org.cyborgml.models.AttentionKind;
import org.cyborgml.models.BiSeNet;
import org.cyborgml.models.SelfAttention;
import org.cyborgml.models.SmallCnn;
import org.cyborgml.models.kernel.PoolingMode;
import org.cyborgml.models.kernel.Rounding;
import org.cyborgml.models.kernel.Window;
import org.cyborgml.models.layer.BilinearUpsampling;
import org.cyborgml.models.layer.PixelLossLayer;
import org.cyborgml.models.layer.Pooling;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;

/** Networks and settings for which there is no file. Each is refused in one sentence, before anything is written. */
class OnnxRefusalTest {

    @TempDir
    private Path folder;

    private static ComputationGraph small() {
        return SmallCnn.builder().inputSide(32).build().init();
    }

    private static ComputationGraph with(Layer layer) {
        return of(graph -> graph.addLayer("odd", layer, "image")
                .addLayer("logits", PixelLossLayer.builder(8, 8).build(), "odd"));
    }

    private static ComputationGraph of(UnaryOperator<GraphBuilder> layers) {
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(8, 8, 3));
        ComputationGraph network =
                new ComputationGraph(layers.apply(graph).setOutputs("logits").build());
        network.init();
        return network;
    }

    private static OnnxExport export(int side) {
        return OnnxExport.of(InputFormat.square(side, Normalisation.UNIT));
    }

    static Stream<Object[]> refused() {
        return Stream.of(
                new Object[] {
                    "layer \"odd\" is of type org.deeplearning4j.nn.conf.layers.LocalResponseNormalization, for which there is"
                            + " no ONNX rule: all networks of cyborg-models can be written, and others of the layers and"
                            + " vertices Convolution, BatchNorm, ",
                    with(new LocalResponseNormalization.Builder().build()),
                    export(8)
                },
                new Object[] {
                    "layer \"odd\" has the activation softsign, must be identity, ReLU without limits, leaky ReLU,"
                            + " sigmoid, tanh or softplus",
                    with(new ActivationLayer(Activation.SOFTSIGN)),
                    export(8)
                },
                new Object[] {
                    "pooling \"odd\" rounds up: ",
                    with(Pooling.builder(PoolingMode.MAX, Window.of(3).withStride(2))
                            .rounding(Rounding.CEIL)
                            .build()),
                    export(8)
                },
                new Object[] {
                    "layer \"odd\" makes 12x20 of 8x8: to be written as ONNX, it must make whole multiples",
                    with(BilinearUpsampling.builder(12, 20).build()),
                    export(8)
                },
                new Object[] {
                    "layer \"sum\" reads stacks of [1, 2] inputs: must be of one height",
                    of(graph -> graph.addVertex("stack", new StackVertex(), "image", "image")
                            .addVertex("sum", new MergeVertex(), "stack", "image")
                            .addLayer("logits", PixelLossLayer.builder(8, 8).build(), "sum")),
                    export(8)
                },
                new Object[] {
                    "output \"saliency\" is an attention map, the same for all classes: maps must be none or predicted,"
                            + " found all",
                    SelfAttention.builder().inputSide(96).build().init(),
                    export(96).withMaps(OnnxMaps.ALL)
                },
                new Object[] {
                    "the network has the outputs [logits], none of CAMs: maps must be none or predicted, found all",
                    BiSeNet.builder().inputSide(32).build().init(),
                    export(32).withMaps(OnnxMaps.ALL)
                },
                new Object[] {
                    "the network has 2 classes, but 3 are named: ",
                    small(),
                    export(32).withClasses(ClassNames.of(List.of("a", "b", "c")))
                },
                new Object[] {
                    "layer \"conv1\" takes 3 channels, found 1",
                    small(),
                    OnnxExport.of(InputFormat.square(32, Normalisation.ofGreyValues(1, 2)))
                },
                new Object[] {
                    "images of 96x96 do not fit the network: an attention takes feature maps and one map of the same height",
                    SelfAttention.builder()
                            .attention(AttentionKind.TEMPLATES)
                            .inputSide(150)
                            .build()
                            .init(),
                    export(96)
                },
                new Object[] {
                    "the network has the inputs [image, other]: must have one, the images",
                    new ComputationGraph(new NeuralNetConfiguration.Builder()
                            .graphBuilder()
                            .addInputs("image", "other")
                            .setInputTypes(InputType.convolutional(8, 8, 3), InputType.convolutional(8, 8, 3))
                            .addVertex("sum", new MergeVertex(), "image", "other")
                            .addLayer("logits", PixelLossLayer.builder(8, 8).build(), "sum")
                            .setOutputs("logits")
                            .build()),
                    export(8)
                });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void isRefused(String message, ComputationGraph network, OnnxExport export) throws IOException {
        Path file = Files.writeString(folder.resolve("network.onnx"), "precious");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> export.write(file, network))
                .withMessageContaining(message);
        assertThat(file).hasContent("precious");
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void weightsBeyondTheLimitAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> export(32).model(small(), 100_000))
                .withMessageMatching(
                        "the network's weights up to conv3\\.weight have \\d+ bytes: an ONNX file holds at most"
                                + " 100000");
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        Path file = folder.resolve("none/network.onnx");
        assertThatThrownBy(() -> export(32).write(file, small()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("network.onnx");
    }
}
