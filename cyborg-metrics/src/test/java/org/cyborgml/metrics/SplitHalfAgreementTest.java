package org.cyborgml.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SplitHalfAgreementTest {

    /** Means over all splits, by numpy's corrcoef: all 6 pairs, and all 3 ways to halve four. */
    @Test
    void meansOverSplitsFollowTheExactOnes() {
        List<SaliencyGrid> annotators = List.of(
                SaliencyGrid.of(2, 3, 3, 4, 4, 2, 4, 4),
                SaliencyGrid.of(2, 3, 4, 0, 2, 3, 1, 1),
                SaliencyGrid.of(2, 3, 3, 4, 2, 0, 3, 4),
                SaliencyGrid.of(2, 3, 1, 2, 1, 4, 0, 2));
        double[] means =
                SplitHalfAgreement.withDefaults().withSplits(20_000).withSeed(2).of(annotators);
        assertThat(means).hasSize(2);
        assertThat(means[0]).isCloseTo(-0.26559449158935394, within(0.015));
        assertThat(means[1]).isCloseTo(-0.6282716271983353, within(0.015));
    }

    /** Equal signal and equally much noise: the correlation of halves of n is n / (n + 1) (Spearman and Brown). */
    @Test
    void mapsConvergeAsSpearmanAndBrownFound() {
        Random random = new Random(8);
        double[] signal = random.doubles(4000).map(u -> random.nextGaussian()).toArray();
        List<SaliencyGrid> annotators = new ArrayList<>();
        for (int a = 0; a < 12; a++) {
            double[] values = signal.clone();
            for (int i = 0; i < values.length; i++) {
                values[i] += random.nextGaussian();
            }
            annotators.add(SaliencyGrid.of(40, 100, values));
        }
        double[] means = SplitHalfAgreement.withDefaults().of(annotators);
        for (int n = 1; n <= 6; n++) {
            assertThat(means[n - 1]).as("halves of %d", n).isCloseTo(n / (n + 1.0), within(0.02));
        }
        assertThat(SplitHalfAgreement.withDefaults().of(annotators)).containsExactly(means);
    }

    @Test
    void refusesTooFewOrUnequalMaps() {
        SaliencyGrid one = SaliencyGrid.of(1, 2, 0, 1);
        assertThatThrownBy(() -> SplitHalfAgreement.withDefaults().of(List.of(one)))
                .hasMessage("number of annotators must be at least 2, found 1");
        assertThatThrownBy(() -> SplitHalfAgreement.withDefaults().of(List.of(one, SaliencyGrid.of(2, 1, 0, 1))))
                .hasMessage(
                        "annotators[0] and another annotator must have the same height and width, found 1x2 and 2x1");
        assertThatThrownBy(() -> SplitHalfAgreement.withDefaults().withSplits(0))
                .hasMessage("splits must be at least 1, found 0");
    }
}
