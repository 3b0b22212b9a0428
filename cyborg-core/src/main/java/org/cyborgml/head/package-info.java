/**
 * The CYBORG head, which makes any DL4J ComputationGraph trainable with the CYBORG loss.
 *
 * <p>{@link org.cyborgml.head.CyborgHead} is attached to a network under construction, at the layer that gives its feature
 * maps, or grafted on a trained one. The network then has two outputs:
 *
 * <pre>
 * image -&gt; backbone -&gt; feature maps -&gt; class maps [N, C, h, w] -&gt; mean over h, w -&gt; probabilities [N, C]
 *                                              \-&gt; the chosen class's map, min-max scaled: saliency [N, h, w]
 * </pre>
 *
 * <p>Training is plain DL4J: {@code fit} on a MultiDataSet with the features {image} and the labels {one-hot
 * {@code [N, C]}, human saliency maps {@code [N, h, w]} in [0,1]}. Listeners, evaluation on the first output,
 * ModelSerializer, TransferLearning, early stopping and ParallelWrapper work as with any network.
 *
 * <pre>{@code
 * CyborgHead.builder(2).loss(CyborgLoss.reference()).build().attachTo(graph, "conv5");
 * ComputationGraph network = new ComputationGraph(graph.build());
 * network.init();
 * network.fit(new MultiDataSet(new INDArray[] {images}, new INDArray[] {labels, humanMaps}));
 * INDArray probabilities = network.output(images)[0];
 *
 * ComputationGraph tuned = CyborgHead.builder(2).build().graftOn(trained, "conv5");
 * }</pre>
 *
 * <p>A label mask {@code [N, 1]} for the second output marks samples without a map by 0;
 * {@link org.cyborgml.head.WithoutMaps} does so for whole data sets.
 *
 * <p>Source: Boyd, Tinsley, Bowyer, Czajka, "CYBORG: Blending Human Saliency Into the Loss Improves Deep Learning-Based
 * Synthetic Face Detection", WACV 2023, section 3.
 *
 * @serial exclude
 */
@API(status = Status.STABLE, since = "0.1.0")
@NullMarked
package org.cyborgml.head;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
