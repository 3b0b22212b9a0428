package org.cyborgml.models.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.cyborgml.head.CyborgHead;
import org.cyborgml.models.kernel.FusedActivation;
import org.cyborgml.models.kernel.MapsLayout;
import org.cyborgml.models.kernel.PoolingMode;
import org.cyborgml.models.kernel.Window;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex.Op;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.learning.config.Sgd;

/** Memory that goes from array to array within a pass changes no result. */
@Tag("both-kernel-sets")
class PassArraysTest {

    private static final int SIDE = 9;

    /** Vertices that read another vertex's maps more than once, ours and DL4J's own. */
    private enum Topology {
        RESIDUAL {
            @Override
            void add(GraphBuilder graph) {
                convolution(graph, "a", "start", 16);
                graph.addLayer(
                                "n",
                                BatchNorm.builder()
                                        .activation(FusedActivation.RELU)
                                        .build(),
                                "a")
                        .addVertex("s", new Sum(FusedActivation.RELU), "n", "start");
                convolution(graph, "b", "s", 16);
                graph.addVertex("last", new Sum(FusedActivation.NONE), "b", "s", "start");
            }
        },
        /** Norms before sums, the shortcut before the last convolution or after it, one of them seen from outside too. */
        NORMED_RESIDUAL {
            @Override
            void add(GraphBuilder graph) {
                String input = "start";
                for (String block : new String[] {"1", "2", "3", "4"}) {
                    normed(graph, "a" + block, input, FusedActivation.RELU);
                    normed(graph, "b" + block, "a" + block, FusedActivation.NONE);
                    String shortcut = input;
                    if (block.equals("2")) {
                        shortcut = "s" + block;
                        normed(graph, shortcut, input, FusedActivation.NONE);
                    }
                    graph.addVertex("sum" + block, new Sum(FusedActivation.RELU), "b" + block, shortcut);
                    input = "sum" + block;
                }
                graph.addVertex("last", new Sum(FusedActivation.NONE), "b3", "sum4", "s2");
            }
        },
        DENSE {
            @Override
            void add(GraphBuilder graph) {
                convolution(graph, "a", "start", 16);
                graph.addVertex("ab", new Concatenation(), "start", "a");
                convolution(graph, "b", "ab", 16);
                graph.addLayer(
                                "pool",
                                Pooling.builder(PoolingMode.MAX, Window.of(3).withPadding(1))
                                        .build(),
                                "ab")
                        .addVertex("last", new Concatenation(), "start", "b", "pool", "a");
            }
        },
        WITH_VERTICES_OF_DL4J {
            @Override
            void add(GraphBuilder graph) {
                convolution(graph, "a", "start", 16);
                graph.addVertex("start.plain", new PlainMaps(), "start")
                        .addVertex("a.plain", new PlainMaps(), "a")
                        .addVertex("add", new ElementWiseVertex(Op.Add), "a.plain", "start.plain")
                        .addVertex("product", new ElementWiseVertex(Op.Product), "add", "a.plain");
                convolution(graph, "b", "add", 16);
                graph.addVertex("last", new Sum(FusedActivation.RELU), "b", "product");
            }
        };

        abstract void add(GraphBuilder graph);

        static void normed(GraphBuilder graph, String name, String input, FusedActivation activation) {
            convolution(graph, name + ".conv", input, 16);
            graph.addLayer(name, BatchNorm.builder().activation(activation).build(), name + ".conv");
        }

        static void convolution(GraphBuilder graph, String name, String input, int channels) {
            graph.addLayer(
                    name,
                    Convolution.builder(channels, Window.of(3).withPadding(1))
                            .layout(MapsLayout.INTERNAL)
                            .build(),
                    input);
        }
    }

