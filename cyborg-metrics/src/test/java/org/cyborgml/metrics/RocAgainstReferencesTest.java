package org.cyborgml.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.base.Splitter;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against scikit-learn 1.2.1 and pROC 1.18.0; the commands stand in src/test/python/golden.py and src/test/r/golden.R. */
class RocAgainstReferencesTest {
    private static final Offset<Double> TIGHT = within(1e-12);

    private static BinaryScores scores(String caseName, String detector) {
        return BinaryScores.of(Golden.labels("scores.csv", caseName), Golden.column("scores.csv", caseName, detector));
    }

    @ParameterizedTest
    @ValueSource(strings = {"continuous", "ties", "imbalanced", "weak", "strong", "two_each"})
    void agreesWithScikitLearn(String caseName) {
        List<Map<String, String>> rows = Golden.rows("sklearn.csv", "case", caseName);
        assertThat(rows).hasSize(18);
        for (Map<String, String> row : rows) {
            BinaryScores scores = scores(caseName, row.get("detector"));
            RocCurve curve = RocCurve.of(scores);
            String quantity = row.get("quantity");
            double actual =
                    switch (quantity) {
                        case "auc" -> scores.auc();
                        case "average_precision" -> scores.averagePrecision();
                        case "standardised_0.1" ->
                            curve.partialAuc(RateAxis.FALSE_POSITIVE_RATE, 0, 0.1)
                                    .standardised();
                        case "standardised_0.37" ->
                            curve.partialAuc(RateAxis.FALSE_POSITIVE_RATE, 0, 0.37)
                                    .standardised();
                        case "accuracy_0.5" -> scores.at(0.5).accuracy();
                        case "balanced_accuracy_0.4" -> scores.at(0.4).balancedAccuracy();
                        case "eer" -> curve.equalErrorRate().rate();
                        case "tdr_0.05" -> scores.atFalsePositiveRate(0.05).truePositiveRate();
                        case "tdr_0.2" -> scores.atFalsePositiveRate(0.2).truePositiveRate();
                        default -> throw new AssertionError(quantity);
                    };
            assertThat(actual).as("%s", row).isCloseTo(Golden.number(row.get("value")), TIGHT);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "continuous,first",
        "continuous,second",
        "ties,first",
        "ties,second",
        "imbalanced,first",
        "weak,second",
        "strong,first",
        "two_each,first",
        "two_each,second"
    })
    void hasThePointsOfScikitLearn(String caseName, String detector) {
        RocCurve curve = RocCurve.of(scores(caseName, detector));
        List<Map<String, String>> expected = Golden.rows("roc-points.csv", "case", caseName).stream()
                .filter(row -> detector.equals(row.get("detector")))
                .toList();
        double[] thresholds = curve.thresholds();
        double[] fpr = curve.falsePositiveRates();
        double[] tpr = curve.truePositiveRates();
        assertThat(curve.size()).isEqualTo(expected.size() + 1);
        assertThat(new double[] {thresholds[0], fpr[0], tpr[0]}).containsExactly(Double.POSITIVE_INFINITY, 0, 0);
        for (int i = 0; i < expected.size(); i++) {
            Map<String, String> row = expected.get(i);
            assertThat(thresholds[i + 1]).isEqualTo(Golden.number(row.get("threshold")));
            assertThat(fpr[i + 1]).isCloseTo(Golden.number(row.get("fpr")), within(1e-15));
            assertThat(tpr[i + 1]).isCloseTo(Golden.number(row.get("tpr")), within(1e-15));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"continuous", "ties", "imbalanced", "weak", "strong", "two_each"})
    void agreesWithProcOnDeLong(String caseName) {
        Map<String, Double> expected = Golden.quantities("proc.csv", caseName);
        int[] labels = Golden.labels("scores.csv", caseName);
        double[] first = Golden.column("scores.csv", caseName, "first");
        double[] second = Golden.column("scores.csv", caseName, "second");
        DeLongTest.Result result = DeLongTest.withDefaults().test(labels, first, second);

        assertThat(result.first().value()).isCloseTo(expected.get("auc_first"), TIGHT);
        assertThat(result.second().value()).isCloseTo(expected.get("auc_second"), TIGHT);
        assertThat(result.first().variance()).isCloseTo(expected.get("var_first"), TIGHT);
        assertThat(result.second().variance()).isCloseTo(expected.get("var_second"), TIGHT);
        assertThat(result.covariance()).isCloseTo(expected.get("cov"), TIGHT);
        assertThat(result.z()).isCloseTo(expected.get("z"), within(1e-10));
        assertThat(result.pValue()).isCloseTo(expected.get("p_two.sided"), within(1e-10));
        for (Alternative alternative : new Alternative[] {Alternative.GREATER, Alternative.LESS}) {
            String key = alternative == Alternative.GREATER ? "p_greater" : "p_less";
            assertThat(DeLongTest.withDefaults()
                            .with(alternative)
                            .test(labels, first, second)
                            .pValue())
                    .isCloseTo(expected.get(key), within(1e-10));
        }
        AucEstimate estimate = AucEstimate.of(BinaryScores.of(labels, first));
        ConfidenceInterval interval = estimate.interval(0.95, IntervalMethod.WALD);
        assertThat(interval.lower()).isCloseTo(expected.get("lower_95"), within(1e-10));
        assertThat(interval.upper()).isCloseTo(expected.get("upper_95"), within(1e-10));
        assertThat(result.second().interval(0.8, IntervalMethod.WALD).lower())
                .isCloseTo(expected.get("lower_80"), within(1e-10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"continuous", "ties", "imbalanced", "weak", "strong", "two_each"})
    void agreesWithProcOnPartialAreas(String caseName) {
        RocCurve curve = RocCurve.of(scores(caseName, "first"));
        Map<String, Double> expected = Golden.quantities("proc.csv", caseName);
        int compared = 0;
        for (Map.Entry<String, Double> entry : expected.entrySet()) {
            List<String> parts = Splitter.on('_').splitToList(entry.getKey());
            if (parts.size() != 4) {
                continue;
            }
            double high = Golden.number(parts.get(2));
            double low = Golden.number(parts.get(3));
            PartialAuc partial = parts.get(1).equals("specificity")
                    ? curve.partialAuc(RateAxis.FALSE_POSITIVE_RATE, 1 - high, 1 - low)
                    : curve.partialAuc(RateAxis.TRUE_POSITIVE_RATE, low, high);
            double actual = parts.get(0).equals("raw") ? partial.area() : partial.standardised();
            assertThat(actual).as(entry.getKey()).isCloseTo(entry.getValue(), TIGHT);
            compared++;
        }
        assertThat(compared).isGreaterThanOrEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"three", "ten_ties"})
    void agreesWithScikitLearnOnSeveralClasses(String caseName) {
        double[][] scores = Golden.rows("multiclass-scores.csv", "case", caseName).stream()
                .map(row -> Golden.numbers(row.get("scores")))
                .toArray(double[][]::new);
        OneVersusRestAuc auc = OneVersusRestAuc.of(Golden.labels("multiclass-scores.csv", caseName), scores);
        Map<String, Double> expected = Golden.quantities("multiclass-sklearn.csv", caseName);
        assertThat(auc.macro()).isCloseTo(expected.get("macro"), TIGHT);
        assertThat(auc.weightedByPrevalence()).isCloseTo(expected.get("weighted"), TIGHT);
        double[] perClass = auc.perClass();
        assertThat(perClass).hasSize(scores[0].length);
        for (int c = 0; c < perClass.length; c++) {
            assertThat(perClass[c]).isCloseTo(expected.get("class_" + c), TIGHT);
        }
    }
}
