package org.cyborgml.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.InputFormat;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.Network;
import org.cyborgml.models.kernel.NativeRuntime;
import org.cyborgml.models.onnx.OnnxExport;
import org.cyborgml.models.onnx.OnnxMaps;
import org.cyborgml.optim.ClassicalMomentum;
import org.cyborgml.saliency.image.PngWriter;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * Trains a small network to tell rings from crosses, with CYBORG, and writes it as ONNX with some pictures: what the page in
 * {@code cyborg-examples/docs/web} shows.
 */
public final class NetworkForBrowser {

    private static final int STEPS = 200;
    private static final int BATCH = 20;
    private static final int PICTURES = 6;

    private NetworkForBrowser() {}

    /**
     * Runs the program.
     *
     * @param arguments the folder of {@code network.onnx} and {@code pictures}
     * @throws IOException if a file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        NativeRuntime.prepare();
        Path folder = Path.of(arguments[0]);
        Architecture architecture = Architecture.SMALL_CNN;
        InputFormat format = architecture.input(DrawnShape.SIDE);
        Network settings = architecture
                .builder()
                .inputSide(DrawnShape.SIDE)
                .updater(ClassicalMomentum.reference(0.02))
                .build();
        int grid = settings.camGrid().height();
        Random random = new Random(1);
        ComputationGraph network = settings.init();
        for (int step = 0; step < STEPS; step++) {
            network.fit(DrawnShapes.batch(DrawnShapes.draw(BATCH, random), format, grid));
        }

        List<DrawnShape> unseen = DrawnShapes.draw(5 * BATCH, random);
        MultiDataSet test = DrawnShapes.batch(unseen, format, grid);
        INDArray predicted = network.output(test.getFeatures(0))[0].argMax(1);
        INDArray right = predicted.eq(test.getLabels(0).argMax(1)).castTo(DataType.DOUBLE);
        System.out.printf("Accuracy on new pictures: %.2f%n", right.meanNumber().doubleValue());

        Files.createDirectories(folder.resolve("pictures"));
        for (int i = 0; i < PICTURES; i++) {
            PngWriter.write(unseen.get(i).image(), folder.resolve("pictures/" + i + ".png"));
        }
        System.out.println(OnnxExport.of(format)
                .withMaps(OnnxMaps.ALL)
                .withClasses(ClassNames.of(List.of("ring", "cross")))
                .withNotes(Map.of("architecture", architecture.toString()))
                .write(folder.resolve("network.onnx"), network));
    }
}
