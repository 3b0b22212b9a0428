package org.cyborgml.models.layer;

import java.util.Arrays;
import org.cyborgml.layer.ClosedFormRuntime;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Runs a {@link PooledBatchNorm}. */
final class PooledBatchNormRuntime extends ClosedFormRuntime {

    PooledBatchNormRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    private PooledBatchNorm configuration() {
        return (PooledBatchNorm) layerConf();
    }

    /** Mean of the pooled features, and the inverse of their standard deviation, each [1, C]. */
    private record Statistics(INDArray mean, INDArray variance) {

        /** Of a batch; the variance is not corrected for bias. */
        static Statistics of(INDArray pooled) {
            INDArray mean = pooled.mean(true, 0);
            INDArray centred = pooled.subRowVector(mean);
            return new Statistics(mean, centred.mul(centred).mean(true, 0));
        }

        INDArray inverseDeviation() {
            return Nd4j.math().sqrt(variance.add(PooledBatchNorm.EPS)).rdivi(1);
        }
    }

    private static INDArray row(INDArray vector) {
        return vector.reshape('c', 1, vector.length());
    }

    /** The maps as matrices [N, C, cells], a view. */
    private static INDArray cells(INDArray maps) {
        return maps.reshape('c', maps.size(0), maps.size(1), maps.size(2) * maps.size(3));
    }

    private static INDArray pooled(INDArray maps) {
        return cells(maps).mean(2);
    }

    /** A number for each channel beside maps of [N, C, cells]. */
    private static INDArray perChannel(INDArray row) {
        return row.reshape('c', 1, row.length(), 1);
    }

    private static INDArray perMap(INDArray matrix) {
        return matrix.reshape('c', matrix.size(0), matrix.size(1), 1);
    }

    @Override
    protected INDArray forward(boolean training, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(false);
        configuration().requireMaps(input, configuration().channels());
        if (training && input.size(0) < 2) {
            throw new IllegalArgumentException("layer \"" + configuration().getLayerName()
                    + "\" cannot be trained on one sample, found a batch of " + Arrays.toString(input.shape()));
        }
        INDArray maps = plain(input);
        Statistics statistics = training
                ? Statistics.of(pooled(maps))
                : new Statistics(row(getParam(BatchNorm.RUNNING_MEAN)), row(getParam(BatchNorm.RUNNING_VARIANCE)));
        INDArray scale = row(getParam(BatchNorm.WEIGHT)).mul(statistics.inverseDeviation());
        INDArray shift = row(getParam(BatchNorm.BIAS)).sub(statistics.mean.mul(scale));
        INDArray output = workspaceMgr.createUninitialized(ArrayType.ACTIVATIONS, dataType, maps.shape(), 'c');
        cells(output).assign(cells(maps).mul(perChannel(scale)).addi(perChannel(shift)));
        return output;
    }

    /**
     * With pooled features p, their mean m, s = 1 / sqrt(variance + eps) and x = (p - m) s: the output of a cell is weight (f - m) s +
     * bias. So f has the cell's own gradient times weight s, and as one of the p's cells a share of what goes through m and s.
     */
    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(true);
        INDArray maps = plain(input);
        INDArray error = cells(plain(epsilon));
        INDArray pooled = pooled(maps);
        Statistics statistics = Statistics.of(pooled);
        INDArray inverse = statistics.inverseDeviation();
        INDArray centred = cells(maps).sub(perChannel(statistics.mean));
        INDArray products = row(error.mul(centred).sum(2).sum(0));
        INDArray sums = row(error.sum(2).sum(0));
        write(BatchNorm.WEIGHT, products.mul(inverse));
        write(BatchNorm.BIAS, sums);
        long samples = maps.size(0);
        INDArray scale = row(getParam(BatchNorm.WEIGHT)).mul(inverse);
        INDArray normalised = pooled.subRowVector(statistics.mean)
                .muliRowVector(inverse.mul(inverse).mul(products));
        INDArray gradPooled =
                normalised.addiRowVector(sums).muliRowVector(scale).divi(-(double) samples * error.size(2));
        INDArray gradInput = workspaceMgr.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, maps.shape(), 'c');
        cells(gradInput).assign(error.mul(perChannel(scale)).addi(perMap(gradPooled)));
        move(BatchNorm.RUNNING_MEAN, statistics.mean, 1);
        move(BatchNorm.RUNNING_VARIANCE, statistics.variance, samples / (samples - 1.0));
        Gradient gradient = new DefaultGradient();
        for (String key : paramTable.keySet()) {
            gradient.gradientForVariable().put(key, gradientView(key));
        }
        return new Pair<>(gradient, gradInput);
    }

    /** With the running statistics it is a scale and a shift of each channel. */
    @Override
    public INDArray gradientAtInference(INDArray gradOutput, LayerWorkspaceMgr workspaceMgr) {
        INDArray deviation =
                Nd4j.math().sqrt(row(getParam(BatchNorm.RUNNING_VARIANCE)).add(PooledBatchNorm.EPS));
        INDArray scale = row(getParam(BatchNorm.WEIGHT)).div(deviation);
        INDArray gradInput =
                workspaceMgr.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, gradOutput.shape(), 'c');
        cells(gradInput).assign(cells(plain(gradOutput)).mul(perChannel(scale)));
        return gradInput;
    }

    private void write(String parameter, INDArray value) {
        INDArray view = gradientView(parameter);
        view.assign(value.reshape('c', view.shape()));
    }

    /** DL4J subtracts what it finds in the gradient, so this is the way that the statistic is to go, reversed. */
    private void move(String statistic, INDArray batch, double correction) {
        write(statistic, row(getParam(statistic)).sub(batch.mul(correction)).muli(PooledBatchNorm.MOMENTUM));
    }

    @Override
    public boolean updaterDivideByMinibatch(String paramName) {
        return !BatchNorm.isStatistic(paramName);
    }
}
