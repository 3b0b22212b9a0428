package org.cyborgml.scoring.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectorOutputTest {

    private static double[] numbers(String text) {
        return List.of(text.split(" ", -1)).stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** Of probabilities the expected logits are ln(3), 9 ln(10) and the values that stand for 0 and 1. */
    @ParameterizedTest
    @CsvSource({
        "LOGITS, 1.5, 1.5",
        "LOGITS, 1 3, 2",
        "PROBABILITIES, 0.75, 1.0986122886681098",
        "PROBABILITIES, 0.25 0.75, 1.0986122886681098",
        "PROBABILITIES, 0.75 0.25, -1.0986122886681098",
        "PROBABILITIES, 1e-9 1, 20.72326583594641",
        "PROBABILITIES, 0, -800",
        "PROBABILITIES, 1, 800",
        "PROBABILITIES, 0 1, 800",
        "PROBABILITIES, 1 0, -800",
    })
    void lastLogit(DetectorOutput output, String values, double expected) {
        assertThat(output.lastLogit(numbers(values))).isCloseTo(expected, within(1e-8));
    }

    @ParameterizedTest
    @CsvSource({
        "LOGITS, NaN, 'gives NaN, which is no number'",
        "LOGITS, 0 Infinity, 'gives Infinity, which is no number'",
        "PROBABILITIES, 1.2, 'gives [1.2], which are no probabilities'",
        "PROBABILITIES, -0.1, 'gives [-0.1], which are no probabilities'",
        "PROBABILITIES, 0.2 0.2, 'gives [0.2, 0.2], which are no probabilities'",
    })
    void valuesThatCannotBeMeantAreRefused(DetectorOutput output, String values, String reason) {
        assertThatThrownBy(() -> output.lastLogit(numbers(values))).hasMessageStartingWith(reason);
    }
}
