package org.cyborgml.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against scikit-learn 1.2.1 (the command stands in src/test/python/golden.py), and rules that hold of any scores. */
class MulticlassMetricsTest {
    private static final List<String> QUANTITIES = List.of("support", "predicted", "precision", "recall", "f1", "auc");

    @ParameterizedTest
    @ValueSource(
            strings = {"two", "three", "ties", "thirty", "absent", "absent_never_predicted", "one_class", "all_equal"})
    void agreesWithScikitLearn(String caseName) {
        double[][] scores = Golden.rows("classification-scores.csv", "case", caseName).stream()
                .map(row -> Golden.numbers(row.get("scores")))
                .toArray(double[][]::new);
        MulticlassMetrics actual = MulticlassMetrics.of(Golden.labels("classification-scores.csv", caseName), scores);
        Map<String, Double> expected = Golden.quantities("classification-sklearn.csv", caseName);
        hasMeans(actual, expected);
        for (int c = 0; c < scores[0].length; c++) {
            hasRow(actual, c, expected);
        }
        for (Map<String, String> row : Golden.rows("classification-confusion.csv", "case", caseName)) {
            int label = Integer.parseInt(row.get("label"));
            double[] counts = Golden.numbers(row.get("counts"));
            for (int p = 0; p < counts.length; p++) {
                assertThat(actual.confusionMatrix().count(label, p)).isEqualTo((int) counts[p]);
            }
        }
    }

    /** 318 of the 1,000 classes occur; the scores are those of hashed_scores in golden.py. */
    @Test
    void agreesWithScikitLearnOnAThousandClasses() {
        int cases = 3000;
        int classes = 1000;
        int[] labels = new int[cases];
        double[][] scores = new double[cases][classes];
        for (int i = 0; i < cases; i++) {
            labels[i] = (i * i + 3 * i) % classes;
            for (int k = 0; k < classes; k++) {
                scores[i][k] = (i * 7919 + k * 10473 + i * k * 31) % 1009 / 1009.0;
            }
        }
        MulticlassMetrics actual = MulticlassMetrics.of(labels, scores);
        Map<String, Double> expected = Golden.quantities("classification-sklearn.csv", "hashed_3000_1000");
        hasMeans(actual, expected);
        for (int c = 0; c < classes; c += 97) {
            hasRow(actual, c, expected);
        }
    }

    private static void hasMeans(MulticlassMetrics actual, Map<String, Double> expected) {
        assertThat(actual.accuracy()).isCloseTo(expected.get("accuracy"), within(1e-14));
        assertThat(actual.balancedAccuracy()).isCloseTo(expected.get("balanced_accuracy"), within(1e-14));
        assertThat(actual.macroF1()).isCloseTo(expected.get("macro_f1"), within(1e-14));
        isNumber("macro_auc", actual.macroAuc(), expected.get("macro_auc"));
    }

    private static void hasRow(MulticlassMetrics actual, int label, Map<String, Double> expected) {
        ClassMetrics row = actual.perClass().get(label);
        List<OptionalDouble> found = List.of(
                OptionalDouble.of(row.support()),
                OptionalDouble.of(row.predicted()),
                row.precision(),
                row.recall(),
                row.f1(),
                row.auc());
        for (int q = 0; q < QUANTITIES.size(); q++) {
            String name = QUANTITIES.get(q) + "_" + label;
            isNumber(name, found.get(q), expected.get(name));
        }
    }

    /** The golden files have no row for a number that is undefined. */
    private static void isNumber(String name, OptionalDouble actual, Double expected) {
        if (expected == null) {
            assertThat(actual).as(name).isEmpty();
        } else {
            assertThat(actual).as(name).isPresent();
            assertThat(actual.getAsDouble()).as(name).isCloseTo(expected, within(1e-13));
        }
    }

