package org.cyborgml.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.cyborgml.metrics.AucEstimate;
import org.cyborgml.metrics.BinaryScores;
import org.cyborgml.metrics.CentreBias;
import org.cyborgml.metrics.ConfidenceInterval;
import org.cyborgml.metrics.DeLongTest;
import org.cyborgml.metrics.IntervalMethod;
import org.cyborgml.metrics.MapAgreement;
import org.cyborgml.metrics.MulticlassMetrics;
import org.cyborgml.metrics.PairedComparison;
import org.cyborgml.metrics.PresentationAttackRates;
import org.cyborgml.metrics.PresentationAttackScores;
import org.cyborgml.metrics.SaliencyGrid;
import org.cyborgml.metrics.WilcoxonSignedRankTest;
import org.junit.jupiter.api.Test;

/** Code of the chapter on metrics. */
class MetricsExamplesTest {

    @Test
    void oneDetectorAndTwo() {
        int[] labels = {1, 1, 1, 1, 0, 0, 0, 0};
        double[] scores = {0.9, 0.8, 0.7, 0.3, 0.6, 0.2, 0.2, 0.1};
        double[] others = {0.6, 0.7, 0.4, 0.3, 0.5, 0.5, 0.2, 0.1};
        // <guide>
        BinaryScores counted = BinaryScores.of(labels, scores); // labels 0 or 1; higher scores speak for 1
        AucEstimate auc = AucEstimate.of(counted);
        ConfidenceInterval interval = auc.interval(0.95, IntervalMethod.LOGIT);
        double accuracy = counted.at(0.5).accuracy();
        DeLongTest.Result test = DeLongTest.withDefaults().test(labels, scores, others); // on the same images
        // </guide>
        assertThat(auc.value()).isCloseTo(15 / 16.0, within(1e-12));
        assertThat(interval.lower()).isLessThan(auc.value());
        assertThat(accuracy).isEqualTo(0.75);
        assertThat(test.pValue()).isBetween(0.0, 1.0);
    }

    @Test
    void scenariosOverRuns() {
        double[] classical = {0.70, 0.72, 0.69, 0.71, 0.73, 0.70};
        double[] cyborg = {0.74, 0.75, 0.73, 0.73, 0.77, 0.71};
        // <guide>
        PairedComparison compared = PairedComparison.of(classical, cyborg); // run k of both had the same seed
        ConfidenceInterval difference = compared.interval(0.95);
        double leastP = WilcoxonSignedRankTest.leastPValue(6); // 0.03: five runs could not reach 0.05
        // </guide>
        assertThat(difference.lower()).isPositive();
        assertThat(leastP).isCloseTo(2 / 64.0, within(1e-12));
    }

    @Test
    void attacksBySpecies() {
        double[] real = {0.1, 0.2, 0.3, 0.6};
        double[] gan = {0.9, 0.8, 0.7, 0.2};
        double[] diffusion = {0.4, 0.3, 0.9, 0.8};
        // <guide>
        PresentationAttackRates rates = PresentationAttackScores.of(real, Map.of("gan", gan, "diffusion", diffusion))
                .at(0.5);
        System.out.println(
                rates.apcer() + " of " + rates.worstSpecies() + " pass, " + rates.bpcer() + " of real ones do not");
        // </guide>
        assertThat(rates.apcer()).isEqualTo(0.5);
        assertThat(rates.worstSpecies()).isEqualTo("diffusion");
        assertThat(rates.bpcer()).isEqualTo(0.25);
    }

    @Test
    void manyClasses() {
        int[] labels = {0, 1, 2, 2};
        double[][] probabilities = {{0.8, 0.1, 0.1}, {0.2, 0.5, 0.3}, {0.1, 0.2, 0.7}, {0.1, 0.6, 0.3}};
        // <guide>
        MulticlassMetrics metrics = MulticlassMetrics.of(labels, probabilities);
        System.out.println(metrics.accuracy() + ", balanced " + metrics.balancedAccuracy());
        // </guide>
        assertThat(metrics.accuracy()).isEqualTo(0.75);
    }

    @Test
    void mapsAgree() {
        float[] cam = {0, 0.1f, 0.2f, 0.1f, 1, 0.3f, 0, 0.2f, 0.1f};
        float[] human = {0, 0, 0.1f, 0.2f, 1, 0.5f, 0, 0.1f, 0};
        // <guide>
        SaliencyGrid map = SaliencyGrid.of(3, 3, cam);
        double agreement = MapAgreement.CORRELATION.of(map, SaliencyGrid.of(3, 3, human));
        double ofTheMiddle = MapAgreement.CORRELATION.of(CentreBias.gaussian(3, 3, 0.25), SaliencyGrid.of(3, 3, human));
        // </guide>
        assertThat(agreement).isGreaterThan(0.9);
        assertThat(ofTheMiddle).isBetween(0.0, 1.0);
    }
}
