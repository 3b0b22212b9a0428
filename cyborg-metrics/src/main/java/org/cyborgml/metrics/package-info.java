/**
 * Metrics of detectors and of saliency: ROC and AUC with their uncertainty, presentation attack detection, comparison over
 * training runs, agreement of saliency maps.
 *
 * <p>Plain arrays go in, immutable results come out. Labels are 1 (or {@code true}) for the positive class, for face images
 * Synthetic; a higher score is more evidence for it. Scores are counted once and every metric of one detector starts from there:
 *
 * <pre>{@code
 * BinaryScores scores = BinaryScores.of(labels, probabilities);
 * AucEstimate auc = AucEstimate.of(scores);
 * ConfidenceInterval interval = auc.interval(0.95, IntervalMethod.LOGIT);
 * RocCurve roc = RocCurve.of(scores);
 * double eer = roc.equalErrorRate().rate();
 * double tdr = scores.atFalsePositiveRate(0.002).truePositiveRate();
 * }</pre>
 *
 * <table>
 * <caption>What is where</caption>
 * <tr><th>Question</th><th>Class</th></tr>
 * <tr><td>AUC, average precision, accuracy, TDR@FDR</td><td>{@link org.cyborgml.metrics.BinaryScores}, {@link
 *     org.cyborgml.metrics.OperatingPoint}</td></tr>
 * <tr><td>The curve, equal error rate, partial AUC</td><td>{@link org.cyborgml.metrics.RocCurve}</td></tr>
 * <tr><td>Uncertainty of an AUC</td><td>{@link org.cyborgml.metrics.AucEstimate} (DeLong), {@link
 *     org.cyborgml.metrics.StratifiedBootstrap}</td></tr>
 * <tr><td>Do two detectors differ on the same cases</td><td>{@link org.cyborgml.metrics.DeLongTest}</td></tr>
 * <tr><td>Do the accuracies of two classifiers differ on the same cases</td><td>{@link org.cyborgml.metrics.McNemarTest}</td></tr>
 * <tr><td>Any number of classes: accuracy, macro AUC, table per class, confusion matrix</td><td>{@link
 *     org.cyborgml.metrics.MulticlassMetrics}, {@link org.cyborgml.metrics.ConfusionMatrix}, {@link
 *     org.cyborgml.metrics.OneVersusRestAuc}</td></tr>
 * <tr><td>APCER, BPCER, ACER, BPCER@APCER</td><td>{@link org.cyborgml.metrics.PresentationAttackScores}</td></tr>
 * <tr><td>Mean and deviation over runs, ROC band</td><td>{@link org.cyborgml.metrics.RunSummary}, {@link
 *     org.cyborgml.metrics.RocBand}</td></tr>
 * <tr><td>Do two scenarios differ over paired runs</td><td>{@link org.cyborgml.metrics.PairedComparison}, {@link
 *     org.cyborgml.metrics.PairedTTest}, {@link org.cyborgml.metrics.WilcoxonSignedRankTest}</td></tr>
 * <tr><td>Several such tests at once</td><td>{@link org.cyborgml.metrics.HolmCorrection}</td></tr>
 * <tr><td>Answers of people who saw several images each: intervals and tests for other people and other images</td><td>{@link
 *     org.cyborgml.metrics.TwoWayBootstrap}</td></tr>
 * <tr><td>How many annotators a map needs</td><td>{@link org.cyborgml.metrics.SplitHalfAgreement}</td></tr>
 * <tr><td>Do two maps agree (CC, rank correlation, SIM, KL)</td><td>{@link org.cyborgml.metrics.MapAgreement}</td></tr>
 * <tr><td>Does a map agree with fixations or a region (NSS, AUC-Judd, energy, pointing game)</td><td>{@link
 *     org.cyborgml.metrics.MaskAgreement}</td></tr>
 * <tr><td>Does it agree with fixations beyond a centre bias (shuffled AUC, information gain)</td><td>{@link
 *     org.cyborgml.metrics.BaselineAgreement}, {@link org.cyborgml.metrics.CentreBias}</td></tr>
 * <tr><td>Sums that do not depend on the order, such as those of several machines</td><td>{@link
 *     org.cyborgml.metrics.ExactSum}</td></tr>
 * <tr><td>IoU at a threshold, entropy</td><td>{@link org.cyborgml.metrics.PixelMask}, {@link
 *     org.cyborgml.metrics.SaliencyGrid}</td></tr>
 * </table>
 *
 * <p>Input that is empty, of unequal lengths, NaN, or of one class only is refused with an {@link
 * java.lang.IllegalArgumentException} that names the argument, its value and the rule.
 */
@API(status = Status.STABLE, since = "0.1.0")
@NullMarked
package org.cyborgml.metrics;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
