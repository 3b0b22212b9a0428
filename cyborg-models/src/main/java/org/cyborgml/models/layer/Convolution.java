package org.cyborgml.models.layer;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cyborgml.layer.ClosedFormLayer;
import org.cyborgml.layer.ClosedFormRuntime;
import org.cyborgml.models.kernel.Kernels;
import org.cyborgml.models.kernel.MapsLayout;
import org.cyborgml.models.kernel.Window;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.AbstractSameDiffLayer;
import org.deeplearning4j.nn.conf.layers.samediff.SDLayerParams;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A convolution as PyTorch's {@code Conv2d}: feature maps {@code [N, I, H, W]} to {@code [N, O, h, w]}, grouped or
 * depthwise too. Parameters: {@code weight [O, I / groups, kH, kW]} and, where it has one, {@code bias [O]}.
 */
public final class Convolution extends ClosedFormLayer {

    /** Key of the weights. */
    public static final String WEIGHT = "weight";

    /** Key of the bias. */
    public static final String BIAS = "bias";

    private long nIn;
    private long nOut;
    private int groups = 1;
    private Window window = Window.of(1);
    private Bias bias = Bias.NONE;
    /** Keeps the name that it has in saved networks. */
    @JsonProperty("weights")
    private WeightInitialisation weightInitialisation = WeightInitialisation.DEFAULT;

    /** Keeps the name that it has in saved networks. */
    @JsonProperty("inputGradient")
    private GradInput gradInput = GradInput.COMPUTED;

    private MapsLayout layout = MapsLayout.PLAIN;

    @SuppressWarnings("unused") // JSON
    private Convolution() {}

    private Convolution(Builder builder) {
        super(builder);
        this.nIn = builder.nIn;
        this.nOut = builder.nOut;
        this.groups = builder.groups;
        this.window = builder.window;
        this.bias = builder.bias;
        this.weightInitialisation = builder.weightInitialisation;
        this.gradInput = builder.gradInput;
        this.layout = builder.layout;
    }

    /**
     * A convolution without bias.
     *
     * @param nOut number of output channels O, at least 1
     * @param window size, stride and padding
     * @return a builder
     */
    public static Builder builder(long nOut, Window window) {
        return new Builder(nOut, window);
    }

    /**
     * Number of input channels.
     *
     * @return I, 0 while not known
     */
    public long nIn() {
        return nIn;
    }

    /**
     * Number of output channels.
     *
     * @return O
     */
    public long nOut() {
        return nOut;
    }

    /**
     * Number of groups of channels.
     *
     * @return at least 1
     */
    public int groups() {
        return groups;
    }

    /**
     * Size, stride and padding.
     *
     * @return the window
     */
    public Window window() {
        return window;
    }

    /**
     * Presence of a bias.
     *
     * @return the bias
     */
    public Bias bias() {
        return bias;
    }

    /**
     * Computation of the gradient with respect to the input.
     *
     * @return the setting
     */
    public GradInput gradInput() {
        return gradInput;
    }

    /**
     * Layout of the output.
     *
     * @return the layout
     */
    public MapsLayout layout() {
        return layout;
    }

    @Override
    public void setNIn(InputType inputType, boolean override) {
        if (nIn <= 0 || override) {
            nIn = maps(inputType).getChannels();
            setLayerParams(null);
        }
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        InputType.InputTypeConvolutional in = maps(inputType);
        try {
            return InputType.convolutional(
                    window.outputHeight(in.getHeight()), window.outputWidth(in.getWidth()), nOut);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("layer \"" + layerName + "\": " + e.getMessage(), e);
        }
    }

    @Override
    public void defineParameters(SDLayerParams params) {
        if (nIn < 1) {
            throw new IllegalStateException("layer \"" + layerName
                    + "\" does not know its input channels: set nIn, or the network's input types");
        }
        if (nIn % groups != 0 || nOut % groups != 0) {
            throw new IllegalStateException("layer \"" + layerName + "\" cannot split " + nIn + " input and " + nOut
                    + " output channels into " + groups + " groups");
        }
        params.addWeightParam(WEIGHT, nOut, nIn / groups, window.height(), window.width());
        if (bias == Bias.LEARNED) {
            params.addBiasParam(BIAS, nOut);
        }
    }

