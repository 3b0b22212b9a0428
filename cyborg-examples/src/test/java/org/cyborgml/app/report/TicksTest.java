package org.cyborgml.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Splitter;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicksTest {

    @ParameterizedTest
    @CsvSource({
        "0, 1, 5, 0.0 0.2 0.4 0.6 0.8 1.0",
        "0, 1, 10, 0.0 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9 1.0",
        "1, 6, 5, 1 2 3 4 5 6",
        "0.63, 0.97, 5, 0.65 0.70 0.75 0.80 0.85 0.90 0.95",
        "-0.3, 0.3, 6, −0.3 −0.2 −0.1 0.0 0.1 0.2 0.3",
        "0, 4500, 5, 0 1000 2000 3000 4000",
        "99.5, 100.5, 5, 99.6 99.8 100.0 100.2 100.4"
    })
    void roundNumbersWithAsManyDecimalsAsTheyNeed(double from, double to, int wished, String labels) {
        Ticks ticks = Ticks.within(from, to, wished);

        assertThat(ticks.values().stream().map(ticks::label))
                .containsExactlyElementsOf(Splitter.on(' ').split(labels));
    }

    @Test
    void anyIntervalGetsAboutAsManyAsWishedAllWithin() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2000; i++) {
            double from = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-6, 7));
            double to = from + random.nextDouble(0.01, 1) * Math.pow(10, random.nextInt(-4, 7));
            int wished = random.nextInt(2, 12);
            List<Double> values = Ticks.within(from, to, wished).values();
            double tolerance = 1e-8 * (to - from);

            assertThat(values).as("%s to %s", from, to).hasSizeBetween(wished / 2, 2 * wished + 1);
            assertThat(values).isSorted().doesNotHaveDuplicates();
            assertThat(values.get(0)).isGreaterThanOrEqualTo(from - tolerance);
            assertThat(values.get(values.size() - 1)).isLessThanOrEqualTo(to + tolerance);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 6, 1 2 3 4 5 6", "1, 2, 1 2", "1, 9, 1 3 5 7 9", "1, 50, 10 20 30 40 50"})
    void countsHaveNoHalves(double from, double to, String labels) {
        Ticks ticks = new Axis("Epoch", from, to, Axis.Scale.WHOLE).ticks(6);

        assertThat(ticks.values().stream().map(ticks::label))
                .containsExactlyElementsOf(Splitter.on(' ').split(labels));
    }

    @Test
    void impossibleAxesAreRefused() {
        assertThatThrownBy(() -> Ticks.within(1, 1, 5))
                .hasMessage("axis from 1.0 to 1.0: must be finite and ascending");
        assertThatThrownBy(() -> Ticks.within(0, Double.NaN, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Ticks.within(0, Double.POSITIVE_INFINITY, 5))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Ticks.within(0, 1, 1)).hasMessage("number of ticks 1: must be at least 2");
    }
}
