/**
 * The CYBORG loss: cross-entropy plus the distance of the model's saliency map from a human one, for sample k with the
 * min-max scaled class activation map s_k and the human map m_k {@code [h, w]}:
 *
 * <pre>
 * L = alpha * mean over k of CE(label_k, logits_k) + (1 - alpha) * mean over k of d(m_k, s_k)
 * </pre>
 *
 * <pre>{@code
 * CyborgLoss loss = CyborgLoss.reference()                 // the authors' code; CyborgLoss.paper() is the paper's text
 *         .withAlpha(0.5)                                  // or a schedule over epochs
 *         .withDistance(SaliencyDistance.PEARSON)
 *         .withClassSelection(ClassSelection.TRUE);
 * CyborgHead.builder(2).loss(loss).build().attachTo(graph, "conv5");
 * network.setListeners(LossTermsListener.logging(10));
 * }</pre>
 *
 * <table>
 * <caption>What is where</caption>
 * <tr><th>Task</th><th>Class</th></tr>
 * <tr><td>Settings of the loss</td><td>{@link org.cyborgml.loss.CyborgLoss}, {@link org.cyborgml.loss.SaliencyDistance},
 *     {@link org.cyborgml.loss.ClassSelection}, {@link org.cyborgml.loss.FeatureTap}</td></tr>
 * <tr><td>The terms of a training step</td><td>{@link org.cyborgml.loss.LossTermsListener}, {@link
 *     org.cyborgml.loss.LossTerms}</td></tr>
 * <tr><td>Choosing alpha without validation data</td><td>{@link org.cyborgml.loss.GradientBalance}</td></tr>
 * <tr><td>Output layers, which {@link org.cyborgml.head.CyborgHead} adds to a network</td><td>{@link
 *     org.cyborgml.loss.ClassificationLossLayer}, {@link org.cyborgml.loss.SaliencyLossLayer}, {@link
 *     org.cyborgml.loss.LogitsVertex}</td></tr>
 * <tr><td>Output layer for attention maps (Dang et al., CVPR 2020)</td><td>{@link
 *     org.cyborgml.loss.AttentionLossLayer}</td></tr>
 * <tr><td>Scaling of maps to [0,1]</td><td>{@link org.cyborgml.loss.MinMaxScaling}</td></tr>
 * </table>
 *
 * <p>A constant CAM becomes zeros with zero gradient; a sample without a human map counts for the cross-entropy only.
 *
 * <p>Source: Boyd, Tinsley, Bowyer, Czajka, "CYBORG: Blending Human Saliency Into the Loss Improves Deep Learning-Based
 * Synthetic Face Detection", WACV 2023, section 3, and the authors' published code.
 *
 * @serial exclude
 */
@API(status = Status.STABLE, since = "0.1.0")
@NullMarked
package org.cyborgml.loss;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
