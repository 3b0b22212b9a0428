package org.cyborgml.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.ValueInfoProto;
import org.cyborgml.data.InputFormat;
import org.cyborgml.data.Normalisation;
import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.loss.FeatureTap;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.AttentionKind;
import org.cyborgml.models.BiSeNet;
import org.cyborgml.models.SelfAttention;
import org.cyborgml.models.TripletEfficientNetB4;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules that a file must keep whatever runs it, here and as Python's package onnx checks them. */
class OnnxStructureTest {

    /** The attributes of each operator in operator set 13, of those that are used. */
    private static final Map<String, Set<String>> ATTRIBUTES = Map.ofEntries(
            Map.entry("Abs", Set.of()),
            Map.entry("Add", Set.of()),
            Map.entry("ArgMax", Set.of("axis", "keepdims", "select_last_index")),
            Map.entry(
                    "AveragePool",
                    Set.of("auto_pad", "ceil_mode", "count_include_pad", "kernel_shape", "pads", "strides")),
            Map.entry("BatchNormalization", Set.of("epsilon", "momentum")),
            Map.entry("Concat", Set.of("axis")),
            Map.entry("Conv", Set.of("auto_pad", "dilations", "group", "kernel_shape", "pads", "strides")),
            Map.entry("Div", Set.of()),
            Map.entry("Flatten", Set.of("axis")),
            Map.entry("GatherND", Set.of("batch_dims")),
            Map.entry("GlobalAveragePool", Set.of()),
            Map.entry("Greater", Set.of()),
            Map.entry("LeakyRelu", Set.of("alpha")),
            Map.entry("MatMul", Set.of()),
            Map.entry("Max", Set.of()),
            Map.entry(
                    "MaxPool",
                    Set.of("auto_pad", "ceil_mode", "dilations", "kernel_shape", "pads", "storage_order", "strides")),
            Map.entry("Mul", Set.of()),
            Map.entry("Neg", Set.of()),
            Map.entry("ReduceMax", Set.of("axes", "keepdims")),
            Map.entry("ReduceMin", Set.of("axes", "keepdims")),
            Map.entry("Relu", Set.of()),
            Map.entry("Reshape", Set.of()),
            Map.entry(
                    "Resize",
                    Set.of(
                            "coordinate_transformation_mode",
                            "cubic_coeff_a",
                            "exclude_outside",
                            "extrapolation_value",
                            "mode",
                            "nearest_mode")),
            Map.entry("Sigmoid", Set.of()),
            Map.entry("Slice", Set.of()),
            Map.entry("Softmax", Set.of("axis")),
            Map.entry("Squeeze", Set.of()),
            Map.entry("Sub", Set.of()),
            Map.entry("Where", Set.of()));

    /** One of each kind of operators: the files of all would be two gigabytes. */
    private static final String CHECKED_IN_PYTHON =
            "resnet50-REFERENCE|densenet121-POOLED|small_cnn-.*|mesoinception4-POOLED|efficientnet_b4_att_st-REFERENCE"
                    + "|templates|bisenet|triplets";

    @TempDir
    private Path folder;

    static Stream<Object[]> networks() {
        List<Object[]> networks = new ArrayList<>();
        for (Architecture architecture : Architecture.values()) {
            int side = architecture.toString().startsWith("meso") ? 256 : 96;
            for (FeatureTap tap : FeatureTap.values()) {
                networks.add(new Object[] {
                    architecture + "-" + tap,
                    side,
                    (NetworkSource) () -> architecture
                            .builder()
                            .inputSide(side)
                            .loss(CyborgLoss.reference().withTap(tap))
                            .build()
                            .init()
                });
            }
        }
        networks.add(new Object[] {
            "templates",
            96,
            (NetworkSource) () -> SelfAttention.builder()
                    .attention(AttentionKind.TEMPLATES)
                    .inputSide(96)
                    .build()
                    .init()
        });
        networks.add(new Object[] {
            "bisenet",
            64,
            (NetworkSource) () -> BiSeNet.builder()
                    .inputSide(64)
                    .outputs(BiSeNet.Outputs.ALL)
                    .build()
                    .init()
        });
        networks.add(new Object[] {
            "triplets",
            64,
            (NetworkSource)
                    () -> TripletEfficientNetB4.builder().inputSide(64).build().init()
        });
        return networks.stream();
    }

