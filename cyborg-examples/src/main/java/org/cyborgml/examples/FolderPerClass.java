package org.cyborgml.examples;

import java.io.IOException;
import java.nio.file.Path;
import org.cyborgml.data.BatchFormat;
import org.cyborgml.data.InputFormat;
import org.cyborgml.data.SaliencyData;
import org.cyborgml.data.SaliencyDataSetIterator;
import org.cyborgml.data.Split;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.kernel.NativeRuntime;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.evaluation.classification.Evaluation;

/**
 * Trains with DL4J's own {@code fit} and {@code evaluate} on a folder per class, with saliency maps: any number of classes.
 * Images lie in {@code images/CLASS/}, their maps under the same names in {@code maps/CLASS/}.
 */
public final class FolderPerClass {

    private static final int SIDE = 64;

    private FolderPerClass() {}

    /**
     * Runs the program.
     *
     * @param arguments the folder of {@code images} and {@code maps}
     * @throws IOException if an image or a map cannot be used; the message names it
     */
    public static void main(String[] arguments) throws IOException {
        NativeRuntime.prepare();
        Path folder = Path.of(arguments[0]);
        SaliencyData data = SaliencyData.folderPerClass(folder.resolve("images"))
                .withMaps(folder.resolve("maps"))
                .withValidationShare(0.25, 1);
        Architecture architecture = Architecture.SMALL_CNN;
        ComputationGraph network = architecture
                .builder()
                .numClasses(data.classes().size())
                .inputSide(SIDE)
                .build()
                .init();
        BatchFormat format =
                BatchFormat.of(network.getConfiguration(), InputFormat.square(SIDE, architecture.normalisation()));
        try (SaliencyDataSetIterator training = SaliencyDataSetIterator.builder(data, format)
                        .batchSize(4)
                        .build();
                SaliencyDataSetIterator validation = SaliencyDataSetIterator.builder(data, format)
                        .split(Split.TEST)
                        .build()) {
            network.fit(training, 15);
            Evaluation evaluation = network.evaluate(validation);
            System.out.println(evaluation.stats());
        }
    }
}
