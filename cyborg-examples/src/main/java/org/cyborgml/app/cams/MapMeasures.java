package org.cyborgml.app.cams;

import java.util.Optional;
import org.cyborgml.metrics.MapAgreement;
import org.cyborgml.metrics.SaliencyGrid;
import org.cyborgml.saliency.map.SaliencyMap;

/**
 * Agreement of one CAM with its image's human map, both on the CAM's grid and scaled to [0,1].
 *
 * <p>A human map that is constant there says nothing to agree with: its correlation with anything is not defined, and the
 * other measures would compare the CAM with a map of zeros that nobody drew. Such an image has no measures, whatever the
 * network, so that networks are compared over the same images. A constant CAM is the network's doing and is measured: its
 * correlation counts as 0.
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
     * @return the measures; empty if the human map is constant
     * @throws IllegalArgumentException if the maps are compared and their sizes differ
     */
    public static Optional<MapMeasures> of(SaliencyMap cam, SaliencyMap human) {
        return of(grid(cam), human);
    }

    /**
     * Compares two maps.
     *
     * @param cam scaled CAM
     * @param human scaled human map of the same size
     * @return the measures; empty if the human map is constant
     * @throws IllegalArgumentException if the maps are compared and their sizes differ
     */
    public static Optional<MapMeasures> of(SaliencyGrid cam, SaliencyMap human) {
        return human.isConstant() ? Optional.empty() : Optional.of(between(cam, grid(human)));
    }

    private static MapMeasures between(SaliencyGrid cam, SaliencyGrid human) {
        double squares = 0;
        for (int i = 0; i < cam.size(); i++) {
            double difference = cam.value(i) - human.value(i);
            squares += difference * difference;
        }
        return new MapMeasures(
                MapAgreement.CORRELATION.of(cam, human),
                MapAgreement.SIMILARITY.of(cam, human),
                MapAgreement.KL_DIVERGENCE.of(cam, human),
                squares / cam.size());
    }

    /** A map as the metrics take it. */
    public static SaliencyGrid grid(SaliencyMap map) {
        return SaliencyGrid.of(map.height(), map.width(), map.toArray());
    }
}
