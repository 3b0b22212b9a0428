package org.cyborgml.models.layer;

import java.util.Optional;
import org.cyborgml.models.kernel.BatchNormKernel;
import org.cyborgml.models.kernel.ChannelBlocks;
import org.cyborgml.models.kernel.FusedActivation;
import org.cyborgml.models.kernel.FusedNorm;
import org.cyborgml.models.kernel.MapsShape;
import org.cyborgml.models.kernel.Swish;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Runs a {@link BatchNorm}. */
final class BatchNormRuntime extends MapsLayerRuntime {

    private final BatchNormKernel kernel;

    /** Statistics of the last training batch; made once, outside of workspaces, since the backward pass needs them too. */
    private @Nullable INDArray mean;

    private @Nullable INDArray variance;
    private @Nullable INDArray output;

    /** Values of each channel in the last batch. */
    private long count;

    private @Nullable ScaleAndShift scaleAndShift;

    private boolean isScaleAndShiftKnown;

    /** Mean and variance, scale and shift in two numbers for each channel. */
    private record ScaleAndShift(INDArray scale, INDArray shift) {}

    BatchNormRuntime(NeuralNetConfiguration conf, DataType dataType, BatchNormKernel kernel) {
        super(conf, dataType);
        this.kernel = kernel;
    }

    private BatchNorm configuration() {
        return (BatchNorm) layerConf();
    }

    private INDArray made(@Nullable INDArray known, INDArray like) {
        return known == null ? kernel.statistic(like) : known;
    }

    @Override
    protected INDArray forward(boolean training, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(false);
        MapsShape maps = FeatureMaps.require(
                configuration().getLayerName(), input, configuration().channels());
        count = maps.samples() * maps.height() * maps.width();
        Optional<INDArray> ready = training ? Optional.empty() : arrays().takeOver(input);
        if (ready.isPresent()) {
            return ready.get();
        }
        INDArray out = arrays().output(input.shape(), workspaceMgr);
        INDArray weight = getParam(BatchNorm.WEIGHT);
        INDArray bias = getParam(BatchNorm.BIAS);
        if (!training) {
            kernel.forwardInference(
                    plain(input),
                    weight,
                    bias,
                    getParam(BatchNorm.RUNNING_MEAN),
                    getParam(BatchNorm.RUNNING_VARIANCE),
                    out);
            return out;
        }
        if (count < 2) {
            throw new IllegalArgumentException("layer \"" + configuration().getLayerName()
                    + "\" cannot be trained on one value per channel, found a batch of "
                    + java.util.Arrays.toString(input.shape()));
        }
        INDArray batchMean = made(mean, weight);
        INDArray batchVariance = made(variance, weight);
        kernel.forwardTraining(plain(input), weight, bias, batchMean, batchVariance, out);
        mean = batchMean;
        variance = batchVariance;
        output = out;
        return out;
    }

    /** This layer at inference as a scale and a shift, for the convolution before it to apply. */
    FusedNorm fused() {
        ScaleAndShift known = scaleAndShift;
        if (known == null) {
            INDArray weight = getParam(BatchNorm.WEIGHT);
            known = new ScaleAndShift(made(null, weight), made(null, weight));
            scaleAndShift = known;
        }
        if (!isFrozen() || !isScaleAndShiftKnown) {
            write(known);
            isScaleAndShiftKnown = true;
        }
        return new FusedNorm(known.scale, known.shift, configuration().activation());
    }

    private void write(ScaleAndShift known) {
        float[] scale = getParam(BatchNorm.WEIGHT).toFloatVector();
        float[] shift = getParam(BatchNorm.BIAS).toFloatVector();
        float[] runningMean = getParam(BatchNorm.RUNNING_MEAN).toFloatVector();
        float[] runningVariance = getParam(BatchNorm.RUNNING_VARIANCE).toFloatVector();
        for (int c = 0; c < scale.length; c++) {
            double factor =
                    scale[c] / Math.sqrt(runningVariance[c] + configuration().eps());
            scale[c] = (float) factor;
            shift[c] = (float) (shift[c] - runningMean[c] * factor);
        }
        known.scale.data().setData(scale);
        known.shift.data().setData(shift);
    }

