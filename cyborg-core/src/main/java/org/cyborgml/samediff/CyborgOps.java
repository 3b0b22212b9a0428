package org.cyborgml.samediff;

import java.util.Objects;
import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.loss.MinMaxScaling;
import org.cyborgml.loss.SaliencyDistance;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Adds class activation maps, saliency distances and the CYBORG loss to a SameDiff graph, in the way of {@code sd.nn()} and
 * {@code sd.loss()}: every method adds a variable under the given name and returns it.
 *
 * <p>All variables are differentiable, none of them fixes the batch size or the size of the maps, and all are saved and
 * loaded with the graph. C is the number of classes; with one logit C is 1, there are two classes, and the map of class 0 is
 * the negated map of class 1.
 *
 * <p>Source: Boyd, Tinsley, Bowyer, Czajka, WACV 2023, section 3.
 */
public final class CyborgOps {

    private static final Conv2DConfig ONE_BY_ONE =
            Conv2DConfig.builder().kH(1).kW(1).build();

    private final SameDiff sd;
    private final int logits;

    private CyborgOps(SameDiff sd, int logits) {
        this.sd = Objects.requireNonNull(sd, "sd");
        this.logits = logits;
    }

    /**
     * Operations for a classifier with one logit per class.
     *
     * @param sd the graph to add to
     * @param classes C, at least 2
     * @return the operations
     * @throws IllegalArgumentException if there are fewer than 2 classes
     */
    public static CyborgOps forClasses(SameDiff sd, int classes) {
        if (classes < 2) {
            throw new IllegalArgumentException(
                    "a classifier has at least 2 classes, found " + classes + "; see forOneLogit");
        }
        return new CyborgOps(sd, classes);
    }

    /**
     * Operations for a classifier that tells two classes apart by one logit, that of class 1.
     *
     * @param sd the graph to add to
     * @return the operations
     */
    public static CyborgOps forOneLogit(SameDiff sd) {
        return new CyborgOps(sd, 1);
    }

    SameDiff graph() {
        return sd;
    }

    int logits() {
        return logits;
    }

    /**
     * The class maps, {@code maps[n,c,y,x] = sum over i of weights[c,i] * featureMaps[n,i,y,x]}: without bias.
     *
     * @param name of the new variable
     * @param featureMaps {@code [N, F, h, w]}
     * @param weights of the classifier, {@code [C, F]} as in PyTorch's {@code Linear}; transpose those of
     *     {@code sd.nn().linear}
     * @return {@code [N, C, h, w]}
     * @throws IllegalArgumentException if a shape is known and does not fit
     */
    public SDVariable classMaps(String name, SDVariable featureMaps, SDVariable weights) {
        Shapes.require("feature maps", featureMaps, Shapes.ANY, Shapes.ANY, Shapes.ANY, Shapes.ANY);
        Shapes.require("classifier weights", weights, logits, Shapes.ANY);
        SDVariable kernel = sd.reshape(weights.permute(1, 0), 1, 1, -1, logits);
        return sd.cnn().conv2d(featureMaps, kernel, ONE_BY_ONE).rename(name);
    }

    /**
     * The scaled CAM of each sample's predicted class: that of the highest logit, the first of equals; with one logit, class
     * 1 where it is above 0. The choice itself has no gradient.
     *
     * @param name of the new variable
     * @param classMaps {@code [N, C, h, w]}, see {@link #classMaps}
     * @param logitsOfSamples {@code [N, C]}
     * @return {@code [N, h, w]} in [0,1], see {@link #minMaxScaled}
     * @throws IllegalArgumentException if a shape is known and does not fit
     */
    public SDVariable scaledCamOfPredicted(String name, SDVariable classMaps, SDVariable logitsOfSamples) {
        Shapes.require("logits", logitsOfSamples, Shapes.ANY, logits);
        return scaledCam(name, classMaps, selection(logitsOfSamples, 0, classMaps.dataType()));
    }

