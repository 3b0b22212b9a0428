/**
 * Layers and vertices on feature maps {@code [N, C, H, W]}, with PyTorch's parameters, initial values and arithmetic. The
 * networks of {@link org.cyborgml.models} consist of them; they also work in any other {@code ComputationGraph}:
 *
 * <pre>{@code
 * graph.addLayer("conv", Convolution.builder(64, Window.of(3).withPadding(1)).build(), "image")
 *         .addLayer("bn", BatchNorm.builder().activation(FusedActivation.RELU).build(), "conv")
 *         .addLayer("pool", Pooling.builder(PoolingMode.MAX, Window.of(2).withStride(2)).build(), "bn");
 * }</pre>
 *
 * <table>
 * <caption>Layers and vertices</caption>
 * <tr><th>PyTorch</th><th>Here</th></tr>
 * <tr><td>{@code Conv2d}, grouped and depthwise too</td><td>{@link org.cyborgml.models.layer.Convolution}, {@link
 *     org.cyborgml.models.layer.WeightInitialisation}</td></tr>
 * <tr><td>{@code BatchNorm2d}, and a {@code ReLU} behind it</td><td>{@link org.cyborgml.models.layer.BatchNorm}</td></tr>
 * <tr><td>{@code MaxPool2d}, {@code AvgPool2d}</td><td>{@link org.cyborgml.models.layer.Pooling}</td></tr>
 * <tr><td>{@code Dropout2d}</td><td>{@link org.cyborgml.models.layer.ChannelDropout}</td></tr>
 * <tr><td>{@code +}, and a {@code ReLU} behind it</td><td>{@link org.cyborgml.models.layer.Sum}</td></tr>
 * <tr><td>{@code torch.cat}</td><td>{@link org.cyborgml.models.layer.Concatenation}</td></tr>
 * <tr><td>feature maps times one map</td><td>{@link org.cyborgml.models.layer.Attention}</td></tr>
 * <tr><td>a map made of learned templates</td><td>{@link org.cyborgml.models.layer.TemplateMap}</td></tr>
 * </table>
 *
 * <p>Settings are saved with the network, as those of DL4J's own layers are. Between layers of this package, maps may be in
 * another layout than {@code [N, C, H, W]}, see {@link org.cyborgml.models.kernel.MapsLayout}; {@link
 * org.cyborgml.models.layer.PlainMaps} brings them back for a layer of DL4J. At inference, a convolution fuses the batch
 * norm, the sum and the ReLU behind it if nothing else reads the maps between them. {@code feedForward} shows those maps and
 * so fuses nothing: its values differ from those of {@code output} in the last digits. {@link
 * org.cyborgml.models.layer.FrozenWeights} makes many passes with fixed weights faster.
 *
 * <p>Feature maps of a wrong shape are refused with an {@link java.lang.IllegalArgumentException} that names the layer, the
 * shape found and the shape wanted.
 *
 * @serial exclude
 */
@API(status = Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.cyborgml.models.layer;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