    private static OnnxExport export(int side) {
        return OnnxExport.of(InputFormat.square(side, Normalisation.IMAGENET));
    }

    /** Makes a network when it is needed, since all of them at once would fill the memory. */
    @FunctionalInterface
    interface NetworkSource {
        ComputationGraph make();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void keepsTheRules(String name, int side, NetworkSource network) {
        ComputationGraph made = network.make();
        for (OnnxBatchNorm batchNorm : OnnxBatchNorm.values()) {
            assertKeepsTheRules(export(side).withBatchNorm(batchNorm).model(made, Long.MAX_VALUE));
        }
    }

    private static void assertKeepsTheRules(ModelProto model) {
        assertThat(model.getIrVersion()).isEqualTo(7);
        assertThat(model.getOpsetImportList()).hasSize(1);
        assertThat(model.getOpsetImport(0).getDomain()).isEmpty();
        assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(OnnxExport.OPSET);
        GraphProto graph = model.getGraph();
        Set<String> known = new HashSet<>(Set.of(graph.getInput(0).getName()));
        Set<String> read = new HashSet<>();
        for (TensorProto constant : graph.getInitializerList()) {
            assertThat(known.add(constant.getName())).as(constant.getName()).isTrue();
            long values = constant.getDimsList().stream().reduce(1L, (a, b) -> a * b);
            int each = constant.getDataType() == TensorProto.DataType.INT64_VALUE ? Long.BYTES : Float.BYTES;
            assertThat(constant.getRawData().size()).as(constant.getName()).isEqualTo((int) (values * each));
        }
        for (NodeProto node : graph.getNodeList()) {
            for (String input : node.getInputList()) {
                assertThat(input.isEmpty() || known.contains(input))
                        .as("%s reads %s", node.getName(), input)
                        .isTrue();
                read.add(input);
            }
            assertThat(node.getOutputCount()).isEqualTo(1);
            assertThat(known.add(node.getOutput(0))).as(node.getOutput(0)).isTrue();
            assertThat(ATTRIBUTES).containsKey(node.getOpType());
            assertThat(node.getAttributeList())
                    .extracting(AttributeProto::getName)
                    .doesNotHaveDuplicates()
                    .isSubsetOf(ATTRIBUTES.get(node.getOpType()));
        }
        for (ValueInfoProto output : graph.getOutputList()) {
            assertThat(known).contains(output.getName());
            read.add(output.getName());
        }
        assertThat(read).as("nothing is there that nobody reads").containsAll(known);
    }

    /** Debian's package is python3-onnx. It infers all shapes and compares them with those that the file states. */
    @Test
    void pythonReadsItBack() throws Exception {
        Optional<String> python = pythonWithOnnx();
        Assumptions.assumeTrue(
                python.isPresent(), "no Python with the package onnx on the path: its checker is not asked");
        List<String> files = new ArrayList<>();
        for (Object[] network : networks().toList()) {
            if (((String) network[0]).matches(CHECKED_IN_PYTHON)) {
                Path file = folder.resolve(network[0] + ".onnx");
                export((int) network[1])
                        .withMaps(network[0].equals("small_cnn-POOLED") ? OnnxMaps.ALL : OnnxMaps.PREDICTED)
                        .withNotes(Map.of("architecture", (String) network[0]))
                        .write(file, ((NetworkSource) network[2]).make());
                files.add(file.toString());
            }
        }
        assertThat(files).hasSize(9);
        String found = run(python.get(), files);
        for (String file : files) {
            String stem = Path.of(file).getFileName().toString().replace(".onnx", "");
            assertThat(found).contains("checked " + stem + "\n");
        }
    }

    private static Optional<String> pythonWithOnnx() throws IOException, InterruptedException {
        for (String python : List.of("python3", "/usr/bin/python3")) {
            try {
                Process process = new ProcessBuilder(python, "-c", "import onnx")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                if (process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0) {
                    return Optional.of(python);
                }
            } catch (IOException e) {
                // No program of that name; the next may be there.
            }
        }
        return Optional.empty();
    }

    private static String run(String python, List<String> files) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(python, "src/test/python/check_onnx.py"));
        command.addAll(files);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said;
        try (InputStream output = process.getInputStream()) {
            said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
