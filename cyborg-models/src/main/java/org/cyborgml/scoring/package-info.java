/**
 * Scores of images by a trained network, and the class activation maps that explain them.
 *
 * <pre>{@code
 * TrainedNetwork network = TrainedNetwork.load(Path.of("run/Logs/final_model.safetensors"));
 * ImageFolder images = ImageFolder.open(Path.of("images"));
 * Scorer scorer = Scorer.of(network);
 *
 * List<ImageScore> scores = scorer.score(images);
 * List<Explanation> explanations = scorer.explain(images);
 *
 * ScoringResult result = scorer.score(images, images.list(), Path.of("scores.csv"), "run 1", (done, total) -> {});
 * }</pre>
 *
 * <table>
 * <caption>Where to find what</caption>
 * <tr><th>Question</th><th>Class</th></tr>
 * <tr><td>Scores of a few images, in memory</td><td>{@link org.cyborgml.scoring.Scorer}, {@link
 *     org.cyborgml.scoring.ImageScore}</td></tr>
 * <tr><td>Their class activation maps</td><td>{@link org.cyborgml.scoring.Explanation}</td></tr>
 * <tr><td>Scores of any number of images in a file, continued after an interruption</td><td>{@link
 *     org.cyborgml.scoring.Scorer}, {@link org.cyborgml.scoring.ScoringResult}</td></tr>
 * <tr><td>Their class activation maps, batch by batch</td><td>{@link org.cyborgml.scoring.CamReceiver}</td></tr>
 * <tr><td>Scores of images from anywhere, batch by batch</td><td>{@link org.cyborgml.scoring.ScoreReceiver}</td></tr>
 * <tr><td>Scores of other detectors, ensembles</td><td>{@link org.cyborgml.scoring.ScoreTable}, {@link
 *     org.cyborgml.scoring.Ensemble}</td></tr>
 * </table>
 *
 * <p>The same image has the same score, to the last bit, in whichever batch it stands, as long as the batches are of one size.
 */
@API(status = Status.STABLE, since = "0.1.0")
@NullMarked
package org.cyborgml.scoring;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