    @Override
    public void initializeParameters(Map<String, INDArray> params) {
        long area = (long) window.height() * window.width();
        long fanIn = nIn / groups * area;
        // PyTorch's own count: the first axis of the weights, whatever the groups.
        weightInitialisation.fill(Objects.requireNonNull(params.get(WEIGHT)), fanIn, nOut * area);
        if (bias == Bias.LEARNED) {
            WeightInitialisation.uniform(Objects.requireNonNull(params.get(BIAS)), 1 / Math.sqrt((double) fanIn));
        }
    }

    @Override
    protected ClosedFormRuntime runtime(NeuralNetConfiguration conf, DataType dataType) {
        Kernels kernels = Kernels.current();
        int channelBlock = layout == MapsLayout.PLAIN ? 1 : kernels.channelBlock(dataType);
        return new ConvolutionRuntime(conf, dataType, kernels.convolution(window, groups, dataType), channelBlock);
    }

    @Override
    protected List<Object> settings() {
        return List.of(nIn, nOut, groups, window, bias, weightInitialisation, gradInput, layout);
    }

    /** Builds a {@link Convolution}. */
    @SuppressWarnings("unchecked") // the return type of build() in DL4J's builders
    public static final class Builder extends AbstractSameDiffLayer.Builder<Builder> {

        private final long nOut;
        private final Window window;
        private long nIn;
        private int groups = 1;
        private Bias bias = Bias.NONE;
        private WeightInitialisation weightInitialisation = WeightInitialisation.DEFAULT;
        private GradInput gradInput = GradInput.COMPUTED;
        private MapsLayout layout = MapsLayout.PLAIN;

        private Builder(long nOut, Window window) {
            this.nOut = atLeastOne("nOut", nOut);
            this.window = Objects.requireNonNull(window, "window");
        }

        /**
         * Number of input channels; taken from the input type where that is known.
         *
         * @param value I, at least 1
         * @return this
         */
        public Builder nIn(long value) {
            this.nIn = atLeastOne("nIn", value);
            return this;
        }

        /**
         * Splits the channels into groups that are convolved apart; 1 if not set.
         *
         * @param value a divisor of both numbers of channels
         * @return this
         */
        public Builder groups(int value) {
            this.groups = (int) atLeastOne("groups", value);
            return this;
        }

        /**
         * Presence of a bias; {@link Bias#NONE} if not set.
         *
         * @param value the bias
         * @return this
         */
        public Builder bias(Bias value) {
            this.bias = Objects.requireNonNull(value, "bias");
            return this;
        }

        /**
         * Distribution of the first weights; {@link WeightInitialisation#DEFAULT} if not set.
         *
         * @param value the scheme
         * @return this
         */
        public Builder weightInitialisation(WeightInitialisation value) {
            this.weightInitialisation = Objects.requireNonNull(value, "weightInitialisation");
            return this;
        }

        /**
         * Computation of the gradient with respect to the input; {@link GradInput#COMPUTED} if not set.
         *
         * @param value skipped only where the layer reads the network's input
         * @return this
         */
        public Builder gradInput(GradInput value) {
            this.gradInput = Objects.requireNonNull(value, "gradInput");
            return this;
        }

        /**
         * Layout of the output; {@link MapsLayout#PLAIN} if not set. Batch norms, poolings, sums and concatenations
         * give their output as they get their input.
         *
         * @param value internal or padded only if all layers that read the output are of this package
         * @return this
         */
        public Builder layout(MapsLayout value) {
            this.layout = Objects.requireNonNull(value, "layout");
            return this;
        }

        @Override
        public Convolution build() {
            return new Convolution(this);
        }

        private static long atLeastOne(String name, long value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " must be at least 1, found " + value);
            }
            return value;
        }
    }
}
