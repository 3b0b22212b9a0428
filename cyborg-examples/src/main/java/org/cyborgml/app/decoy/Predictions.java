package org.cyborgml.app.decoy;

import com.google.common.primitives.Doubles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cyborgml.app.console.Progress;
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
public record Predictions(List<double[]> probabilities, List<Integer> predicted, List<SaliencyMap> cams) {

    private static final int BATCH = 250;

    /**
     * Takes the lists as they are, to be added to.
     *
     * @param probabilities of the classes, one list per image
     * @param predicted the most probable class of each image
     * @param cams the scaled CAM of each image's predicted class, on the CAM's grid
     */
    public Predictions {}

    /**
     * Lets a network see images.
     *
     * @param network with a CYBORG head
     * @param images the images
     * @param scaling of their grey values
     * @param progress is told of the images
     * @return what it makes of them
     */
    public static Predictions of(
            ComputationGraph network, LabelledImages images, PixelScaling scaling, Progress progress) {
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
            cams.add(SaliencyMap.scaledFrom(FloatPlane.wrap(grid, cam)));
        }
    }

    /**
     * The share of images that were told right.
     *
     * @param images the images that were seen
     * @return in [0,1]
     */
    public double accuracy(LabelledImages images) {
        long right = IntStream.range(0, images.size())
                .filter(i -> predicted.get(i) == images.label(i))
                .count();
        return (double) right / images.size();
    }
}
