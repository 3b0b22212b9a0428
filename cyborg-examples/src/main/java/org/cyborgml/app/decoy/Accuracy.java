package org.cyborgml.app.decoy;

import java.util.List;
import java.util.stream.IntStream;
import org.cyborgml.app.console.Progress;
import org.cyborgml.head.CyborgHead;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The share of images that a network tells right, without its CAMs. */
public final class Accuracy {

    private static final int BATCH = 250;

    private Accuracy() {}

    /**
     * Lets a network see images.
     *
     * @param network with a CYBORG head
     * @param images at least one
     * @param scaling of their grey values
     * @param progress is told of the images
     * @return in [0,1]
     */
    public static double of(ComputationGraph network, LabelledImages images, PixelScaling scaling, Progress progress) {
        int right = 0;
        for (int from = 0; from < images.size(); from += BATCH) {
            int[] chosen =
                    IntStream.range(from, Math.min(images.size(), from + BATCH)).toArray();
            INDArray input = scaling.batch(images, chosen);
            INDArray probabilities =
                    network.output(List.of(CyborgHead.PROBABILITIES), false, new INDArray[] {input}, null)[0];
            int[] predicted = probabilities.argMax(1).toIntVector();
            for (int i = 0; i < chosen.length; i++) {
                right += predicted[i] == images.label(chosen[i]) ? 1 : 0;
            }
            progress.advance(chosen.length);
        }
        return (double) right / images.size();
    }
}
