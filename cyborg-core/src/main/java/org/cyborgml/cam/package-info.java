/**
 * Class activation maps (CAMs): the layer that computes them, and their use at inference.
 *
 * <p>The CAM of class c is {@code sum over i of weight[c,i] * features[i]}, a map over the h x w cells of the feature maps.
 * Global average pooling and a linear classifier commute, so the classifier's own weights make the CAM, and its mean plus
 * the bias is the logit: {@link org.cyborgml.cam.ClassActivationMapLayer} keeps the classifier in this form.
 *
 * <pre>{@code
 * ClassActivationMaps maps = CamExtractor.of(network).extract(images);     // images [N, 3, H, W]
 * INDArray cams = maps.scaledPredicted();                                  // [N, h, w] in [0,1]
 * INDArray overlay = ClassActivationMaps.upsample(cams, 224, 224);         // [N, 224, 224]
 * INDArray ofClass1 = maps.raw(1);                                         // [N, h, w], not scaled
 * }</pre>
 *
 * <p>{@link org.cyborgml.cam.CamExtractor} works on any network with a {@link org.cyborgml.head.CyborgHead}, a loaded one
 * too, in one forward pass.
 *
 * <p>Source: Zhou et al., "Learning Deep Features for Discriminative Localization", CVPR 2016; Boyd et al., WACV 2023,
 * section 3.
 *
 * @serial exclude
 */
@API(status = Status.STABLE, since = "0.1.0")
@NullMarked
package org.cyborgml.cam;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
