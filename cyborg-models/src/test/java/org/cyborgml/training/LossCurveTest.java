package org.cyborgml.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LossCurveTest {

    private static final LossCurve CURVE = new LossCurve(List.of(2.0, 1.0, 0.5), List.of(0.2, 0.6, 0.4));

    /** On the lines between the epochs by hand. */
    @ParameterizedTest
    @CsvSource({"3, 0.2", "2, 0.2", "1.5, 0.4", "1, 0.6", "0.75, 0.5", "0.5, 0.4", "0.1, 0.4"})
    void valueIsOnTheLineBetweenEpochs(double loss, double expected) {
        assertThat(CURVE.at(loss)).isCloseTo(expected, within(1e-12));
    }

    /** A loss that rises again crosses a value twice; the first time counts. */
    @Test
    void firstFallCounts() {
        LossCurve wavy = new LossCurve(List.of(2.0, 1.0, 1.5, 0.5), List.of(0.0, 1.0, 2.0, 3.0));
        assertThat(wavy.at(1.25)).isCloseTo(0.75, within(1e-12));
        assertThat(wavy.lowest()).isEqualTo(0.5);
    }

    @Test
    void commonLossIsTheLowestThatBothReached() {
        LossCurve slow = new LossCurve(List.of(2.0, 0.8, 0.9), List.of(0.0, 1.0, 1.0));
        assertThat(CURVE.commonLoss(slow)).isEqualTo(0.8);
        assertThat(slow.commonLoss(CURVE)).isEqualTo(0.8);
    }

    @Test
    void losslessAndUnevenAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LossCurve(List.of(), List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LossCurve(List.of(1.0), List.of(1.0, 2.0)))
                .withMessageContaining("1 losses and 2 values");
    }
}
