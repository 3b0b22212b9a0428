package org.cyborgml.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.cyborgml.data.ClassNames.FACES;

import com.google.common.primitives.Doubles;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cyborgml.data.ClassNames;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TestScoresTest {

    private static TestScores scores(@Nullable String folder, ClassNames classes, Object... rows) {
        List<TestScores.Scored> scored = new ArrayList<>();
        for (int i = 0; i < rows.length; i += 3) {
            scored.add(new TestScores.Scored(
                    folder, (String) rows[i], (int) rows[i + 1], ImmutableDoubleArray.of((double) rows[i + 2])));
        }
        return new TestScores(classes, scored);
    }

    private static TestScores first(@Nullable String folder) {
        return scores(folder, FACES, "a.png", 0, -1.0, "b.png", 0, -2.0, "d.png", 1, 1.0, "e.png", 1, 0.5);
    }

    private static TestScores second(@Nullable String folder) {
        return scores(folder, FACES, "b.png", 0, -3.0, "c.png", 0, 0.75, "d.png", 1, 2.0, "f.png", 1, 3.0);
    }

    private static List<Double> pooled(@Nullable String first, @Nullable String second) {
        TestScores pooled = TestScores.pooled(List.of(first(first), second(second)));
        assertThat(pooled.ofClass(1)).containsExactly(1, 0.5, 2, 3);
        return Doubles.asList(pooled.ofClass(0));
    }

    @Test
    void oneRealImageCountsOnceAndTwoOfOneNameTwice() {
        assertThat(pooled("images", "images")).containsExactly(-1.0, -2.0, 0.75);
        assertThat(pooled("images", "./images/")).containsExactly(-1.0, -2.0, 0.75);
        assertThat(pooled("images", "others")).containsExactly(-1.0, -2.0, -3.0, 0.75);
        assertThat(pooled(null, null)).containsExactly(-1.0, -2.0, 0.75);
    }

    @Test
    void ofMoreClassesEveryImageCountsOnce() {
        ClassNames animals = ClassNames.of(List.of("cat", "dog", "hare"));
        TestScores pooled = TestScores.pooled(List.of(
                scores("images", animals, "a.png", 0, 1.0, "b.png", 2, 2.0),
                scores("images", animals, "b.png", 2, 3.0, "c.png", 1, 4.0)));
        assertThat(pooled.scored()).extracting(one -> one.logits().get(0)).containsExactly(1.0, 2.0, 4.0);
    }

    @Test
    void attacksOfOneGeneratorAreOneSpecies() {
        Map<TestSet, TestScores> scores = new LinkedHashMap<>();
        scores.put(TestSet.ofCsv("first", "first.csv").titled("GAN"), first("images"));
        scores.put(TestSet.ofCsv("second", "second.csv").titled("GAN"), second("images"));
        TestMetrics pooled = Measuring.metrics(scores).get(TrialResult.POOLED);
        assertThat(pooled.real()).isEqualTo(3);
        assertThat(pooled.synthetic()).isEqualTo(4);
        assertThat(pooled.apcer()).isZero();
        assertThat(pooled.bpcer()).isCloseTo(1 / 3.0, within(1e-12));
    }
}
