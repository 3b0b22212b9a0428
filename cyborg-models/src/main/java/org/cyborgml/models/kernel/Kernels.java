package org.cyborgml.models.kernel;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A set of kernels, which computes every layer of {@link org.cyborgml.models.layer} in one way.
 *
 * <p>A network gets its set when it is initialised and keeps it. {@link #use} chooses the set; if it has not been called, the
 * system property {@value #PROPERTY} does, with the values {@code auto}, {@code cuda}, {@code onednn} and {@code nd4j} (see
 * {@link KernelSet}). Without either the choice is automatic: the first GPU if it, its driver and cuDNN 9 are fit, else oneDNN if
 * it can be used, else ND4J's operations. oneDNN needs
 * {@code org.bytedeco:dnnl} and {@code org.bytedeco:opencl} on the class path with their native libraries, and ND4J's CPU
 * backend. {@link #current()} tells which set it is.
 *
 * <p>The methods that make kernels are internal: public only for the layers of this library.
 */
public interface Kernels {

    /** Name of the system property. */
    String PROPERTY = "org.cyborgml.kernels";

    /**
     * Name of the system property for the precision of new networks: {@code fp32}, the default, {@code tf32}, {@code bf16} or
     * {@code double}.
     */
    String PRECISION_PROPERTY = "org.cyborgml.precision";

    /**
     * A kernel for one convolution layer.
     *
     * @param window size, stride and padding
     * @param groups into how many groups the channels are split, at least 1; as many as channels makes it depthwise
     * @param type the network's data type
     * @return a new kernel
     */
    ConvolutionKernel convolution(Window window, int groups, DataType type);

    /**
     * A kernel for one batch norm layer.
     *
     * @param activation applied to the result
     * @param eps added to the variance, above 0
     * @param type the network's data type
     * @return a new kernel
     */
    BatchNormKernel batchNorm(FusedActivation activation, double eps, DataType type);

    /**
     * A kernel for one pooling layer.
     *
     * @param mode reduction of a window to one value
     * @param window size, stride and padding, the padding no larger than half the size
     * @param rounding treatment of cells behind the last whole window
     * @param type the network's data type
     * @return a new kernel
     */
    PoolingKernel pooling(PoolingMode mode, Window window, Rounding rounding, DataType type);

    /**
     * A kernel for one sum of feature maps, or for one ReLU, which is a sum of one.
     *
     * @param activation applied to the sum, no swish
     * @param type the network's data type
     * @return a new kernel
     */
    SumKernel sum(FusedActivation activation, DataType type);

    /**
     * A kernel for one concatenation of feature maps.
     *
     * @param type the network's data type
     * @return a new kernel
     */
    ConcatenationKernel concatenation(DataType type);

    /**
     * Number of channels in a block of the layout in which these kernels compute fastest.
     *
     * @param type the network's data type
     * @return the block of {@link ChannelBlocks}, 1 for plain arrays
     */
    default int channelBlock(DataType type) {
        return 1;
    }

    /**
     * The type of numbers of feature maps in blocks.
     *
     * @param type the network's data type, which plain maps are of
     * @return the type
     */
    default DataType mapsType(DataType type) {
        return type;
    }

    /**
     * A kernel for one attention.
     *
     * @param type the network's data type
     * @return a new kernel
     */
    default AttentionKernel attention(DataType type) {
        return new Nd4jAttention();
    }

    /**
     * A kernel for numbers of single feature maps.
     *
     * @param type the network's data type
     * @return a new kernel
     */
    default PerMapKernel perMap(DataType type) {
        return new Nd4jPerMap();
    }

    /**
     * A kernel for one upsampling.
     *
     * @param type the network's data type
     * @return a new kernel
     */
    default UpsamplingKernel upsampling(DataType type) {
        return new Nd4jUpsampling();
    }

    /**
     * Puts feature maps behind one another, sample by sample.
     *
     * @param parts plain maps of one number of channels, height and width
     * @param whole receives the samples of all parts
     */
    default void stack(List<INDArray> parts, INDArray whole) {
        whole.assign(Nd4j.concat(0, parts.toArray(INDArray[]::new)));
    }

    /**
     * Reverses {@link #stack}.
     *
     * @param whole plain maps
     * @param parts receive its samples
     */
    default void unstack(INDArray whole, List<INDArray> parts) {
        long at = 0;
        for (INDArray part : parts) {
            part.assign(whole.get(NDArrayIndex.interval(at, at + part.size(0))));
            at += part.size(0);
        }
    }

    /**
     * Steps of SGD with momentum that are faster than ND4J's, but round differently.
     *
     * @param type the network's data type
     * @return to be used for parameters that are updated alike, or empty if ND4J's are to be used
     */
    default Optional<MomentumStep> momentumStep(DataType type) {
        return Optional.empty();
    }

    /**
     * Keeps an array's numbers where these kernels like them until it is closed; kernels of this set find them there by the
     * array and by its views.
     *
     * @param array a plain array that stays where it is, such as all parameters of a network
     * @return what keeps it, or empty where the host's memory is what these kernels like, or where they have it already
     */
    default Optional<ResidentArray> resident(INDArray array) {
        return Optional.empty();
    }

    /**
     * Where these kernels like feature maps to be.
     *
     * @param type the network's data type
     * @return the memory
     */
    default MapsMemory memory(DataType type) {
        return MapsMemory.HOST;
    }

    /**
     * Copies feature maps, whatever memory and layout they are in.
     *
     * @param from maps
     * @param to receives them
     */
    default void copy(INDArray from, INDArray to) {
        ChannelBlocks.copy(from, to);
    }

    /**
     * Begins to copy the images of a coming batch to where these kernels compute; may be called while they do. The numbers must
     * stay as they are until a layer reads them.
     *
     * @param images a plain array, which a convolution will read
     */
    default void uploadAhead(INDArray images) {
        // The host's memory is where the images are.
    }

    /**
     * Multiplies each map of each sample, or all maps of each sample, by a factor of its own.
     *
     * @param maps plain maps {@code [N, C, H, W]}, or where each sample has one factor any maps
     * @param factors {@code [N C]} or {@code [N]}, on the host
     * @param result receives the products
     */
    default void scaleMaps(INDArray maps, INDArray factors, INDArray result) {
        long[] rows = {factors.length(), maps.length() / factors.length()};
        Nd4j.exec(new BroadcastMulOp(maps.reshape('c', rows), factors, result.reshape('c', rows), 0));
    }

    /**
     * The set in use for new networks, in {@link #precision}. Its text says what it is and, where a faster one could not be
     * had, why.
     *
     * @return the set
     * @throws IllegalStateException if the set or the precision that was asked for cannot be had, or a system property
     *     has another value than those known
     */
    static Kernels current() {
        return KernelChoice.current();
    }

    /**
     * The precision of new networks: that of {@link #in} in its scope, else what {@link #use(KernelSet, KernelPrecision)}
     * chose, else the system property {@value #PRECISION_PROPERTY}.
     *
     * @return the precision
     */
    static KernelPrecision precision() {
        return KernelChoice.precision();
    }

    /**
     * Gives networks that this thread initialises, restores or clones a precision, until the scope is closed. So networks of
     * several precisions can be in one process.
     *
     * @param precision of the networks; their data type must be its {@link KernelPrecision#dataType}
     * @return the scope, to be closed by the thread that opened it
     */
    static KernelScope in(KernelPrecision precision) {
        return KernelScope.of(precision);
    }

    /**
     * Puts networks that this thread initialises, restores or clones on one GPU of several, until the scope is closed.
     *
     * @param ordinal of the GPU, among those that {@code CUDA_VISIBLE_DEVICES} shows
     * @return the scope, to be closed by the thread that opened it
     * @throws IllegalArgumentException if it is below 0; that it is there is found when a network is made
     */
    static KernelScope onGpu(int ordinal) {
        if (ordinal < 0) {
            throw new IllegalArgumentException("a GPU's number must be at least 0, found " + ordinal);
        }
        return KernelScope.of(ordinal);
    }

    /**
     * Chooses the set for networks made from now on, in float, whatever the system property says.
     *
     * @param set the set
     * @throws IllegalStateException if it cannot be had; the choice stays as it was
     */
    static void use(KernelSet set) {
        use(set, KernelPrecision.FP32);
    }

    /**
     * Chooses the set for networks made from now on, and its precision, whatever the system properties say.
     *
     * @param set the set
     * @param precision of networks that have none of their own
     * @throws IllegalStateException if it cannot be had, or not in this precision; the choice stays as it was
     */
    static void use(KernelSet set, KernelPrecision precision) {
        KernelChoice.use(set, precision);
    }
}
