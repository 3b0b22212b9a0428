package org.cyborgml.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cyborgml.app.experiment.PooledScores.Part;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PooledScoresTest {

    private static final KeptScores FIRST =
            new KeptScores(List.of("a.png", "b.png"), ImmutableDoubleArray.of(-1, -2), ImmutableDoubleArray.of(1, 0.5));
    private static final KeptScores SECOND =
            new KeptScores(List.of("b.png", "c.png"), ImmutableDoubleArray.of(-3, 0.75), ImmutableDoubleArray.of(2, 3));

    private static List<Double> pooled(@Nullable String first, @Nullable String second) {
        PooledScores pooled = PooledScores.of(List.of(new Part(first, FIRST), new Part(second, SECOND)));
        assertThat(pooled.synthetic()).isEqualTo(ImmutableDoubleArray.of(1, 0.5, 2, 3));
        return pooled.real().asList();
    }

    @Test
    void oneImageCountsOnceAndTwoOfOneNameTwice() {
        assertThat(pooled("images", "images")).containsExactly(-1.0, -2.0, 0.75);
        assertThat(pooled("images", "./images/")).containsExactly(-1.0, -2.0, 0.75);
        assertThat(pooled("images", "others")).containsExactly(-1.0, -2.0, -3.0, 0.75);
        assertThat(pooled(null, null)).containsExactly(-1.0, -2.0, 0.75);
    }

    @Test
    void metricsTakeTheExperimentsFolderWhereATestSetHasNone() {
        Map<TestSet, KeptScores> scores = new LinkedHashMap<>();
        scores.put(TestSet.ofCsv("first", "first.csv"), FIRST);
        scores.put(TestSet.ofCsv("second", "second.csv").withImages("images"), SECOND);
        assertThat(real("images", scores)).isEqualTo(3);
        assertThat(real("others", scores)).isEqualTo(4);
    }

    private static int real(String images, Map<TestSet, KeptScores> scores) {
        Experiment experiment = Experiment.named("pooled", TrainingData.of("split.csv", images));
        return new Measuring(experiment, scores)
                .metrics()
                .get(TrialResult.POOLED)
                .real();
    }
}
