package org.cyborgml.app.cams;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.cyborgml.cam.ClassActivationMaps;
import org.cyborgml.explain.Equivariance;
import org.cyborgml.explain.ExplainedNetwork;
import org.cyborgml.explain.ExplanationMethod;
import org.cyborgml.explain.ExplanationStability;
import org.cyborgml.explain.ParameterRandomisation;
import org.cyborgml.explain.PixelCurve;
import org.cyborgml.explain.SensitivityN;
import org.cyborgml.metrics.MapAgreement;
import org.cyborgml.scoring.CamMap;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks of a method on some images: each runs the method, or the network, many times more. */
final class MethodChecks {

    private static final int SETS = 50;
    private static final int DRAWS = 3;

    /** Of an image's pixels, the share in a set of sensitivity-n, and of its width, the share that it is moved by. */
    private static final int PART = 16;

    private final ExplainedNetwork network;
    private final ExplanationMethod method;

    MethodChecks(ExplainedNetwork network, ExplanationMethod method) {
        this.network = network;
        this.method = method;
    }

    /**
     * Checks the first images of a batch.
     *
     * @param images [n, C, H, W]
     * @param classes of them
     * @param maps their explanations, scaled
     */
    List<Map<MethodMeasure, Double>> of(INDArray images, int[] classes, INDArray maps) {
        INDArray randomised = ClassActivationMaps.scale(ParameterRandomisation.withDefaults()
                .withSteps(1)
                .of(network, method, images, classes)
                .get(0)
                .maps());
        double[] stability =
                ExplanationStability.withDefaults().withDraws(DRAWS).of(network, method, images, classes);
        double[] mirrored = Equivariance.mirrored(network, method, images, classes);
        double[] moved = Equivariance.moved(network, method, images, classes, (int) Math.max(1, images.size(3) / PART));
        SensitivityN sensitivity = SensitivityN.of((int) Math.max(1, images.size(2) * images.size(3) / PART))
                .withSets(SETS);
        List<Map<MethodMeasure, Double>> all = new ArrayList<>();
        for (int i = 0; i < classes.length; i++) {
            INDArray image = images.slice(i).dup().reshape(1, images.size(1), images.size(2), images.size(3));
            INDArray map = maps.slice(i).dup().reshape(1, maps.size(1), maps.size(2));
            Map<MethodMeasure, Double> values = new EnumMap<>(MethodMeasure.class);
            values.put(
                    MethodMeasure.DELETION,
                    PixelCurve.deletion().of(network, image, map, classes[i]).area());
            values.put(
                    MethodMeasure.INSERTION,
                    PixelCurve.insertion().of(network, image, map, classes[i]).area());
            values.put(MethodMeasure.SENSITIVITY_N, sensitivity.of(network, image, map, classes[i]));
            values.put(
                    MethodMeasure.RANDOMISED,
                    MapAgreement.RANK_CORRELATION.of(
                            MapMeasures.grid(CamMap.of(randomised, i)), MapMeasures.grid(CamMap.of(maps, i))));
            values.put(MethodMeasure.STABILITY, stability[i]);
            values.put(MethodMeasure.MIRRORED, mirrored[i]);
            values.put(MethodMeasure.MOVED, moved[i]);
            all.add(values);
        }
        return all;
    }
}
