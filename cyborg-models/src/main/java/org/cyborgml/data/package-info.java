/**
 * Data sets of labelled images and saliency maps, and the batches that networks are trained on.
 *
 * <p>A {@link org.cyborgml.data.SaliencyData} says which images there are, in which split, of which class, and where their maps
 * are: from a split file with rows {@code split,label,path}, from a folder per class, or from a list of the caller's own over
 * images on disk or in memory. From it comes a {@link org.cyborgml.data.SaliencyDataSetIterator} for DL4J's {@code fit} and
 * {@code evaluate}:
 *
 * <pre>{@code
 * SaliencyData data = SaliencyData.csv(Path.of("split.csv"), Path.of("images")).withMaps(Path.of("maps"));
 * ComputationGraph network = SmallCnn.builder().inputSide(64).numClasses(data.classes().size()).build().init();
 * InputFormat input = InputFormat.square(64, Normalisation.of(mean, deviation));
 * BatchFormat format = BatchFormat.of(network.getConfiguration(), input);
 * try (SaliencyDataSetIterator train = SaliencyDataSetIterator.builder(data, format).build();
 *         SaliencyDataSetIterator test = SaliencyDataSetIterator.builder(data, format).split(Split.TEST).build()) {
 *     network.fit(train, 10);
 *     Evaluation evaluation = network.evaluate(test, test.getLabels());
 * }
 * }</pre>
 *
 * <table>
 * <caption>Where to find what</caption>
 * <tr><th>Question</th><th>Class</th></tr>
 * <tr><td>Images, labels, splits, maps, classes</td><td>{@link org.cyborgml.data.SaliencyData}</td></tr>
 * <tr><td>Rows {@code split,label,path}</td><td>{@link org.cyborgml.data.SplitFile}, {@link
 *     org.cyborgml.data.LabelledImage}</td></tr>
 * <tr><td>Names of classes and their order</td><td>{@link org.cyborgml.data.ClassNames}</td></tr>
 * <tr><td>Images in a folder, or in memory</td><td>{@link org.cyborgml.data.ImageFolder}, {@link
 *     org.cyborgml.data.InMemoryImages}, both an {@link org.cyborgml.data.ImageSource}</td></tr>
 * <tr><td>Maps in a folder, or in memory</td><td>{@link org.cyborgml.saliency.batch.MapFolder}, {@link
 *     org.cyborgml.data.InMemoryMaps}, both a {@link org.cyborgml.saliency.batch.SaliencyMapSource}</td></tr>
 * <tr><td>Size, channels and normalisation of a network's images</td><td>{@link org.cyborgml.data.InputFormat}, {@link
 *     org.cyborgml.data.Normalisation}</td></tr>
 * <tr><td>Check of a data set before it is trained on</td><td>{@link org.cyborgml.data.DataCheck}</td></tr>
 * <tr><td>Batches for DL4J</td><td>{@link org.cyborgml.data.SaliencyDataSetIterator}</td></tr>
 * <tr><td>Samples that are checked, with maps for some of them only</td><td>{@link org.cyborgml.data.SampleSet}</td></tr>
 * <tr><td>Batches of any samples in any order, from one cache of decoded images</td><td>{@link
 *     org.cyborgml.data.Batches}</td></tr>
 * </table>
 *
 * <p>Images and maps are checked before the first batch is made: what is missing, damaged, or of a class that the network does
 * not have ends in a {@link org.cyborgml.data.DataException} that names it. A sample without a map counts for the
 * classification only. Nothing is printed.
 */
@API(status = Status.STABLE, since = "0.1.0")
@NullMarked
package org.cyborgml.data;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
