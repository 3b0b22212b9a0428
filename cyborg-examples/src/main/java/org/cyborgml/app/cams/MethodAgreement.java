package org.cyborgml.app.cams;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.cyborgml.metrics.BaselineAgreement;
import org.cyborgml.metrics.CentreBias;
import org.cyborgml.metrics.MapAgreement;
import org.cyborgml.metrics.MaskAgreement;
import org.cyborgml.metrics.PixelMask;
import org.cyborgml.metrics.SaliencyGrid;
import org.cyborgml.saliency.map.SaliencyMap;

/** Agreement of an explanation with its image's human map, both enlarged to the network's image size. */
final class MethodAgreement {

    /** Share of the human map's greatest value from which on a pixel counts as marked. */
    private static final double MARKED = 0.5;

    private static final double CENTRE_DEVIATION = 0.25;

    private final int height;
    private final int width;
    private final SaliencyGrid centre;

    /** A human map, enlarged, with the pixels that people marked. */
    record Human(SaliencyGrid map, PixelMask marked) {}

    MethodAgreement(int height, int width) {
        this.height = height;
        this.width = width;
        this.centre = CentreBias.gaussian(height, width, CENTRE_DEVIATION);
    }

    /** A human map to compare others with; empty if it is constant. */
    Optional<Human> human(SaliencyMap map) {
        SaliencyMap large = map.resizedTo(width, height);
        if (large.isConstant()) {
            return Optional.empty();
        }
        SaliencyGrid human = MapMeasures.grid(large).scaled();
        return Optional.of(new Human(human, human.atLeast(MARKED)));
    }

    /** The map of one who knows nothing but where the middle is. */
    SaliencyGrid centre() {
        return centre;
    }

    SaliencyGrid grid(SaliencyMap map) {
        return MapMeasures.grid(map.resizedTo(width, height));
    }

    Map<MethodMeasure, Double> between(SaliencyGrid map, Human humanMap) {
        SaliencyGrid human = humanMap.map();
        PixelMask marked = humanMap.marked();
        Map<MethodMeasure, Double> values = new EnumMap<>(MethodMeasure.class);
        values.put(MethodMeasure.PEARSON, MapAgreement.CORRELATION.of(map, human));
        values.put(MethodMeasure.SIMILARITY, MapAgreement.SIMILARITY.of(map, human));
        values.put(MethodMeasure.KL, MapAgreement.KL_DIVERGENCE.of(map, human));
        values.put(MethodMeasure.NSS, MaskAgreement.NSS.of(map, marked));
        values.put(MethodMeasure.AUC_JUDD, MaskAgreement.AUC_JUDD.of(map, marked));
        values.put(MethodMeasure.SHUFFLED_AUC, BaselineAgreement.SHUFFLED_AUC.of(map, marked, centre));
        values.put(MethodMeasure.INFORMATION_GAIN, BaselineAgreement.INFORMATION_GAIN.of(map, marked, centre));
        return values;
    }
}
