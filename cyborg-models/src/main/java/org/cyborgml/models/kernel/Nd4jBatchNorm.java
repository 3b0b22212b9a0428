package org.cyborgml.models.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastAddOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastSubOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Batch norm by ND4J's operations. Sums over channels go along rows of cells, then over rows, then over samples: ND4J's
 * reduction over the axes 0, 2 and 3 at once takes as long as a convolution, and one over all cells of a map at once loses a
 * digit, which Inception's later steps make three of.
 */
final class Nd4jBatchNorm implements BatchNormKernel {

    private final FusedActivation activation;
    private final double eps;

    Nd4jBatchNorm(FusedActivation activation, double eps) {
        this.activation = activation;
        this.eps = eps;
    }

    /** The sum of every channel, [C], of plain feature maps [N, C, H, W]. */
    static INDArray channelSums(INDArray maps) {
        return joined(rows(maps).sum(1), maps);
    }

    private static INDArray rows(INDArray maps) {
        return maps.reshape('c', maps.length() / maps.size(3), maps.size(3));
    }

    /** The sums of rows of cells, added up for every channel. */
    private static INDArray joined(INDArray sums, INDArray maps) {
        long samples = maps.size(0);
        long channels = maps.size(1);
        return sums.reshape('c', samples * channels, maps.size(2))
                .sum(1)
                .reshape('c', samples, channels)
                .sum(0);
    }

    private static double count(INDArray maps) {
        return (double) maps.length() / maps.size(1);
    }

    @Override
    public void forwardInference(
            INDArray input, INDArray weight, INDArray bias, INDArray mean, INDArray variance, INDArray output) {
        normalise(input, weight, bias, mean, variance, output);
        switch (activation) {
            case NONE -> {}
            case RELU -> Nd4jSum.relu(output, output);
            case SWISH -> output.muli(Swish.sigmoid(output));
        }
    }

    private void normalise(
            INDArray input, INDArray weight, INDArray bias, INDArray mean, INDArray variance, INDArray output) {
        Nd4j.exec(DynamicCustomOp.builder("batchnorm")
                .addInputs(input, mean, variance, weight, bias)
                .addOutputs(output)
                .addIntegerArguments(1, 1, 1)
                .addFloatingPointArguments(eps)
                .build());
    }

    @Override
    public void forwardTraining(
            INDArray input, INDArray weight, INDArray bias, INDArray mean, INDArray variance, INDArray output) {
        mean.assign(channelSums(input).divi(count(input)));
        Nd4j.exec(new BroadcastSubOp(input, mean, output, 1));
        INDArray norms = rows(output).norm2(1);
        variance.assign(joined(norms.muli(norms), input).divi(count(input)));
        forwardInference(input, weight, bias, mean, variance, output);
    }

    @Override
    public void backward(
            INDArray input,
            INDArray output,
            INDArray weight,
            INDArray bias,
            INDArray mean,
            INDArray variance,
            INDArray gradOutput,
            INDArray gradInput,
            INDArray gradWeight,
            INDArray gradBias) {
        INDArray inverseDeviation = Nd4j.math().sqrt(variance.add(eps)).rdivi(1);
        INDArray error = gradOutput;
        if (activation == FusedActivation.RELU) {
            error = Nd4j.createUninitialized(output.dataType(), output.shape());
            Nd4jSum.reluBackward(output, gradOutput, error);
        } else if (activation == FusedActivation.SWISH) {
            INDArray normalised = output.ulike();
            normalise(input, weight, bias, mean, variance, normalised);
            error = Swish.slope(normalised).muli(gradOutput);
        }
        // gradInput first holds the normalised input, then their product with the error.
        Nd4j.exec(new BroadcastSubOp(input, mean, gradInput, 1));
        Nd4j.exec(new BroadcastMulOp(gradInput, inverseDeviation, gradInput, 1));
        INDArray product = gradInput.mul(error);
        gradWeight.assign(channelSums(product));
        gradBias.assign(channelSums(error));
        double count = count(input);
        // gradInput = weight / deviation * (error - mean error - normalised * mean product)
        Nd4j.exec(new BroadcastMulOp(gradInput, gradWeight.div(-count), gradInput, 1));
        gradInput.addi(error);
        Nd4j.exec(new BroadcastAddOp(gradInput, gradBias.div(-count), gradInput, 1));
        Nd4j.exec(new BroadcastMulOp(gradInput, weight.mul(inverseDeviation), gradInput, 1));
    }
}