    private static ComputationGraph network(Topology topology, WorkspaceMode workspaces) {
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(DataType.FLOAT)
                .updater(new Sgd(0.05))
                .trainingWorkspaceMode(workspaces)
                .inferenceWorkspaceMode(workspaces)
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(SIDE, SIDE, 3));
        Topology.convolution(graph, "start", "image", 16);
        topology.add(graph);
        graph.addVertex("out", new PlainMaps(), "last");
        CyborgHead.builder(2).build().attachTo(graph, "out");
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        return network;
    }

    private static MultiDataSet batch(ComputationGraph network, int samples) {
        return RandomBatch.of(network, samples, 3, SIDE, SIDE);
    }

    @ParameterizedTest
    @EnumSource(Topology.class)
    void trainsAsWithoutWorkspaces(Topology topology) {
        ComputationGraph pooled = network(topology, WorkspaceMode.ENABLED);
        ComputationGraph plain = network(topology, WorkspaceMode.NONE);
        // Batches of several sizes, and other passes between the steps.
        for (int samples : new int[] {5, 5, 2, 5, 6}) {
            MultiDataSet batch = batch(plain, samples);
            for (ComputationGraph network : new ComputationGraph[] {pooled, plain}) {
                network.fit(batch);
                network.score(batch, false);
            }
            assertThat(pooled.params()).isEqualTo(plain.params());
            assertThat(pooled.score()).isEqualTo(plain.score());
            INDArray images = batch.getFeatures(0);
            INDArray difference = pooled.output(false, images)[0].sub(plain.output(false, images)[0]);
            assertThat(difference.normmaxNumber().doubleValue()).isLessThan(1e-5);
        }
    }

    @ParameterizedTest
    @EnumSource(Topology.class)
    void leavesWhatTheCallerWasGiven(Topology topology) {
        ComputationGraph network = network(topology, WorkspaceMode.ENABLED);
        MultiDataSet batch = batch(network, 4);
        network.fit(batch);
        INDArray images = batch.getFeatures(0);
        for (boolean training : new boolean[] {true, false}) {
            Map<String, INDArray> given = network.feedForward(images, training);
            Map<String, INDArray> copies = copies(given);
            INDArray probabilities = network.output(training, images)[0];
            INDArray copy = probabilities.dup();
            network.fit(batch);
            network.output(false, images);
            network.fit(batch);
            assertThat(copies(given)).isEqualTo(copies);
            assertThat(probabilities).isEqualTo(copy);
        }
    }

    private static Map<String, INDArray> copies(Map<String, INDArray> maps) {
        return maps.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().dup()));
    }

    /** Within a pass, a convolution does what the batch norm behind it would do; a caller who looks sees each for itself. */
    @Test
    void normsTakenOverChangeNoResult() {
        ComputationGraph network = network(Topology.RESIDUAL, WorkspaceMode.ENABLED);
        MultiDataSet batch = batch(network, 4);
        INDArray images = batch.getFeatures(0);
        for (int i = 0; i < 3; i++) {
            network.fit(batch);
            Map<String, INDArray> apart = network.feedForward(images, false);
            assertThat(apart.get("a").minNumber().doubleValue()).isNegative();
            assertThat(apart.get("n").minNumber().doubleValue()).isZero();
            for (String output : network.getConfiguration().getNetworkOutputs()) {
                INDArray together = network.output(false, images)[
                        network.getConfiguration().getNetworkOutputs().indexOf(output)];
                INDArray difference = together.sub(Objects.requireNonNull(apart.get(output)));
                assertThat(difference.normmaxNumber().doubleValue()).isLessThan(1e-5);
            }
        }
    }

    /** Sums that convolutions take over, with weights frozen and not. */
    @ParameterizedTest
    @EnumSource(Topology.class)
    void sumsTakenOverChangeNoResult(Topology topology) {
        ComputationGraph network = network(topology, WorkspaceMode.ENABLED);
        MultiDataSet batch = batch(network, 4);
        INDArray images = batch.getFeatures(0);
        for (int i = 0; i < 3; i++) {
            network.fit(batch);
            INDArray apart =
                    Objects.requireNonNull(network.feedForward(images, false).get(CyborgHead.PROBABILITIES));
            INDArray together = probabilities(network, images);
            assertThat(together.sub(apart).normmaxNumber().doubleValue()).isLessThan(1e-5);
            try (FrozenWeights frozen = FrozenWeights.of(network)) {
                assertThat(probabilities(network, images)).isEqualTo(together);
                assertThat(probabilities(network, images.mul(2))).isNotEqualTo(together);
                assertThat(probabilities(network, images)).isEqualTo(together);
                assertThatIllegalStateException()
                        .isThrownBy(() -> network.fit(batch))
                        .withMessageMatching(
                                "layer \".+\" is of a network with frozen weights: close FrozenWeights before training");
            }
            assertThat(probabilities(network, images)).isEqualTo(together);
        }
    }

    /** Images of another type are cast, and not taken for what they are not. */
    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"DOUBLE", "HALF", "UBYTE", "INT"})
    void takesImagesOfOtherTypes(DataType type) {
        ComputationGraph expected = network(Topology.NORMED_RESIDUAL, WorkspaceMode.ENABLED);
        ComputationGraph actual = network(Topology.NORMED_RESIDUAL, WorkspaceMode.ENABLED);
        MultiDataSet batch = batch(expected, 4);
        INDArray given = batch.getFeatures(0).mul(90).add(100).castTo(type);
        INDArray floats = given.castTo(DataType.FLOAT);
        assertThat(probabilities(actual, given)).isEqualTo(probabilities(expected, floats));
        for (int step = 0; step < 3; step++) {
            expected.fit(new MultiDataSet(new INDArray[] {floats}, batch.getLabels()));
            actual.fit(new MultiDataSet(new INDArray[] {given}, batch.getLabels()));
        }
        assertThat(actual.params()).isEqualTo(expected.params());
    }

    private static INDArray probabilities(ComputationGraph network, INDArray images) {
        return network.output(List.of(CyborgHead.PROBABILITIES), false, new INDArray[] {images}, null)[0];
    }

    @Test
    void twoNetworksInTurnDoNotDisturbEachOther() {
        ComputationGraph first = network(Topology.RESIDUAL, WorkspaceMode.ENABLED);
        ComputationGraph second = network(Topology.DENSE, WorkspaceMode.ENABLED);
        ComputationGraph alone = network(Topology.RESIDUAL, WorkspaceMode.NONE);
        MultiDataSet batch = batch(first, 4);
        for (int i = 0; i < 3; i++) {
            first.fit(batch);
            second.fit(batch);
            second.output(false, batch.getFeatures(0));
            alone.fit(batch);
        }
        assertThat(first.params()).isEqualTo(alone.params());
    }
}