    /**
     * The scaled CAM of each sample's labelled class.
     *
     * @param name of the new variable
     * @param classMaps {@code [N, C, h, w]}, see {@link #classMaps}
     * @param labels one-hot {@code [N, C]}, or {@code [N, 1]} of 0 and 1 with one logit; of soft labels the highest counts,
     *     with one logit class 1 above 0.5
     * @return {@code [N, h, w]} in [0,1], see {@link #minMaxScaled}
     * @throws IllegalArgumentException if a shape is known and does not fit
     */
    public SDVariable scaledCamOfLabelled(String name, SDVariable classMaps, SDVariable labels) {
        Shapes.require("labels", labels, Shapes.ANY, logits);
        return scaledCam(name, classMaps, selection(labels, 0.5, classMaps.dataType()));
    }

    /**
     * The scaled CAM of one class, the same for all samples.
     *
     * @param name of the new variable
     * @param classMaps {@code [N, C, h, w]}, see {@link #classMaps}
     * @param classIndex in [0, C), or 0 or 1 with one logit
     * @return {@code [N, h, w]} in [0,1], see {@link #minMaxScaled}
     * @throws IllegalArgumentException if there is no such class, or a shape is known and does not fit
     */
    public SDVariable scaledCamOf(String name, SDVariable classMaps, int classIndex) {
        int classes = Math.max(2, logits);
        if (classIndex < 0 || classIndex >= classes) {
            throw new IllegalArgumentException("class must be in [0, " + classes + "), found " + classIndex);
        }
        INDArray row = Nd4j.zeros(classMaps.dataType(), 1, logits);
        if (logits == 1) {
            row.assign(classIndex == 0 ? -1 : 1);
        } else {
            row.putScalar(0, classIndex, 1);
        }
        return scaledCam(name, classMaps, sd.constant(row));
    }

    /** The weight of each class map in the CAM, [N, C]: 1 for the chosen class, else 0; with one logit 1 or -1. */
    private SDVariable selection(SDVariable scores, double threshold, DataType type) {
        if (logits == 1) {
            return scores.gt(threshold).castTo(type).mul(2).sub(1);
        }
        return sd.oneHot(sd.argmax(scores, 1), logits, 1, 1.0, 0.0, type);
    }

    private SDVariable scaledCam(String name, SDVariable classMaps, SDVariable selection) {
        Shapes.require("class maps", classMaps, Shapes.ANY, logits, Shapes.ANY, Shapes.ANY);
        SDVariable weights = sd.reshape(selection, -1, logits, 1, 1);
        return MinMaxOp.of(sd, classMaps.mul(weights).sum(1)).rename(name);
    }

    /**
     * Maps scaled to [0,1] one by one, {@code (v - min) / (max - min)} over the cells, by the rule of {@link MinMaxScaling}:
     * a map that is constant to rounding becomes zeros, with zero gradient.
     *
     * @param name of the new variable
     * @param maps {@code [N, h, w]}
     * @return {@code [N, h, w]} in [0,1]
     * @throws IllegalArgumentException if the shape is known and does not fit
     */
    public SDVariable minMaxScaled(String name, SDVariable maps) {
        Shapes.require("maps", maps, Shapes.ANY, Shapes.ANY, Shapes.ANY);
        return MinMaxOp.of(sd, maps).rename(name);
    }

    /**
     * The distance of each sample's map from the human saliency map.
     *
     * @param name of the new variable
     * @param distance the kind of distance
     * @param humanMaps {@code [N, h, w]} in [0,1]
     * @param maps the model's, {@code [N, h, w]} in [0,1]
     * @return {@code [N]}, at least 0
     * @throws IllegalArgumentException if a shape is known and does not fit
     */
    public SDVariable distance(String name, SaliencyDistance distance, SDVariable humanMaps, SDVariable maps) {
        Shapes.require("human maps", humanMaps, Shapes.ANY, Shapes.ANY, Shapes.ANY);
        Shapes.require("maps", maps, Shapes.ANY, Shapes.ANY, Shapes.ANY);
        return new DistanceOp(sd)
                .between(distance, humanMaps.castTo(maps.dataType()), maps)
                .rename(name);
    }

    /**
     * Starts the CYBORG loss of a batch.
     *
     * @param loss distance, class and alpha; its tap is not read, as the feature maps are given
     * @return a builder that takes the variables
     */
    public CyborgLossOp loss(CyborgLoss loss) {
        return new CyborgLossOp(this, loss);
    }
}
