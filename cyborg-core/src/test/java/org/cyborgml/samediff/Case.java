package org.cyborgml.samediff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cyborgml.loss.ClassSelection;
import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.loss.FeatureTap;
import org.cyborgml.loss.SaliencyDistance;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;

/** One combination of the switches of the loss, with random data for it and a graph that computes it. */
record Case(
        SaliencyDistance distance,
        ClassSelection selection,
        FeatureTap tap,
        int logits,
        Mask mask,
        AlphaSource source) {

    static final int FEATURES = 3;
    static final int HEIGHT = 4;
    static final int WIDTH = 5;
    static final double ALPHA = 0.3;

    enum Mask {
        NONE,
        SOME_WITHOUT_MAP,
        WEIGHTS
    }

    enum AlphaSource {
        NUMBER,
        PLACEHOLDER
    }

    static Stream<Case> product() {
        List<Case> all = new ArrayList<>();
        for (SaliencyDistance distance : SaliencyDistance.values()) {
            for (ClassSelection selection : ClassSelection.values()) {
                for (FeatureTap tap : FeatureTap.values()) {
                    for (int logits : new int[] {1, 2, 4}) {
                        for (Mask mask : Mask.values()) {
                            for (AlphaSource source : AlphaSource.values()) {
                                Case one = new Case(distance, selection, tap, logits, mask, source);
                                if (one.isTested()) {
                                    all.add(one);
                                }
                            }
                        }
                    }
                }
            }
        }
        return all.stream();
    }

    /** Leaves most combinations to the first six distances: the code around a distance is the same for all of them. */
    private boolean isTested() {
        return distance.compareTo(SaliencyDistance.KL) <= 0
                || (logits != 4 && mask != Mask.NONE && source == AlphaSource.PLACEHOLDER);
    }

    CyborgLoss loss() {
        return CyborgLoss.reference()
                .withDistance(distance)
                .withClassSelection(selection)
                .withTap(tap)
                .withAlpha(source == AlphaSource.NUMBER ? ALPHA : 0.9);
    }

    /** A seed of its own for every combination, the same in every run. */
    long seed() {
        return Math.floorMod(toString().hashCode(), 10_000);
    }

    /** Arrays by the names of the graph's variables; those of the network under test are the same. */
    Map<String, INDArray> data(int n, DataType type, long seed) {
        Random random = Nd4j.getRandomFactory().getNewRandomInstance(seed + 1000);
        Map<String, INDArray> data = new HashMap<>();
        data.put("pooled", uniform(random, type, n, FEATURES, HEIGHT, WIDTH));
        data.put("reference", uniform(random, type, n, FEATURES, HEIGHT, WIDTH));
        data.put("weight", uniform(random, type, logits, FEATURES));
        data.put("bias", uniform(random, type, logits));
        INDArray labels = Nd4j.zeros(type, n, logits);
        for (int i = 0; i < n; i++) {
            labels.putScalar(i, logits == 1 ? 0 : (i * 7L + seed) % logits, logits > 1 || (i + seed) % 2 == 1 ? 1 : 0);
        }
        data.put("labels", labels);
        INDArray human = uniform(random, type, n, HEIGHT, WIDTH).addi(1).divi(2);
        INDArray weights = Nd4j.ones(type, n, 1);
        if (mask == Mask.SOME_WITHOUT_MAP) {
            human.slice(n - 1).assign(Double.NaN);
            weights.putScalar(n - 1, 0, 0);
        } else if (mask == Mask.WEIGHTS) {
            weights = uniform(random, type, n, 1).addi(1.5);
        }
        data.put("human", human);
        data.put("mask", weights);
        data.put("alpha", Nd4j.scalar(type, ALPHA));
        return data;
    }

    private static INDArray uniform(Random random, DataType type, long... shape) {
        return Nd4j.rand(-1.0, 1.0, random, shape).castTo(type);
    }

    /** The arrays to feed; the classifier and the feature maps are variables of the graph. */
    Map<String, INDArray> placeholders(Map<String, INDArray> data) {
        Map<String, INDArray> fed = new HashMap<>(Map.of("labels", data.get("labels"), "human", data.get("human")));
        if (mask != Mask.NONE) {
            fed.put("mask", data.get("mask"));
        }
        if (source == AlphaSource.PLACEHOLDER) {
            fed.put("alpha", data.get("alpha"));
        }
        return fed;
    }

    /** A graph whose feature maps are variables, so that their gradients can be seen. */
    SameDiff graph(Map<String, INDArray> data) {
        SameDiff sd = SameDiff.create();
        DataType type = data.get("weight").dataType();
        SDVariable pooled = sd.var("pooled", data.get("pooled").dup());
        SDVariable maps = tap == FeatureTap.POOLED
                ? pooled
                : sd.var("reference", data.get("reference").dup());
        addLoss(sd, pooled, maps, data, type);
        return sd;
    }

    void addLoss(SameDiff sd, SDVariable pooled, SDVariable maps, Map<String, INDArray> data, DataType type) {
        SDVariable weight = sd.var("weight", data.get("weight").dup());
        SDVariable bias = sd.var("bias", data.get("bias").dup());
        SDVariable scores =
                pooled.mean(2, 3).mmul(weight.permute(1, 0)).add(bias).rename("logits");
        CyborgLossOp op = ops(sd).loss(loss())
                .logits(scores)
                .labels(sd.placeHolder("labels", type, -1, logits))
                .featureMaps(maps, weight)
                .humanMaps(sd.placeHolder("human", type, -1, HEIGHT, WIDTH));
        if (mask != Mask.NONE) {
            op.mask(sd.placeHolder("mask", type, -1, 1));
        }
        if (source == AlphaSource.PLACEHOLDER) {
            op.alpha(sd.placeHolder("alpha", type));
        }
        op.add("loss");
    }

    CyborgOps ops(SameDiff sd) {
        return logits == 1 ? CyborgOps.forOneLogit(sd) : CyborgOps.forClasses(sd, logits);
    }
}
