package org.cyborgml.cam;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The class activation maps of one batch of N images, over a grid of h x w cells.
 *
 * <p>Classes are counted from 0. A head with one logit has two classes, and the map of class 0 is the negated map of class
 * 1.
 */
public final class ClassActivationMaps {

    private final INDArray maps;
    private final INDArray logits;
    private final INDArray probabilities;

    /**
     * Takes the input of the saliency output: class maps with bias [N, K, h, w], the CAMs being the last C of K.
     */
    ClassActivationMaps(INDArray classMaps, INDArray logits, INDArray probabilities, INDArray bias) {
        long count = logits.size(1);
        long given = classMaps.size(1);
        this.maps = classMaps
                .get(NDArrayIndex.all(), NDArrayIndex.interval(given - count, given))
                .sub(bias.reshape(1, count, 1, 1));
        this.logits = logits;
        this.probabilities = probabilities;
    }

    /**
     * What the probabilities are made of.
     *
     * @return logits {@code [N, C]}, or {@code [N, 1]} with one logit
     */
    public INDArray logits() {
        return logits;
    }

    /**
     * What the network's first output gave.
     *
     * @return probabilities {@code [N, C]}, or {@code [N, 1]} with one logit
     */
    public INDArray probabilities() {
        return probabilities;
    }

    /**
     * Number of images.
     *
     * @return N
     */
    public int size() {
        return (int) maps.size(0);
    }

    /**
     * Number of classes.
     *
     * @return at least 2
     */
    public int classes() {
        return oneLogit() ? 2 : (int) maps.size(1);
    }

    private boolean oneLogit() {
        return maps.size(1) == 1;
    }

    /**
     * The predicted class of every image.
     *
     * @return N classes
     */
    public int[] predicted() {
        int[] classes = new int[size()];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = oneLogit()
                    ? (probabilities.getDouble(i, 0) > 0.5 ? 1 : 0)
                    : (int) probabilities.getRow(i).argMax().getLong(0);
        }
        return classes;
    }

    /**
     * The CAM of a class, {@code sum over i of weight[c,i] * features[i]}: without bias, not scaled.
     *
     * @param classIndex in [0, classes)
     * @return {@code [N, h, w]}
     * @throws IllegalArgumentException if there is no such class
     */
    public INDArray raw(int classIndex) {
        if (classIndex < 0 || classIndex >= classes()) {
            throw new IllegalArgumentException("class must be in [0, " + classes() + "), found " + classIndex);
        }
        if (oneLogit()) {
            INDArray map = channel(0);
            return classIndex == 1 ? map : map.neg();
        }
        return channel(classIndex);
    }

    private INDArray channel(int c) {
        return maps.get(NDArrayIndex.all(), NDArrayIndex.point(c), NDArrayIndex.all(), NDArrayIndex.all())
                .dup('c');
    }

    /**
     * The CAM of a class, scaled to [0,1] image by image; a constant map gives zeros.
     *
     * @param classIndex in [0, classes)
     * @return {@code [N, h, w]}
     * @throws IllegalArgumentException if there is no such class
     */
    public INDArray scaled(int classIndex) {
        return scale(raw(classIndex));
    }

    /**
     * The scaled CAM of every image's predicted class; what the network's saliency output gives.
     *
     * @return {@code [N, h, w]} in [0,1]
     */
    public INDArray scaledPredicted() {
        int[] predicted = predicted();
        INDArray chosen = Nd4j.createUninitialized(maps.dataType(), maps.size(0), maps.size(2), maps.size(3));
        for (int i = 0; i < predicted.length; i++) {
            INDArray map = maps.slice(i).slice(oneLogit() ? 0 : predicted[i]);
            chosen.slice(i).assign(oneLogit() && predicted[i] == 0 ? map.neg() : map);
        }
        return scale(chosen);
    }

    private static INDArray scale(INDArray maps) {
        for (int i = 0; i < maps.size(0); i++) {
            INDArray map = maps.slice(i);
            double lowest = map.minNumber().doubleValue();
            double range = map.maxNumber().doubleValue() - lowest;
            if (range > 0) {
                map.subi(lowest).divi(range);
            } else {
                map.assign(0);
            }
        }
        return maps;
    }

    /**
     * Maps enlarged to an image's size by bilinear interpolation between the centres of the cells, constant outside the
     * outermost ones (PyTorch's {@code interpolate(mode="bilinear", align_corners=False)}).
     *
     * @param maps {@code [N, h, w]}
     * @param height H of the result, at least 1
     * @param width W of the result, at least 1
     * @return {@code [N, H, W]}
     */
    public static INDArray upsample(INDArray maps, int height, int width) {
        return Upsampling.bilinear(maps, height, width);
    }
}
