package org.cyborgml.models.kernel;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Convolution of one group by ND4J's {@code conv2d}. */
final class Nd4jConvolution implements ConvolutionKernel {

    private final int[] arguments;

    Nd4jConvolution(Window window) {
        this.arguments = arguments(window);
    }

    /** ND4J's arguments; the last says that the weights are [O, I, kH, kW]. */
    static int[] arguments(Window w) {
        int explicitPadding = 0;
        int nchw = 0;
        int weightsAsPyTorch = 1;
        return new int[] {
            w.height(),
            w.width(),
            w.stride(),
            w.stride(),
            w.paddingHeight(),
            w.paddingWidth(),
            1,
            1,
            explicitPadding,
            nchw,
            weightsAsPyTorch
        };
    }

    static void run(String operation, int[] arguments, INDArray[] inputs, INDArray[] outputs) {
        Nd4j.exec(DynamicCustomOp.builder(operation)
                .addInputs(inputs)
                .addOutputs(outputs)
                .addIntegerArguments(arguments)
                .build());
    }

    @Override
    public void forward(INDArray input, INDArray weight, @Nullable INDArray bias, INDArray output) {
        INDArray[] inputs = bias == null ? new INDArray[] {input, weight} : new INDArray[] {input, weight, bias};
        run("conv2d", arguments, inputs, new INDArray[] {output});
    }

    @Override
    public void backward(
            INDArray input,
            INDArray weight,
            INDArray gradOutput,
            @Nullable INDArray gradInput,
            INDArray gradWeight,
            @Nullable INDArray gradBias) {
        // The operation always computes the input's gradient.
        INDArray computed = gradInput == null ? input.ulike() : gradInput;
        // Without the bias among the inputs: its gradient is a sum, and the operation's own is slower.
        run("conv2d_bp", arguments, new INDArray[] {input, weight, gradOutput}, new INDArray[] {computed, gradWeight});
        if (gradBias != null) {
            gradBias.assign(Nd4jBatchNorm.channelSums(gradOutput));
        }
    }
}
