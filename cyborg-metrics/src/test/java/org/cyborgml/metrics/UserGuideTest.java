package org.cyborgml.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The code of the package documentation, and one more step in each direction. */
class UserGuideTest {
    @Test
    void oneDetector() {
        int[] labels = {0, 0, 0, 1, 1, 1};
        double[] probabilities = {0.1, 0.4, 0.6, 0.4, 0.7, 0.9};

        BinaryScores scores = BinaryScores.of(labels, probabilities);
        AucEstimate auc = AucEstimate.of(scores);
        ConfidenceInterval interval = auc.interval(0.95, IntervalMethod.LOGIT);
        RocCurve roc = RocCurve.of(scores);
        double eer = roc.equalErrorRate().rate();
        double tdr = scores.atFalsePositiveRate(0.002).truePositiveRate();

        // By hand: of 9 pairs 7 are won, 1 is tied (0.4), 1 is lost (0.4 against 0.6).
        assertThat(auc.value()).isEqualTo(7.5 / 9);
        assertThat(interval.contains(auc.value())).isTrue();
        // The curve runs (0, 2/3), (1/3, 2/3), ...: FPR and FNR meet at 1/3, threshold 0.6.
        assertThat(eer).isCloseTo(1 / 3.0, within(1e-15));
        assertThat(roc.equalErrorRate().threshold()).isEqualTo(0.6);
        assertThat(tdr).isEqualTo(2 / 3.0);
    }

    @Test
    void attacksBySpecies() {
        double[] bonaFide = {0.1, 0.2, 0.3, 0.8};
        Map<String, double[]> attacks =
                Map.of("StyleGAN2", new double[] {0.7, 0.9}, "StyleGAN3", new double[] {0.4, 0.9});
        PresentationAttackRates bpcer20 =
                PresentationAttackScores.of(bonaFide, attacks).atApcer(0.05);
        assertThat(bpcer20.threshold()).isEqualTo(0.4);
        assertThat(bpcer20.bpcer()).isEqualTo(0.25);
    }
}
