package org.cyborgml.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.base.Splitter;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlateauTest {

    private static List<Double> accuracies(String text) {
        return Splitter.on(' ')
                .omitEmptyStrings()
                .splitToStream(text)
                .map(Double::valueOf)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1e-4",
        "0.5 0.6 0.7 0.8 0.9 0.95, 1e-4",
        // Four epochs without a rise are patience, five are not; an equal accuracy is no rise.
        "0.9 0.8 0.8 0.8 0.8, 1e-4",
        "0.9 0.8 0.8 0.9 0.8 0.8, 1e-5",
        "0.5 0.4 0.4 0.4 0.4 0.6 0.5 0.5 0.5 0.5, 1e-4",
        // After a drop of the rate the best accuracy begins anew.
        "0.9 0.8 0.8 0.8 0.8 0.8 0.7 0.6 0.6 0.6 0.6 0.8 0.6, 1e-5",
        "0.9 0.8 0.8 0.8 0.8 0.8 0.7 0.6 0.6 0.6 0.6 0.6, 1e-6",
    })
    void theRateFollowsTheAccuracy(String accuracies, double rate) {
        assertThat(Plateau.rate(1e-4, accuracies(accuracies)).orElseThrow()).isCloseTo(rate, within(rate * 1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "1e-4, 0.9 0 0 0 0 0 0.9 0 0 0 0 0 0.9 0 0 0 0 0",
        "2e-6, 0.9 0 0 0 0 0",
    })
    void aRateBelowTheLeastEndsIt(double first, String accuracies) {
        List<Double> all = accuracies(accuracies);
        assertThat(Plateau.rate(first, all)).isEmpty();
        assertThat(Plateau.rate(first, all.subList(0, all.size() - 1))).isPresent();
    }
}