    @ParameterizedTest
    @CsvSource({"2,1,5", "2,40,3", "3,30,1000000", "7,200,4", "40,300,6", "1000,500,12"})
    void eachAucIsThatOfBinaryScoresToTheLastBit(int classes, int cases, int levels) {
        Random random = new Random(classes);
        int[] labels = random.ints(cases + 2, 0, classes).toArray();
        labels[0] = 0;
        labels[1] = 1;
        double[][] scores = new double[labels.length][classes];
        for (int i = 0; i < labels.length; i++) {
            for (int c = 0; c < classes; c++) {
                int level = random.nextInt(levels) - levels / 2 + (labels[i] == c ? 1 : 0);
                scores[i][c] = level == 0 && random.nextBoolean() ? -0.0 : level / 3.0;
            }
        }
        double[] actual = OneVersusRestAuc.ofPresent(labels, scores).perClass();
        for (int c = 0; c < classes; c++) {
            int label = c;
            int[] binary = Arrays.stream(labels).map(l -> l == label ? 1 : 0).toArray();
            double[] column =
                    Arrays.stream(scores).mapToDouble(row -> row[label]).toArray();
            boolean present = Arrays.stream(binary).sum() > 0;
            Double expected = present ? BinaryScores.of(binary, column).auc() : Double.NaN;
            assertThat(actual[c]).isEqualTo(expected);
        }
    }

    @Test
    void absentClassesAreLeftOutOfTheMeans() {
        int[] labels = {0, 2, 2, 0};
        double[][] scores = {{3, 0, 1}, {0, 9, 2}, {0, 1, 4}, {1, 0, 2}};
        MulticlassMetrics actual = MulticlassMetrics.of(labels, scores);
        // Class 0 scores 3 and 1 against 0 and 0; class 2 scores 2 and 4 against 1 and 2, one of the pairs tied.
        assertThat(actual.macroAuc()).hasValue((1 + 3.5 / 4) / 2);
        assertThat(actual.balancedAccuracy()).isEqualTo(0.5);
        assertThat(actual.perClass().get(1))
                .isEqualTo(new ClassMetrics(
                        0,
                        1,
                        OptionalDouble.of(0),
                        OptionalDouble.empty(),
                        OptionalDouble.of(0),
                        OptionalDouble.empty()));
        assertThat(OneVersusRestAuc.ofPresent(labels, scores).weightedByPrevalence())
                .isEqualTo((1 + 3.5 / 4) / 2);
    }

    @ParameterizedTest
    @CsvSource({"2,0", "2,1", "5,3", "1000,999"})
    void oneClassHasAnAccuracyAndNoAuc(int classes, int only) {
        double[][] scores = new double[3][classes];
        scores[0][only] = 1;
        scores[1][only] = 1;
        scores[2][(only + 1) % classes] = 1;
        MulticlassMetrics actual = MulticlassMetrics.of(new int[] {only, only, only}, scores);
        assertThat(actual.accuracy()).isEqualTo(2 / 3.0);
        assertThat(actual.balancedAccuracy()).isEqualTo(2 / 3.0);
        assertThat(actual.macroAuc()).isEmpty();
        assertThat(actual.perClass()).hasSize(classes).allMatch(row -> row.auc().isEmpty());
    }

    @Test
    void theLowestOfEqualScoresIsPredicted() {
        ConfusionMatrix confusion = MulticlassMetrics.of(
                        new int[] {0, 1, 2}, new double[][] {{1, 1, 0}, {0, 1, 1}, {-0.0, 0.0, 0.0}})
                .confusionMatrix();
        assertThat(new int[] {confusion.predicted(0), confusion.predicted(1), confusion.predicted(2)})
                .containsExactly(2, 1, 0);
    }

    /** Rows are shared, so that the test needs little memory; {@link MetricsBenchmark} has rows of their own. */
    @Test
    void fiftyThousandCasesOfAThousandClassesTakeSeconds() {
        int classes = 1000;
        Random random = new Random(5);
        int[] labels = random.ints(50_000, 0, classes).toArray();
        double[][] rows = new double[97][];
        Arrays.setAll(rows, r -> random.doubles(classes).toArray());
        double[][] scores = new double[labels.length][];
        Arrays.setAll(scores, i -> rows[i % rows.length]);
        MulticlassMetrics actual =
                assertTimeoutPreemptively(Duration.ofSeconds(30), () -> MulticlassMetrics.of(labels, scores));
        assertThat(actual.macroAuc().orElseThrow()).isCloseTo(0.5, within(0.01));
    }
}
