package org.cyborgml.examples.cams;

import org.cyborgml.metrics.MapAgreement;
import org.cyborgml.metrics.SaliencyGrid;
import org.cyborgml.saliency.map.SaliencyMap;

/**
 * How well one CAM agrees with its image's human map, both on the CAM's grid and scaled to [0,1].
 *
 * @param pearson {@link MapAgreement#CORRELATION}
 * @param similarity {@link MapAgreement#SIMILARITY}
 * @param kl {@link MapAgreement#KL_DIVERGENCE} of the CAM from the human map, in nats
 * @param mse mean squared difference, what the reference loss minimises
 */
public record MapMeasures(double pearson, double similarity, double kl, double mse) {

    /**
     * Compares two maps.
     *
     * @param cam scaled CAM
     * @param human scaled human map of the same size
     * @return the measures
     */
    public static MapMeasures of(SaliencyMap cam, SaliencyMap human) {
        SaliencyGrid model = grid(cam);
        SaliencyGrid reference = grid(human);
        double squares = 0;
        for (int i = 0; i < model.size(); i++) {
            double difference = model.value(i) - reference.value(i);
            squares += difference * difference;
        }
        return new MapMeasures(
                MapAgreement.CORRELATION.of(model, reference),
                MapAgreement.SIMILARITY.of(model, reference),
                MapAgreement.KL_DIVERGENCE.of(model, reference),
                squares / model.size());
    }

    private static SaliencyGrid grid(SaliencyMap map) {
        return SaliencyGrid.of(map.height(), map.width(), map.toArray());
    }
}
