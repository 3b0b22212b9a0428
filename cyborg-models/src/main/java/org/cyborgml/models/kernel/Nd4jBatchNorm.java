package org.cyborgml.models.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastAddOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastSubOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Batch norm by ND4J's operations. Sums over channels go row by row over the contiguous cells and only then over samples:
 * ND4J's reduction over the axes 0, 2 and 3 at once takes as long as a convolution.
 */
final class Nd4jBatchNorm implements BatchNormKernel {

    private final Rectification activation;
    private final double eps;

    Nd4jBatchNorm(Rectification activation, double eps) {
        this.activation = activation;
        this.eps = eps;
    }

    /** The sum of every channel, [C], of plain feature maps [N, C, H, W]. */
    static INDArray channelSums(INDArray maps) {
        return rows(maps).sum(1).reshape('c', maps.size(0), maps.size(1)).sum(0);
    }

    private static INDArray rows(INDArray maps) {
        return maps.reshape('c', maps.size(0) * maps.size(1), maps.size(2) * maps.size(3));
    }

    private static double count(INDArray maps) {
        return (double) maps.length() / maps.size(1);
    }

    @Override
    public void infer(
            INDArray input, INDArray weight, INDArray bias, INDArray mean, INDArray variance, INDArray output) {
        Nd4j.exec(DynamicCustomOp.builder("batchnorm")
                .addInputs(input, mean, variance, weight, bias)
                .addOutputs(output)
                .addIntegerArguments(1, 1, 1)
                .addFloatingPointArguments(eps)
                .build());
        if (activation == Rectification.RELU) {
            Nd4jSum.rectify(output, output);
        }
    }

    @Override
    public void train(
            INDArray input, INDArray weight, INDArray bias, INDArray mean, INDArray variance, INDArray output) {
        mean.assign(channelSums(input).divi(count(input)));
        Nd4j.exec(new BroadcastSubOp(input, mean, output, 1));
        INDArray norms = rows(output).norm2(1);
        variance.assign(norms.muli(norms)
                .reshape('c', input.size(0), input.size(1))
                .sum(0)
                .divi(count(input)));
        infer(input, weight, bias, mean, variance, output);
    }

    @Override
    public void backward(
            INDArray input,
            INDArray output,
            INDArray weight,
            INDArray bias,
            INDArray mean,
            INDArray variance,
            INDArray ofOutput,
            INDArray ofInput,
            INDArray ofWeight,
            INDArray ofBias) {
        INDArray inverseDeviation = Nd4j.math().sqrt(variance.add(eps)).rdivi(1);
        INDArray error = ofOutput;
        if (activation == Rectification.RELU) {
            error = Nd4j.createUninitialized(output.dataType(), output.shape());
            Nd4jSum.throughOpen(output, ofOutput, error);
        }
        // ofInput first holds the normalised input, then their product with the error.
        Nd4j.exec(new BroadcastSubOp(input, mean, ofInput, 1));
        Nd4j.exec(new BroadcastMulOp(ofInput, inverseDeviation, ofInput, 1));
        INDArray product = ofInput.mul(error);
        ofWeight.assign(channelSums(product));
        ofBias.assign(channelSums(error));
        double count = count(input);
        // ofInput = weight / deviation * (error - mean error - normalised * mean product)
        Nd4j.exec(new BroadcastMulOp(ofInput, ofWeight.div(-count), ofInput, 1));
        ofInput.addi(error);
        Nd4j.exec(new BroadcastAddOp(ofInput, ofBias.div(-count), ofInput, 1));
        Nd4j.exec(new BroadcastMulOp(ofInput, weight.mul(inverseDeviation), ofInput, 1));
    }
}
