package org.cyborgml.examples.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cyborgml.cam.CamExtractor;
import org.cyborgml.cam.ClassActivationMaps;
import org.cyborgml.saliency.image.FloatPlane;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.map.SaliencyMap;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a network makes of images.
 *
 * @param probabilities of the classes, one list per image
 * @param predicted the most probable class of each image
 * @param cams the scaled CAM of each image's predicted class, on the CAM's grid
 */
record Predictions(List<double[]> probabilities, List<Integer> predicted, List<SaliencyMap> cams) {

    private static final int BATCH = 250;

    static Predictions of(ComputationGraph network, LabelledImages images, PixelScaling scaling, Progress progress) {
        CamExtractor extractor = CamExtractor.of(network);
        Predictions all = new Predictions(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int from = 0; from < images.size(); from += BATCH) {
            int[] chosen =
                    IntStream.range(from, Math.min(images.size(), from + BATCH)).toArray();
            all.add(extractor.extract(scaling.batch(images, chosen)));
            progress.advance(chosen.length);
        }
        return all;
    }

    private void add(ClassActivationMaps maps) {
        INDArray scaled = maps.scaledPredicted();
        ImageSize size = new ImageSize((int) scaled.size(2), (int) scaled.size(1));
        float[] values = scaled.dup('c').data().asFloat();
        int[] classes = maps.predicted();
        for (int i = 0; i < classes.length; i++) {
            float[] cam = java.util.Arrays.copyOfRange(values, i * size.pixels(), (i + 1) * size.pixels());
            cams.add(SaliencyMap.of(FloatPlane.wrap(size, cam)));
            predicted.add(classes[i]);
            probabilities.add(maps.probabilities().getRow(i).toDoubleVector());
        }
    }

    double accuracy(LabelledImages images) {
        long right = IntStream.range(0, images.size())
                .filter(i -> predicted.get(i) == images.label(i))
                .count();
        return (double) right / images.size();
    }
}
