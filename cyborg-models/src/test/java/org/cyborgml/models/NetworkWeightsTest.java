package org.cyborgml.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.cyborgml.models.checkpoint.CheckpointTensor;
import org.cyborgml.models.checkpoint.Safetensors;
import org.cyborgml.models.checkpoint.SyntheticCheckpoint;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class NetworkWeightsTest {

    private static ComputationGraph small(int classes) {
        return SmallCnn.builder().inputSide(28).numClasses(classes).build().init();
    }

    private static Checkpoint synthetic(ComputationGraph network) {
        return SyntheticCheckpoint.of(5, NetworkWeights.shapes(network));
    }

    private static Checkpoint renamed(Checkpoint checkpoint, UnaryOperator<String> names) {
        Checkpoint.Builder builder = Checkpoint.builder();
        checkpoint.tensors().forEach((name, tensor) -> builder.add(names.apply(name), tensor));
        return builder.build();
    }

    private static Checkpoint with(Checkpoint checkpoint, Map<String, CheckpointTensor> changes) {
        Map<String, CheckpointTensor> tensors = new LinkedHashMap<>(checkpoint.tensors());
        tensors.putAll(changes);
        Checkpoint.Builder builder = Checkpoint.builder();
        tensors.forEach(builder::add);
        return builder.build();
    }

    private static CheckpointTensor zeros(long... shape) {
        long length = 1;
        for (long side : shape) {
            length *= side;
        }
        return CheckpointTensor.of(new float[(int) length], shape);
    }

    @Test
    void comesBackFromEveryFormat(@TempDir Path folder) throws Exception {
        ComputationGraph network = small(2);
        NetworkWeights.load(network, synthetic(network));
        Path safetensors = folder.resolve("n.safetensors");
        Safetensors.write(safetensors, NetworkWeights.of(network));
        Path zip = folder.resolve("n.zip");
        network.save(zip.toFile(), true);
        for (Path file : new Path[] {safetensors, zip}) {
            ComputationGraph other = small(2);
            assertThat(other.params()).isNotEqualTo(network.params());
            LoadReport report = NetworkWeights.load(other, file);
            assertThat(other.params()).isEqualTo(network.params());
            assertThat(report.loaded()).hasSize(7 + 7 * 4 + 2).contains("bn3.running_var", "fc.weight");
            assertThat(report.hasFreshClassifier()).isFalse();
            assertThat(report).hasToString("37 parameter arrays loaded");
        }
    }

    @Test
    void keepsDoublePrecision() {
        ComputationGraph network = SmallCnn.builder()
                .inputSide(28)
                .dataType(DataType.DOUBLE)
                .build()
                .init();
        Checkpoint checkpoint = NetworkWeights.of(network);
        ComputationGraph other = SmallCnn.builder()
                .inputSide(28)
                .seed(2)
                .dataType(DataType.DOUBLE)
                .build()
                .init();
        NetworkWeights.load(other, checkpoint);
        assertThat(other.params()).isEqualTo(network.params());
    }

    @Test
    void leavesTheClassifierOfOtherClassesFresh() {
        Checkpoint ofThousand = synthetic(small(1000));
        ComputationGraph network = small(2);
        INDArray fresh = network.getLayer("fc").getParam("weight").dup();
        LoadReport report = NetworkWeights.load(network, ofThousand);
        assertThat(report.hasFreshClassifier()).isTrue();
        assertThat(report.leftFresh()).containsExactly("fc.weight", "fc.bias");
        assertThat(report.loaded()).hasSize(35).doesNotContain("fc.weight");
        assertThat(report.toString()).contains("left fresh for another number of classes: [fc.weight, fc.bias]");
        assertThat(network.getLayer("fc").getParam("weight")).isEqualTo(fresh);
        assertThat(network.getLayer("bn7").getParam("runningMean").toFloatVector())
                .containsExactly(SyntheticCheckpoint.values(5, "bn7.running_mean", 128));
    }

    @Test
    void namesWhatDoesNotFit() {
        ComputationGraph network = small(2);
        INDArray before = network.params().dup();
        Checkpoint good = synthetic(network);
        Checkpoint bad = with(
                renamed(good, name -> name.replace("conv2.weight", "conv2.weights")),
                Map.of("conv1.weight", zeros(32, 3, 5, 5), "fc.weight", zeros(2, 64)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NetworkWeights.load(network, bad))
                .withMessage("the checkpoint does not fit the network: 1 missing: conv2.weight;"
                        + " 1 unexpected: conv2.weights;"
                        + " 2 of another shape: conv1.weight [32, 3, 5, 5] for [32, 3, 3, 3],"
                        + " fc.weight [2, 64] for [2, 128]; it looks like small_cnn of this library");
        assertThat(network.params()).isEqualTo(before);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> NetworkWeights.load(network, Checkpoint.builder().build()))
                .withMessageContaining("37 missing: conv1.weight, ")
                .withMessageContaining(", and 27 more");
        assertThatThrownBy(() -> NetworkWeights.load(network, Path.of("no-such-file.pth")))
                .hasMessageContaining("no-such-file.pth");
    }

    /** torchvision's files for DenseNet and Inception, and the port's for Xception, differ from their modules' names. */
    @Test
    void understandsPublishedFiles() {
        ComputationGraph dense = DenseNet121.builder().inputSide(32).build().init();
        Checkpoint checkpoint = synthetic(dense);
        Checkpoint old =
                renamed(checkpoint, name -> name.replaceFirst("(denselayer\\d+\\.(?:norm|conv))([12])", "$1.$2"));
        assertThat(old.tensors()).containsKey("features.denseblock4.denselayer16.norm.2.running_var");
        LoadReport report =
                NetworkWeights.load(dense, with(old, Map.of("features.norm5.num_batches_tracked", zeros(1))));
        assertThat(report.loaded()).hasSize(checkpoint.tensors().size());
        assertThat(report.ignored()).containsExactly("features.norm5.num_batches_tracked");
        assertThat(NetworkWeights.of(dense).tensor("features.norm0.weight").floats())
                .containsExactly(checkpoint.tensor("features.norm0.weight").floats());

        ComputationGraph xception = Xception.builder().inputSide(71).build().init();
        Checkpoint port = renamed(synthetic(xception), name -> name.replace("last_linear.", "fc."));
        CheckpointTensor pointwise = port.tensor("block2.rep.1.pointwise.weight");
        LoadReport ofPort = NetworkWeights.load(
                xception,
                with(
                        port,
                        Map.of(
                                "block2.rep.1.pointwise.weight",
                                CheckpointTensor.of(pointwise.floats(), 256, 128),
                                "AuxLogits.fc.weight",
                                zeros(1000, 768))));
        assertThat(ofPort.loaded()).hasSize(port.tensors().size());
        assertThat(ofPort.ignored()).containsExactly("AuxLogits.fc.weight");
    }
}
