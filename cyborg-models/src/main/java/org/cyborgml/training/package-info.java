/**
 * Training of networks with a CYBORG head: settings, epochs, the best epoch, logs, and resuming to the same bits.
 *
 * <p>From csv and images to a trained, scored and explained network:
 *
 * <pre>{@code
 * SaliencyData data = SaliencyData.csv(Path.of("split.csv"), Path.of("images")).withMaps(Path.of("maps"));
 * Trainer trainer = Trainer.builder(TrainingSettings.reference().withEpochs(10), Path.of("run"))
 *         .data(data)
 *         .architecture(Architecture.RESNET50)
 *         .weights(Path.of("resnet50-imagenet.pth"))
 *         .build();
 * TrainingLog log = trainer.resume();
 * System.out.println("validation accuracy " + log.validationAccuracy().get(log.bestEpoch()));
 *
 * TrainedNetwork best = TrainedNetwork.load(RunFolder.of(Path.of("run")).finalModel());
 * for (Explanation explanation : Scorer.of(best).explain(ImageFolder.open(Path.of("new-images")))) {
 *     ImageScore score = explanation.score();
 *     System.out.println(score.path() + ": " + score.predictedName() + ", " + score.probability(score.predicted()));
 *     Raster cam = explanation.cam().resizedTo(224, 224).toRaster(SampleDepth.EIGHT_BITS);
 *     PngWriter.write(cam, Path.of("cams", Path.of(score.path()).getFileName() + ".png"));
 * }
 * }</pre>
 *
 * <table>
 * <caption>Where to find what</caption>
 * <tr><th>Question</th><th>Class</th></tr>
 * <tr><td>Loss, optimizer, learning rate, epochs, augmentation; the authors' settings</td><td>{@link
 *     org.cyborgml.training.TrainingSettings}</td></tr>
 * <tr><td>A training from the start, or continued</td><td>{@link org.cyborgml.training.Trainer}</td></tr>
 * <tr><td>An alpha at which both terms of the loss pull alike</td><td>{@link
 *     org.cyborgml.training.FirstSteps}</td></tr>
 * <tr><td>Samples that several trainings share</td><td>{@link org.cyborgml.training.TrainingSamples}</td></tr>
 * <tr><td>The files that a training leaves</td><td>{@link org.cyborgml.training.RunFolder}, {@link
 *     org.cyborgml.training.TrainingLog}</td></tr>
 * <tr><td>Progress, step by step and epoch by epoch</td><td>{@link org.cyborgml.training.TrainingProgress}, {@link
 *     org.cyborgml.training.EpochResult}</td></tr>
 * <tr><td>A test of every epoch's network</td><td>{@link org.cyborgml.training.EpochTest}</td></tr>
 * <tr><td>The trained network, loaded from a checkpoint by its notes</td><td>{@link
 *     org.cyborgml.training.TrainedNetwork}, {@link org.cyborgml.training.NetworkNotes}</td></tr>
 * <tr><td>Two trainings compared at equal training loss</td><td>{@link org.cyborgml.training.LossCurve}</td></tr>
 * </table>
 *
 * <p>The procedure is that of Boyd et al., WACV 2023, section 5 and their published code: the best epoch is the last one with
 * the highest validation accuracy. A training that is stopped at any moment and resumed gives the same files, bit for bit, as
 * one that was not. DL4J's own listeners are set in {@link org.cyborgml.training.TrainingProgress#onNetwork}.
 */
@API(status = Status.STABLE, since = "0.1.0")
@NullMarked
package org.cyborgml.training;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
