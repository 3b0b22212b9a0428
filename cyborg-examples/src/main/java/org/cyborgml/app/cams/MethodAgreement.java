package org.cyborgml.app.cams;

import java.util.EnumMap;
import java.util.Map;
import org.cyborgml.metrics.BaselineAgreement;
import org.cyborgml.metrics.CentreBias;
import org.cyborgml.metrics.MapAgreement;
import org.cyborgml.metrics.MaskAgreement;
import org.cyborgml.metrics.PixelMask;
import org.cyborgml.metrics.SaliencyGrid;
import org.cyborgml.saliency.map.SaliencyMap;

/** Agreement of an explanation with its image's human map, both enlarged to the network's image size. */
final class MethodAgreement {

    /** What people marked: the pixels of at least half of the human map's greatest value. */
    private static final double MARKED = 0.5;

    private static final double CENTRE_DEVIATION = 0.25;

    private final int height;
    private final int width;

    MethodAgreement(int height, int width) {
        this.height = height;
        this.width = width;
    }

    /** The map of one who knows nothing but where the middle is. */
    SaliencyGrid centre() {
        return CentreBias.gaussian(height, width, CENTRE_DEVIATION);
    }

    SaliencyGrid grid(SaliencyMap map) {
        return MapMeasures.grid(map.resizedTo(width, height));
    }

    /** The measures; none if the human map is constant. */
    Map<MethodMeasure, Double> between(SaliencyGrid map, SaliencyMap humanMap) {
        SaliencyMap large = humanMap.resizedTo(width, height);
        Map<MethodMeasure, Double> values = new EnumMap<>(MethodMeasure.class);
        if (large.isConstant()) {
            return values;
        }
        SaliencyGrid human = MapMeasures.grid(large).scaled();
        PixelMask marked = human.atLeast(MARKED);
        SaliencyGrid centre = centre();
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