    @Override
    void freeze() {
        super.freeze();
        isScaleAndShiftKnown = false;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(true);
        startBackward();
        INDArray batchMean = mean;
        INDArray batchVariance = variance;
        INDArray out = output;
        if (batchMean == null || batchVariance == null || out == null) {
            throw new IllegalStateException("layer \"" + configuration().getLayerName()
                    + "\" goes backward only after a forward pass in training mode");
        }
        output = null;
        INDArray gradInput = arrays().gradient(0, input.shape(), workspaceMgr);
        kernel.backward(
                plain(input),
                out,
                getParam(BatchNorm.WEIGHT),
                getParam(BatchNorm.BIAS),
                batchMean,
                batchVariance,
                plain(epsilon),
                gradInput,
                gradientView(BatchNorm.WEIGHT),
                gradientView(BatchNorm.BIAS));
        move(BatchNorm.RUNNING_MEAN, batchMean, 1);
        move(BatchNorm.RUNNING_VARIANCE, batchVariance, count / (count - 1.0));
        Gradient gradient = new DefaultGradient();
        for (String key : paramTable.keySet()) {
            gradient.gradientForVariable().put(key, gradientView(key));
        }
        arrays().endBackward(epsilon);
        return new Pair<>(gradient, gradInput);
    }

    /** A scale and a shift of each channel by the running statistics, and the slope of what follows. */
    @Override
    INDArray ofInference(INDArray gradOutput, LayerWorkspaceMgr workspaceMgr) {
        long channels = configuration().channels();
        INDArray deviation = Nd4j.math()
                .sqrt(getParam(BatchNorm.RUNNING_VARIANCE).add(configuration().eps()));
        INDArray scale = perChannel(getParam(BatchNorm.WEIGHT).div(deviation), channels);
        INDArray gradient = ChannelBlocks.toPlain(gradOutput).castTo(dataType).dup('c');
        INDArray ofChannels = ofChannels(gradient, channels);
        if (configuration().activation() != FusedActivation.NONE) {
            INDArray centred = ofChannels(ChannelBlocks.toPlain(input).castTo(dataType), channels)
                    .sub(perChannel(getParam(BatchNorm.RUNNING_MEAN), channels));
            INDArray before = centred.muli(scale).addi(perChannel(getParam(BatchNorm.BIAS), channels));
            ofChannels.muli(
                    configuration().activation() == FusedActivation.RELU
                            ? before.gt(0).castTo(dataType)
                            : Swish.slope(before));
        }
        ofChannels.muli(scale);
        INDArray gradInput = workspaceMgr.createUninitialized(
                ArrayType.ACTIVATION_GRAD, gradOutput.dataType(), gradOutput.shape(), 'c');
        ChannelBlocks.copy(gradient, gradInput);
        return gradInput;
    }

    private static INDArray perChannel(INDArray parameter, long channels) {
        return parameter.reshape('c', 1, channels, 1, 1);
    }

    /** The maps without those of zeros that fill up the last block, a view. */
    private static INDArray ofChannels(INDArray maps, long channels) {
        return maps.get(NDArrayIndex.all(), NDArrayIndex.interval(0, channels));
    }

    /** DL4J subtracts what it finds in the gradient, so this is the way that the statistic is to go, reversed. */
    private void move(String statistic, INDArray batch, double correction) {
        kernel.statisticStep(
                getParam(statistic), batch, correction, configuration().momentum(), gradientView(statistic));
    }

    @Override
    public boolean updaterDivideByMinibatch(String paramName) {
        return !BatchNorm.isStatistic(paramName);
    }

    @Override
    public void clear() {
        super.clear();
        output = null;
    }
}
