/**
 * Networks with the CYBORG head: the paper's backbones, two of its baselines and a compact network for small data. One call
 * builds a DL4J {@code ComputationGraph} with two outputs, the class probabilities and the scaled class activation map
 * (CAM):
 *
 * <pre>{@code
 * Network settings = ResNet50.builder().numClasses(2).loss(CyborgLoss.reference()).seed(1).build();
 * ComputationGraph network = settings.init();
 * LoadReport report = NetworkWeights.load(network, Path.of("resnet50-imagenet.pth"));
 * CamGrid grid = settings.camGrid(); // 7x7, the size of the human maps
 * INDArray[] outputs = network.output(images); // probabilities [N, 2], CAMs [N, 7, 7]
 * }</pre>
 *
 * <table>
 * <caption>Networks</caption>
 * <tr><th>Network</th><th>Images</th><th>CAM</th><th>Class</th></tr>
 * <tr><td>ResNet-50</td><td>224x224</td><td>7x7</td><td>{@link org.cyborgml.models.ResNet50}</td></tr>
 * <tr><td>DenseNet-121</td><td>224x224</td><td>7x7</td><td>{@link org.cyborgml.models.DenseNet121}</td></tr>
 * <tr><td>Inception v3</td><td>299x299</td><td>8x8</td><td>{@link org.cyborgml.models.InceptionV3}</td></tr>
 * <tr><td>Xception</td><td>299x299</td><td>10x10</td><td>{@link org.cyborgml.models.Xception}</td></tr>
 * <tr><td>CNNDetection (Wang et al. 2020)</td><td>224x224</td><td>7x7</td><td>{@link
 *     org.cyborgml.models.CnnDetection}</td></tr>
 * <tr><td>Self-attention (Dang et al. 2020)</td><td>299x299</td><td>19x19</td><td>{@link
 *     org.cyborgml.models.SelfAttention}</td></tr>
 * <tr><td>small CNN</td><td>112x112</td><td>7x7</td><td>{@link org.cyborgml.models.SmallCnn}</td></tr>
 * </table>
 *
 * <p>All of them take images of other sizes too. {@link org.cyborgml.models.Architecture} finds a network by name and has
 * the normalisation of its images; {@link org.cyborgml.models.NetworkWeights} reads and writes weights under PyTorch's
 * names; {@link org.cyborgml.models.NetworkSummary} lists layers and shapes.
 *
 * <p>At inference on the CPU, {@code output} gives the same bits for an image in the first batch and in any later one, in a whole batch
 * and in a smaller last one.
 */
@API(status = Status.STABLE, since = "0.1.0")
@NullMarked
package org.cyborgml.models;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
