package org.cyborgml.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cyborgml.metrics.SettingChoice.Measure;
import org.cyborgml.metrics.SettingChoice.Outcome;
import org.cyborgml.metrics.SettingChoice.Row;
import org.junit.jupiter.api.Test;

class SettingChoiceTest {

    private static Measure measure(String name, Object... settingsAndValues) {
        Map<String, Map<Long, Double>> values = new LinkedHashMap<>();
        for (int i = 0; i < settingsAndValues.length; i += 2) {
            Map<Long, Double> bySeed = new LinkedHashMap<>();
            double[] given = (double[]) settingsAndValues[i + 1];
            for (int seed = 0; seed < given.length; seed++) {
                bySeed.put((long) seed, given[seed]);
            }
            values.put((String) settingsAndValues[i], bySeed);
        }
        return new Measure(name, values);
    }

    private static double[] of(double... values) {
        return values;
    }

    private static Row row(Outcome outcome, String setting) {
        return outcome.rows().stream()
                .filter(row -> row.setting().equals(setting))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theBestOnAverageOfThoseThatAreNowhereWorseIsChosen() {
        Measure decoys = measure(
                "decoys",
                "reference",
                of(.6, .62, .64),
                "strong",
                of(.80, .81, .85),
                "some",
                of(.70, .71, .75),
                "weak",
                of(.62, .63, .66));
        // The strong one is worse here by far more than its standard error.
        Measure birds = measure(
                "birds",
                "reference",
                of(.86, .87, .88),
                "strong",
                of(.80, .82, .82),
                "some",
                of(.86, .88, .88),
                "weak",
                of(.86, .86, .89));
        Outcome outcome = SettingChoice.against("reference").choose(List.of(decoys, birds));
        assertThat(row(outcome, "strong").isKept()).isFalse();
        assertThat(row(outcome, "strong").meanRank()).isNaN();
        assertThat(outcome.chosen())
                .hasValueSatisfying(row -> assertThat(row.setting()).isEqualTo("some"));
        assertThat(row(outcome, "some").differences().get(0).mean()).isCloseTo(0.1, within(1e-12));
        // Differences .10, .09, .11: standard deviation .01.
        assertThat(row(outcome, "some").differences().get(0).error()).isCloseTo(0.01 / Math.sqrt(3), within(1e-12));
        // Ranks 1 and 1 of three; the reference has 3, and on the birds shares 2 and 3 with weak but for rounding.
        assertThat(row(outcome, "some").meanRank()).isEqualTo(1);
        assertThat(row(outcome, "reference").meanRank()).isCloseTo(2.75, within(0.26));
        assertThat(row(outcome, "reference").isKept()).isTrue();
    }

    @Test
    void aDifferenceWithinItsErrorIsNotWorse() {
        Measure birds = measure("birds", "reference", of(.8, .8), "noisy", of(.70, .88), "worse", of(.78, .79));
        Outcome outcome = SettingChoice.against("reference").choose(List.of(birds));
        assertThat(row(outcome, "noisy").isKept()).isTrue();
        assertThat(row(outcome, "worse").isKept()).isFalse();
        assertThat(outcome.chosen()).isEmpty();
    }

    @Test
    void ranksKeepALargeSpreadFromOutvotingAndTiesGoToTheGreaterGain() {
        Measure large = measure("large", "reference", of(0, 0), "a", of(9, 9), "b", of(8, 8));
        Measure small = measure("small", "reference", of(0, 0), "a", of(.1, .1), "b", of(.2, .2));
        Measure third = measure("third", "reference", of(0, 0), "a", of(.1, .1), "b", of(.2, .2));
        assertThat(SettingChoice.against("reference")
                        .choose(List.of(large, small, third))
                        .chosen())
                .hasValueSatisfying(row -> assertThat(row.setting()).isEqualTo("b"));
        assertThat(SettingChoice.against("reference")
                        .choose(List.of(large, small))
                        .chosen())
                .hasValueSatisfying(row -> assertThat(row.setting()).isEqualTo("a"));
    }

    @Test
    void whatCannotBeComparedIsRefused() {
        SettingChoice choice = SettingChoice.against("reference");
        Measure birds = measure("birds", "reference", of(.8, .8), "a", of(.7, .7));
        assertThatIllegalArgumentException().isThrownBy(() -> choice.choose(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> choice.choose(List.of(birds, measure("faces", "reference", of(.8, .8)))))
                .withMessage("measure faces is of the settings [reference], others are of [reference, a]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SettingChoice.against("b").choose(List.of(birds)))
                .withMessage("the reference \"b\" is not among the settings [reference, a]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> choice.choose(List.of(measure("birds", "reference", of(.8, .8), "a", of(.7)))))
                .withMessage("setting a has 1 seeds in common with reference on birds: must be at least 2");
    }
}
