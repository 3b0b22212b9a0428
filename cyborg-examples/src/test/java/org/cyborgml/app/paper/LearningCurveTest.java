package org.cyborgml.app.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.cyborgml.app.paper.LearningCurve.Equivalent;
import org.cyborgml.app.paper.LearningCurve.Point;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearningCurveTest {

    private static Point point(int images, Double... runs) {
        return new Point(images, List.of(runs));
    }

    private static final LearningCurve CURVE =
            new LearningCurve(List.of(point(400, 0.9, 0.9), point(100, 0.6, 0.8), point(200, 0.8, 0.8)));

    /** Means 0.7, 0.8 and 0.9 at 100, 200 and 400: each doubling adds 0.1. */
    @ParameterizedTest
    @CsvSource({
        "0.69, 0",
        "0.7, 100",
        "0.75, 141.4213562373095",
        "0.8, 200",
        "0.875, 336.3585661014858",
        "0.9, 400",
        "0.901, Infinity"
    })
    void aValueIsFoundOnStraightLinesOverTheLogarithm(double value, double images) {
        assertThat(CURVE.as(point(50, value, value)).images()).isCloseTo(images, within(1e-9));
    }

    @Test
    void whereTheCurveFallsItIsLevel() {
        LearningCurve falling =
                new LearningCurve(List.of(point(100, 0.7, 0.7), point(200, 0.6, 0.6), point(400, 0.8, 0.8)));
        assertThat(falling.as(point(100, 0.75, 0.75)).images()).isCloseTo(Math.sqrt(200 * 400), within(1e-9));
        assertThat(falling.as(point(100, 0.7, 0.7)).images()).isCloseTo(100, within(1e-9));
    }

    /** Runs differ by a common shift alone, which cancels when they are drawn together. */
    @Test
    void runsAreDrawnTogether() {
        List<Double> shifts = List.of(-0.1, 0.0, 0.05, 0.1);
        LearningCurve curve = new LearningCurve(List.of(shifted(100, 0.5, shifts), shifted(200, 0.6, shifts)));
        Equivalent found = curve.as(shifted(100, 0.55, shifts));
        assertThat(found.images()).isCloseTo(Math.sqrt(100 * 200), within(1e-6));
        assertThat(found.lower()).isCloseTo(found.images(), within(1e-6));
        assertThat(found.upper()).isCloseTo(found.images(), within(1e-6));
    }

    private static Point shifted(int images, double value, List<Double> shifts) {
        return new Point(images, shifts.stream().map(shift -> value + shift).toList());
    }

    /** Of ten runs with noise on both sides, the interval covers the truth in about 95 % of the studies. */
    @Test
    void theIntervalCoversTheTruth() {
        int covered = 0;
        for (int study = 0; study < 200; study++) {
            Random random = new Random(study);
            LearningCurve curve = new LearningCurve(
                    List.of(noisy(100, 0.5, random), noisy(200, 0.6, random), noisy(400, 0.7, random)));
            Equivalent found = curve.as(noisy(100, 0.6, random));
            covered += found.lower() <= 200 && found.upper() >= 200 ? 1 : 0;
        }
        // The bootstrap of ten runs is a little too narrow.
        assertThat(covered).isBetween(170, 198);
    }

    private static Point noisy(int images, double value, Random random) {
        return new Point(
                images,
                IntStream.range(0, 10)
                        .mapToObj(run -> value + 0.02 * random.nextGaussian())
                        .toList());
    }

    @Test
    void oneNumberOfImagesIsNoCurve() {
        assertThatThrownBy(() -> new LearningCurve(List.of(point(100, 0.5))))
                .hasMessage("a learning curve needs at least 2 numbers of images");
    }
}
