package org.cyborgml.examples;

import java.util.Map;
import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.samediff.CyborgOps;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** Trains a CNN written in SameDiff with the CYBORG loss. */
public final class SameDiffNetwork {

    private SameDiffNetwork() {}

    /**
     * Runs the program.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        Nd4j.getRandom().setSeed(1);
        SameDiff sd = SameDiff.create();
        SDVariable image = sd.placeHolder("image", DataType.FLOAT, -1, 3, ToyImages.SIDE, ToyImages.SIDE);
        SDVariable features = convolution(convolution(image, "conv1", 3, 8), "conv2", 8, 16); // [N, 16, 7, 7]
        SDVariable weight = sd.var("fc.weight", Nd4j.randn(2, 16).muli(0.25));
        SDVariable bias = sd.var("fc.bias", Nd4j.zeros(2));
        CyborgOps.forClasses(sd, 2)
                .loss(CyborgLoss.reference())
                .logits(features.mean(2, 3).mmul(weight.permute(1, 0)).add("logits", bias))
                .labels(sd.placeHolder("label", DataType.FLOAT, -1, 2))
                .featureMaps(features, weight)
                .humanMaps(sd.placeHolder("map", DataType.FLOAT, -1, 7, 7))
                .add("loss");
        sd.setTrainingConfig(TrainingConfig.builder()
                .updater(new Adam(0.01))
                .dataSetFeatureMapping("image")
                .dataSetLabelMapping("label", "map")
                .build());
        print(sd, "before");
        for (int step = 1; step <= 60; step++) {
            sd.fit(ToyImages.batch(16, 7, step));
        }
        print(sd, "after");
    }

    private static SDVariable convolution(SDVariable input, String name, int from, int to) {
        SameDiff sd = input.getSameDiff();
        SDVariable kernel = sd.var(name + ".weight", Nd4j.randn(3, 3, from, to).muli(Math.sqrt(2.0 / (9 * from))));
        SDVariable bias = sd.var(name + ".bias", Nd4j.zeros(to));
        Conv2DConfig stride2 = Conv2DConfig.builder().kH(3).kW(3).sH(2).sW(2).build();
        return sd.nn().relu(sd.cnn().conv2d(input, kernel, bias, stride2), 0);
    }

    private static void print(SameDiff sd, String when) {
        MultiDataSet batch = ToyImages.batch(32, 7, 99);
        Map<String, INDArray> fed =
                Map.of("image", batch.getFeatures(0), "label", batch.getLabels(0), "map", batch.getLabels(1));
        sd.output(fed, "loss", "loss/classification", "loss/saliency")
                .forEach((name, value) -> System.out.printf("%s: %s %.3f%n", when, name, value.getDouble()));
    }
}
