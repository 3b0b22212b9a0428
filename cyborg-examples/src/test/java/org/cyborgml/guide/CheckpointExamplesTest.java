package org.cyborgml.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.cyborgml.models.LoadReport;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.SmallCnn;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.cyborgml.models.checkpoint.Safetensors;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code of the chapter on checkpoints. */
class CheckpointExamplesTest {

    @TempDir
    private Path folder;

    @Test
    void fromAndToPyTorch() throws IOException {
        Path imageNet = folder.resolve("imagenet.safetensors");
        Path file = folder.resolve("two-classes.safetensors");
        Safetensors.write(
                imageNet,
                NetworkWeights.of(SmallCnn.builder().numClasses(1000).build().init()));
        // <guide>
        ComputationGraph network = SmallCnn.builder().numClasses(2).build().init();
        LoadReport report = NetworkWeights.load(network, imageNet); // .pth, .ckpt, .bin or .safetensors
        System.out.println(report);
        Safetensors.write(file, NetworkWeights.of(network)); // PyTorch loads it
        // </guide>
        assertThat(report.hasFreshClassifier()).isTrue();

        // <guide>
        Checkpoint checkpoint = Checkpoint.read(file);
        checkpoint.tensors().forEach((name, tensor) -> System.out.println(name + " " + tensor));
        // </guide>
        assertThat(checkpoint.tensor("fc.weight").shape()).containsExactly(2, 128);
    }
}
