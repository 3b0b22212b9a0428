package org.cyborgml.examples;

import java.io.IOException;
import java.nio.file.Path;
import org.cyborgml.models.LoadReport;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.ResNet50;
import org.cyborgml.models.checkpoint.Safetensors;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Starts a two-class ResNet50 from torchvision's ImageNet weights, and writes it as a file that PyTorch loads back. */
public final class PyTorchCheckpoint {

    private PyTorchCheckpoint() {}

    /**
     * Runs the program.
     *
     * @param arguments the weights ({@code .pth} or {@code .safetensors}) and the file to write ({@code .safetensors})
     * @throws IOException if the weights do not fit or a file cannot be used; the message names it
     */
    public static void main(String[] arguments) throws IOException {
        ComputationGraph network = ResNet50.builder().numClasses(2).build().init();
        LoadReport report = NetworkWeights.load(network, Path.of(arguments[0]));
        System.out.println(report);
        if (report.hasFreshClassifier()) {
            System.out.println("The classifier is new: train the network before you use it.");
        }
        Safetensors.write(Path.of(arguments[1]), NetworkWeights.of(network));
    }
}
