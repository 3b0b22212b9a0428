package org.cyborgml.examples.demo;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.cyborgml.saliency.map.SaliencyMap;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The training images with their maps, as batches in an order that a seed gives.
 *
 * @param images what the network sees
 * @param maps one per image, on the CAM's grid
 * @param scaling of the grey values
 * @param classes number of classes
 */
record TrainingSet(LabelledImages images, List<SaliencyMap> maps, PixelScaling scaling, int classes) {

    /** The order of an epoch: every image once. */
    int[] order(SplittableRandom random) {
        int[] order = IntStream.range(0, images.size()).toArray();
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int image = order[i];
            order[i] = order[j];
            order[j] = image;
        }
        return order;
    }

    /** Images, one-hot labels [N, classes] and maps [N, h, w] of a part of an order. */
    MultiDataSet batch(int[] order, int from, int to) {
        int[] chosen = Arrays.copyOfRange(order, from, to);
        int height = maps.get(0).height();
        int width = maps.get(0).width();
        float[] oneHot = new float[chosen.length * classes];
        float[] targets = new float[chosen.length * height * width];
        for (int i = 0; i < chosen.length; i++) {
            oneHot[i * classes + images.label(chosen[i])] = 1;
            System.arraycopy(maps.get(chosen[i]).toArray(), 0, targets, i * height * width, height * width);
        }
        return new MultiDataSet(new INDArray[] {scaling.batch(images, chosen)}, new INDArray[] {
            Nd4j.create(oneHot, new long[] {chosen.length, classes}, 'c'),
            Nd4j.create(targets, new long[] {chosen.length, height, width}, 'c')
        });
    }
}
