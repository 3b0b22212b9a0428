/**
 * Explanations of trained networks: maps of the parts of an image that a class's score rests on.
 *
 * <p>{@link org.cyborgml.explain.ExplainedNetwork} wraps any ComputationGraph that classifies images.
 * Every {@link org.cyborgml.explain.ExplanationMethod} turns it, images and a class for each into maps {@code [N, h, w]}:
 *
 * <pre>{@code
 * ExplainedNetwork network = ExplainedNetwork.of(graph);
 * INDArray maps = GradCam.of("layer4").explain(network, images, network.predicted(images));
 * INDArray shown = ClassActivationMaps.upsample(ClassActivationMaps.scale(maps), 224, 224);
 * }</pre>
 *
 * <table>
 * <caption>Methods</caption>
 * <tr><th>class</th><th>map</th><th>passes through the network</th></tr>
 * <tr><td>{@link org.cyborgml.explain.ClassifierCam}</td><td>feature maps weighted by the classifier</td><td>1</td></tr>
 * <tr><td>{@link org.cyborgml.explain.GradCam}</td><td>feature maps weighted by mean gradients</td><td>1, and 1 back</td></tr>
 * <tr><td>{@link org.cyborgml.explain.GradCamPlusPlus}</td><td>weighted by positive gradients, cell by cell</td><td>1, and 1 back</td></tr>
 * <tr><td>{@link org.cyborgml.explain.XGradCam}</td><td>weighted by gradients where the maps are active</td><td>1, and 1 back</td></tr>
 * <tr><td>{@link org.cyborgml.explain.HiResCam}</td><td>feature maps times gradients</td><td>1, and 1 back</td></tr>
 * <tr><td>{@link org.cyborgml.explain.LayerCam}</td><td>feature maps times positive gradients</td><td>1, and 1 back</td></tr>
 * <tr><td>{@link org.cyborgml.explain.EigenCam}</td><td>first principal component of the feature maps; of no class</td><td>1</td></tr>
 * <tr><td>{@link org.cyborgml.explain.ScoreCam}</td><td>weighted by the scores of masked images</td><td>F</td></tr>
 * <tr><td>{@link org.cyborgml.explain.AblationCam}</td><td>weighted by the loss of score without a map</td><td>1, and F from the layer on</td></tr>
 * <tr><td>{@link org.cyborgml.explain.Rise}</td><td>mean of random masks, weighted by probability</td><td>the number of masks</td></tr>
 * <tr><td>{@link org.cyborgml.explain.Occlusion}</td><td>loss of score under a patch</td><td>the number of patches</td></tr>
 * <tr><td>{@link org.cyborgml.explain.InputGradient}</td><td>gradient for the pixels</td><td>1, and 1 back</td></tr>
 * <tr><td>{@link org.cyborgml.explain.SmoothGrad}</td><td>mean of that over noisy copies</td><td>the number of copies, and as many back</td></tr>
 * </table>
 *
 * <p>A method of your own implements the interface by
 * {@link org.cyborgml.explain.ExplainedNetwork#atLayer ExplainedNetwork.atLayer}, the hook for activations and gradients.
 *
 * <p>Explanations are checked by {@link org.cyborgml.explain.PixelCurve} (deletion and insertion), {@link
 * org.cyborgml.explain.SensitivityN}, {@link org.cyborgml.explain.ParameterRandomisation}, {@link
 * org.cyborgml.explain.ExplanationStability} and {@link org.cyborgml.explain.Equivariance}; {@code cyborg-metrics} has their entropy
 * and their agreement with people.
 *
 * <p>Networks are run at inference: with running statistics, without dropout. Neither the network nor its parameters change.
 */
@API(status = Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.cyborgml.explain;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
