package org.cyborgml.cam;

import java.util.Arrays;
import org.cyborgml.loss.MinMaxScaling;
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

    /** With bias, as the head scales them: the bias decides which maps are constant to rounding. */
    private final INDArray maps;

    private final INDArray bias;
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
                .dup('c');
        this.bias = bias;
        this.logits = logits;
        this.probabilities = probabilities;
    }

    /**
     * The logits.
     *
     * @return {@code [N, C]}, or {@code [N, 1]} with one logit
     */
    public INDArray logits() {
        return logits;
    }

    /**
     * The probabilities, the network's first output.
     *
     * @return {@code [N, C]}, or {@code [N, 1]} with one logit
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
     * The predicted class of every image: that of the highest logit, the first of equals; with one logit, class 1 where it
     * is above 0.
     *
     * @return N classes
     */
    public int[] predicted() {
        int[] classes = new int[size()];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = oneLogit()
                    ? (logits.getDouble(i, 0) > 0 ? 1 : 0)
                    : (int) logits.getRow(i).argMax().getLong(0);
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
        int channel = channel(classIndex);
        INDArray map = maps.get(NDArrayIndex.all(), NDArrayIndex.point(channel), NDArrayIndex.all(), NDArrayIndex.all())
                .dup('c')
                .subi(bias.getDouble(channel));
        return isNegated(classIndex) ? map.negi() : map;
    }

    /** Index of the map that holds a class. */
    private int channel(int classIndex) {
        if (classIndex < 0 || classIndex >= classes()) {
            throw new IllegalArgumentException("class must be in [0, " + classes() + "), found " + classIndex);
        }
        return oneLogit() ? 0 : classIndex;
    }

    private boolean isNegated(int classIndex) {
        return oneLogit() && classIndex == 0;
    }

    /**
     * The CAM of a class, scaled to [0,1] image by image as {@link MinMaxScaling} does; zeros where it is constant to
     * rounding.
     *
     * @param classIndex in [0, classes)
     * @return {@code [N, h, w]}
     * @throws IllegalArgumentException if there is no such class
     */
    public INDArray scaled(int classIndex) {
        int[] same = new int[size()];
        Arrays.fill(same, classIndex);
        return scaled(same);
    }

    /**
     * The scaled CAM of every image's predicted class: the same numbers as the network's saliency output.
     *
     * @return {@code [N, h, w]} in [0,1]
     */
    public INDArray scaledPredicted() {
        return scaled(predicted());
    }

    private INDArray scaled(int[] classOfImage) {
        INDArray scaled = Nd4j.createUninitialized(maps.dataType(), maps.size(0), maps.size(2), maps.size(3));
        for (int i = 0; i < classOfImage.length; i++) {
            INDArray map = maps.slice(i).slice(channel(classOfImage[i]));
            writeScaled(isNegated(classOfImage[i]) ? map.neg() : map, scaled.slice(i));
        }
        return scaled;
    }

    /**
     * Maps scaled to [0,1], each by itself as {@link MinMaxScaling} does; zeros where one is constant to rounding.
     *
     * @param maps {@code [N, h, w]}
     * @return {@code [N, h, w]}
     */
    public static INDArray scale(INDArray maps) {
        INDArray scaled = Nd4j.createUninitialized(maps.dataType(), maps.shape());
        for (int i = 0; i < maps.size(0); i++) {
            writeScaled(maps.slice(i), scaled.slice(i));
        }
        return scaled;
    }

    private static void writeScaled(INDArray map, INDArray scaled) {
        double[] values = map.dup('c').data().asDouble();
        scaled.assign(Nd4j.createFromArray(new MinMaxScaling(values, map.dataType()).scaled())
                .reshape(scaled.shape()));
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
