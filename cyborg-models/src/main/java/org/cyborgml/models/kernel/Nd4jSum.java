package org.cyborgml.models.kernel;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Sum and ReLU by ND4J's operations. */
final class Nd4jSum implements SumKernel {

    private final FusedActivation activation;

    Nd4jSum(FusedActivation activation) {
        this.activation = activation.ofSum();
    }

    static void relu(INDArray maps, INDArray output) {
        Nd4j.exec(DynamicCustomOp.builder("relu")
                .addInputs(maps)
                .addOutputs(output)
                .addFloatingPointArguments(0.0)
                .build());
    }

    /** The gradient for what went into a ReLU: the gradient behind it where it let something through, else 0. */
    static void reluBackward(INDArray output, INDArray gradOutput, INDArray gradInput) {
        Nd4j.exec(DynamicCustomOp.builder("relu_bp")
                .addInputs(output, gradOutput)
                .addOutputs(gradInput)
                .addFloatingPointArguments(0.0)
                .build());
    }

    @Override
    public void forward(List<INDArray> inputs, INDArray output) {
        INDArray sum = inputs.get(0);
        for (INDArray input : inputs.subList(1, inputs.size())) {
            sum.addi(input, output);
            sum = output;
        }
        if (activation == FusedActivation.RELU) {
            relu(sum, output);
        } else if (sum != output) {
            output.assign(sum);
        }
    }

    @Override
    public void backward(INDArray output, INDArray gradOutput, INDArray gradInput) {
        if (activation == FusedActivation.RELU) {
            reluBackward(output, gradOutput, gradInput);
        } else {
            gradInput.assign(gradOutput);
        }
    }
}
