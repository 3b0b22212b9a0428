package org.cyborgml.models.layer;

import java.util.Arrays;
import java.util.Optional;
import org.cyborgml.models.kernel.ConvolutionKernel;
import org.cyborgml.models.kernel.FusedActivation;
import org.cyborgml.models.kernel.FusedNorm;
import org.cyborgml.models.kernel.MapsLayout;
import org.cyborgml.models.kernel.MapsShape;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a {@link Convolution}. */
final class ConvolutionRuntime extends MapsLayerRuntime {

    private final ConvolutionKernel kernel;

    /** Of the output. */
    private final int channelBlock;

    ConvolutionRuntime(NeuralNetConfiguration conf, DataType dataType, ConvolutionKernel kernel, int channelBlock) {
        super(conf, dataType);
        this.kernel = kernel;
        this.channelBlock = channelBlock;
    }

    private Convolution configuration() {
        return (Convolution) layerConf();
    }

    private @Nullable INDArray bias() {
        return configuration().bias() == Bias.LEARNED ? getParam(Convolution.BIAS) : null;
    }

    @Override
    protected INDArray forward(boolean training, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(false);
        MapsShape in = FeatureMaps.require(
                configuration().getLayerName(), input, configuration().nIn());
        MapsShape out = new MapsShape(
                in.samples(),
                configuration().nOut(),
                configuration().window().outputHeight(in.height()),
                configuration().window().outputWidth(in.width()));
        INDArray output = arrays().output(
                        configuration().layout() == MapsLayout.PADDED
                                ? out.paddedArray(channelBlock)
                                : out.array(channelBlock),
                        workspaceMgr);
        Optional<BatchNormRuntime> norm = training ? Optional.empty() : normToFuse(workspaceMgr);
        INDArray weight = getParam(Convolution.WEIGHT);
        if (norm.isPresent()) {
            kernel.forwardFused(plain(input), weight, bias(), following(norm.get(), output, workspaceMgr), output);
            norm.get().arrays().expect(output);
        } else {
            kernel.forward(plain(input), weight, bias(), output);
        }
        return output;
    }

    /** A batch norm that alone reads the output, where nobody sees what lies between the two. */
    private Optional<BatchNormRuntime> normToFuse(LayerWorkspaceMgr workspaceMgr) {
        if (!kernel.fusesBatchNorm() || !arrays().isPrivate(workspaceMgr)) {
            return Optional.empty();
        }
        return arrays().onlyReader(this)
                .map(GraphVertex::getLayer)
                .filter(BatchNormRuntime.class::isInstance)
                .map(BatchNormRuntime.class::cast)
                .filter(norm -> norm.arrays().isPrivate(workspaceMgr));
    }

    /** The norm, and a sum behind it that nobody else sees and whose other part is there already. */
    private FusedNorm following(BatchNormRuntime norm, INDArray output, LayerWorkspaceMgr workspaceMgr) {
        FusedNorm alone = norm.fused();
        if (alone.activation() != FusedActivation.NONE) {
            return alone;
        }
        Optional<SumRuntime> sum = norm.arrays()
                .onlyReader(norm)
                .filter(SumRuntime.class::isInstance)
                .map(SumRuntime.class::cast)
                .filter(vertex -> vertex.arrays().isPrivate(workspaceMgr));
        Optional<INDArray> shortcut = sum.flatMap(vertex -> vertex.shortcut(arrays()))
                .filter(maps -> maps.ordering() == 'c' && Arrays.equals(maps.shape(), output.shape()));
        if (shortcut.isEmpty()) {
            return alone;
        }
        sum.get().arrays().expect(output);
        return alone.plus(shortcut.get(), sum.get().activation());
    }

    @Override
    void freeze() {
        super.freeze();
        kernel.freeze();
    }

    @Override
    void thaw() {
        super.thaw();
        kernel.thaw();
    }

    /** Also where training skips the gradient for the input, since an explanation may ask for that of the image. */
    @Override
    INDArray ofInference(INDArray gradOutput, LayerWorkspaceMgr workspaceMgr) {
        INDArray weight = getParam(Convolution.WEIGHT);
        INDArray bias = bias();
        INDArray gradInput =
                workspaceMgr.createUninitialized(ArrayType.ACTIVATION_GRAD, input.dataType(), input.shape(), 'c');
        kernel.backward(
                plain(input), weight, plain(gradOutput), gradInput, weight.ulike(), bias == null ? null : bias.ulike());
        return gradInput;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(true);
        startBackward();
        INDArray gradInput = configuration().gradInput() == GradInput.SKIPPED
                ? null
                : arrays().gradient(0, input.shape(), workspaceMgr);
        INDArray gradWeight = gradientView(Convolution.WEIGHT);
        INDArray gradBias = configuration().bias() == Bias.LEARNED ? gradientView(Convolution.BIAS) : null;
        kernel.backward(plain(input), getParam(Convolution.WEIGHT), plain(epsilon), gradInput, gradWeight, gradBias);
        Gradient gradient = new DefaultGradient();
        gradient.gradientForVariable().put(Convolution.WEIGHT, gradWeight);
        if (gradBias != null) {
            gradient.gradientForVariable().put(Convolution.BIAS, gradBias);
        }
        arrays().endBackward(epsilon);
        return new Pair<>(gradient, gradInput);
    }
}
