/**
 * Kernels: the code that computes the layers of {@link org.cyborgml.models.layer}. Several sets of kernels give the same
 * results within single precision: ND4J's operations for every backend and every precision, and faster ones for one kind of
 * machine.
 *
 * <p>The set is chosen automatically. A program prepares the native libraries first of all, and may choose the set itself:
 *
 * <pre>{@code
 * public static void main(String[] args) {
 *     NativeRuntime.prepare();
 *     Kernels.use(KernelSet.ND4J);
 *     ComputationGraph network = ResNet50.builder().build().init();
 *     System.out.println(Kernels.current());
 * }
 * }</pre>
 *
 * <table>
 * <caption>Classes for users</caption>
 * <tr><th>Purpose</th><th>Class</th></tr>
 * <tr><td>Threads and memory of the native libraries</td><td>{@link org.cyborgml.models.kernel.NativeRuntime}</td></tr>
 * <tr><td>Choice of the kernels</td><td>{@link org.cyborgml.models.kernel.Kernels#use}, {@link
 *     org.cyborgml.models.kernel.KernelSet}, {@link org.cyborgml.models.kernel.Kernels#current()}</td></tr>
 * <tr><td>Precision, of the process, of some networks or on one of several GPUs</td><td>{@link
 *     org.cyborgml.models.kernel.KernelPrecision}, {@link org.cyborgml.models.kernel.Kernels#in}, {@link
 *     org.cyborgml.models.kernel.Kernels#onGpu}</td></tr>
 * <tr><td>Settings of layers</td><td>{@link org.cyborgml.models.kernel.Window}, {@link
 *     org.cyborgml.models.kernel.PoolingMode}, {@link org.cyborgml.models.kernel.Rounding}, {@link
 *     org.cyborgml.models.kernel.FusedActivation}, {@link org.cyborgml.models.kernel.MapsLayout}</td></tr>
 * </table>
 *
 * <p>Everything else is internal and may change in any release. The interfaces of kernels, {@link
 * org.cyborgml.models.kernel.FusedNorm}, {@link org.cyborgml.models.kernel.ChannelBlocks} and {@link
 * org.cyborgml.models.kernel.MapsShape} are public only because the layers are in another package.
 *
 * <p>Rules for kernels: arrays are in c order; feature maps are {@code [N, C, H, W]} or, if the set asks for it, in {@link
 * org.cyborgml.models.kernel.ChannelBlocks}; weights are laid out as PyTorch lays them out. A kernel belongs to one layer of
 * one network, is used by one thread at a time, and may keep buffers for each shape of input. At inference, the result for
 * a sample must not depend on earlier passes; with the kernels for the CPU it does not depend on the rest of the batch either.
 *
 * @serial exclude
 */
@API(status = Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.cyborgml.models.kernel;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
