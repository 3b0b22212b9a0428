package org.cyborgml.app.decoy;

import com.google.common.collect.Lists;
import com.google.common.primitives.Doubles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.cyborgml.cam.CamExtractor;
import org.cyborgml.cam.ClassActivationMaps;
import org.cyborgml.data.InputFormat;
import org.cyborgml.head.CyborgHead;
import org.cyborgml.saliency.image.FloatPlane;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.map.SaliencyMap;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Output of a network for images: class probabilities and the scaled CAMs of the predicted classes. */
final class Predictions {

    private static final int BATCH = 250;

    private final List<double[]> probabilities = new ArrayList<>();
    private final List<Integer> predicted = new ArrayList<>();
    private final List<SaliencyMap> cams = new ArrayList<>();

    private Predictions() {}

    static Predictions of(ComputationGraph network, GreyImages images, InputFormat input) {
        CamExtractor extractor = CamExtractor.of(network);
        Predictions all = new Predictions();
        inParts(images, input, batch -> all.add(extractor.extract(batch)));
        return all;
    }

    /** The share of images that a network classifies correctly, in [0,1]; no CAM is made. */
    static double accuracy(ComputationGraph network, GreyImages images, InputFormat input) {
        List<Integer> predicted = new ArrayList<>();
        inParts(images, input, batch -> {
            INDArray probabilities =
                    network.output(List.of(CyborgHead.PROBABILITIES), false, new INDArray[] {batch}, null)[0];
            IntStream.of(probabilities.argMax(1).toIntVector()).forEach(predicted::add);
        });
        return accuracy(predicted, images);
    }

    private static void inParts(GreyImages images, InputFormat input, Consumer<INDArray> work) {
        List<Raster> all =
                IntStream.range(0, images.size()).mapToObj(images::raster).toList();
        Lists.partition(all, BATCH).forEach(part -> work.accept(input.batch(part, DataType.FLOAT)));
    }

    private static double accuracy(List<Integer> predicted, GreyImages images) {
        long correct = IntStream.range(0, images.size())
                .filter(i -> predicted.get(i) == images.label(i))
                .count();
        return (double) correct / images.size();
    }

    private void add(ClassActivationMaps maps) {
        // The maps of a class at once: asking image by image copies them all for each.
        INDArray[] ofClass =
                IntStream.range(0, maps.classes()).mapToObj(maps::raw).toArray(INDArray[]::new);
        float[][] raw = new float[ofClass.length][];
        for (int c = 0; c < raw.length; c++) {
            raw[c] = ofClass[c].data().asFloat();
        }
        ImageSize grid = new ImageSize((int) ofClass[0].size(2), (int) ofClass[0].size(1));
        double[] all = maps.probabilities().dup('c').data().asDouble();
        for (int i = 0; i < maps.size(); i++) {
            double[] image = Arrays.copyOfRange(all, i * raw.length, (i + 1) * raw.length);
            int best = Doubles.indexOf(image, Doubles.max(image));
            float[] cam = Arrays.copyOfRange(raw[best], i * grid.pixels(), (i + 1) * grid.pixels());
            probabilities.add(image);
            predicted.add(best);
            // Not maps.scaledPredicted(): it scales maps that contain the bias, which rounds other bits, and the CAM
            // columns of the published results.csv would change from the tenth digit on.
            cams.add(SaliencyMap.scaledFrom(FloatPlane.wrap(grid, cam)));
        }
    }

    /** Of the classes, image by image. */
    List<double[]> probabilities() {
        return probabilities;
    }

    /** The scaled CAM of each image's predicted class, on the CAM's grid. */
    List<SaliencyMap> cams() {
        return cams;
    }

    double accuracy(GreyImages images) {
        return accuracy(predicted, images);
    }

    Overlays.View view(int image) {
        int best = predicted.get(image);
        return new Overlays.View(best, probabilities.get(image)[best], Overlays.GridMap.of(cams.get(image)));
    }
}
