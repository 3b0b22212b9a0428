/**
 * Optimisers that compute the same steps as PyTorch's, for any DL4J network:
 *
 * <pre>{@code
 * new NeuralNetConfiguration.Builder()
 *         .updater(ClassicalMomentum.reference(0.005))            // SGD(lr=0.005, momentum=0.9), StepLR(12, 0.1)
 *         .regularization(CoupledWeightDecay.of(1e-6))            // weight_decay=1e-6, of weights
 *         .regularizationBias(CoupledWeightDecay.of(1e-6))        // and of biases
 * }</pre>
 *
 * <table>
 * <caption>PyTorch and DL4J</caption>
 * <tr><th>PyTorch</th><th>Here</th><th>DL4J M2.1 has instead</th></tr>
 * <tr><td>{@code SGD(momentum=m)}</td><td>{@link org.cyborgml.optim.ClassicalMomentum}</td><td>Nesterov's momentum</td></tr>
 * <tr><td>{@code Adam}</td><td>{@link org.cyborgml.optim.BiasCorrectedAdam}</td><td>epsilon before the bias
 *     correction</td></tr>
 * <tr><td>{@code weight_decay}</td><td>{@link org.cyborgml.optim.CoupledWeightDecay}</td><td>L2 that is added to the
 *     reported loss</td></tr>
 * </table>
 *
 * <p>{@link org.cyborgml.optim.DirectUpdater} makes the update of any ComputationGraph faster without changing its results;
 * {@link org.cyborgml.optim.VectorComputationGraph} saves a copy of all parameters in every step.
 *
 * <p>Source: Boyd et al., WACV 2023, and the authors' code (SGD); Kingma and Ba, ICLR 2015 (Adam).
 *
 * @serial exclude
 */
@API(status = Status.STABLE, since = "0.1.0")
@NullMarked
package org.cyborgml.optim;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
