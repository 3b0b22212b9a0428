package org.cyborgml.models.kernel;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Convolution of several groups: by ND4J's {@code depthwise_conv2d} where every channel is a group with one output, else
 * group by group, as ND4J has no operation for it.
 */
final class Nd4jGroupedConvolution implements ConvolutionKernel {

    private final int[] arguments;
    private final Nd4jConvolution single;
    private final int groups;

    Nd4jGroupedConvolution(Window window, int groups) {
        this.arguments = Nd4jConvolution.arguments(window);
        this.single = new Nd4jConvolution(window);
        this.groups = groups;
    }

    private boolean isDepthwise(INDArray input, INDArray weight) {
        return input.size(1) == groups && weight.size(0) == groups;
    }

    /** The same memory as ND4J's depthwise weights [multiplier, I, kH, kW]. */
    private INDArray depthwise(INDArray weight) {
        return weight.reshape('c', 1, groups, weight.size(2), weight.size(3));
    }

    private INDArray channels(INDArray maps, int group) {
        long size = maps.size(1) / groups;
        return maps.get(NDArrayIndex.all(), NDArrayIndex.interval(group * size, (group + 1) * size));
    }

    private INDArray outputs(INDArray weight, int group) {
        long size = weight.size(0) / groups;
        return weight.get(NDArrayIndex.interval(group * size, (group + 1) * size));
    }

    @Override
    public void forward(INDArray input, INDArray weight, @Nullable INDArray bias, INDArray output) {
        if (isDepthwise(input, weight)) {
            Nd4jConvolution.run(
                    "depthwise_conv2d",
                    arguments,
                    bias == null
                            ? new INDArray[] {input, depthwise(weight)}
                            : new INDArray[] {input, depthwise(weight), bias},
                    new INDArray[] {output});
            return;
        }
        for (int g = 0; g < groups; g++) {
            INDArray part = Nd4j.createUninitialized(
                    output.dataType(), output.size(0), output.size(1) / groups, output.size(2), output.size(3));
            single.forward(
                    channels(input, g).dup('c'),
                    outputs(weight, g).dup('c'),
                    bias == null ? null : outputs(bias, g).dup('c'),
                    part);
            channels(output, g).assign(part);
        }
    }

    @Override
    public void backward(
            INDArray input,
            INDArray weight,
            INDArray gradOutput,
            @Nullable INDArray gradInput,
            INDArray gradWeight,
            @Nullable INDArray gradBias) {
        INDArray computed = gradInput == null ? input.ulike() : gradInput;
        if (isDepthwise(input, weight)) {
            Nd4jConvolution.run(
                    "depthwise_conv2d_bp",
                    arguments,
                    new INDArray[] {input, depthwise(weight), gradOutput},
                    new INDArray[] {computed, depthwise(gradWeight)});
        } else {
            for (int g = 0; g < groups; g++) {
                INDArray in = channels(input, g).dup('c');
                INDArray w = outputs(weight, g).dup('c');
                INDArray partGradInput = in.ulike();
                INDArray partGradWeight = w.ulike();
                single.backward(in, w, channels(gradOutput, g).dup('c'), partGradInput, partGradWeight, null);
                channels(computed, g).assign(partGradInput);
                outputs(gradWeight, g).assign(partGradWeight);
            }
        }
        if (gradBias != null) {
            gradBias.assign(Nd4jBatchNorm.channelSums(gradOutput));
        }
    }
}
