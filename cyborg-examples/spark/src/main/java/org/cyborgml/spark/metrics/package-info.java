/**
 * Metrics of test sets that are larger than one machine's memory: AUC, its variance after DeLong, the ROC curve, and DeLong's
 * test of two detectors, from the scores in a Spark table. The scores are ranked where they are; what comes to the driver is a
 * few numbers for each partition. All counts are exact, whatever ties there are, and no result depends on how the rows are
 * shared out.
 *
 * <pre>{@code
 * Dataset<Row> cases = spark.read().parquet("scores").select(col("label").equalTo("Synthetic").as("positive"), col("score"));
 * try (RankedScores scores = RankedScores.of(cases, "positive", "score")) {
 *     ConfidenceInterval interval = scores.estimate().interval(0.95, IntervalMethod.LOGIT);
 *     List<RocPoint> roc = scores.roc(1000);
 * }
 * }</pre>
 *
 * <p>The values are those of {@link org.cyborgml.metrics.BinaryScores}, {@link org.cyborgml.metrics.AucEstimate}, {@link
 * org.cyborgml.metrics.RocCurve} and {@link org.cyborgml.metrics.DeLongTest}.
 */
@NullMarked
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
package org.cyborgml.spark.metrics;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
