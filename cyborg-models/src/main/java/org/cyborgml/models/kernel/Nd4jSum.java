package org.cyborgml.models.kernel;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Sum and ReLU by ND4J's operations. */
final class Nd4jSum implements SumKernel {

    private final Rectification activation;

    Nd4jSum(Rectification activation) {
        this.activation = activation;
    }

    static void rectify(INDArray maps, INDArray output) {
        Nd4j.exec(DynamicCustomOp.builder("relu")
                .addInputs(maps)
                .addOutputs(output)
                .addFloatingPointArguments(0.0)
                .build());
    }

    /** The gradient for what went into a ReLU: the gradient behind it where it let something through, else 0. */
    static void throughOpen(INDArray output, INDArray ofOutput, INDArray ofInput) {
        Nd4j.exec(DynamicCustomOp.builder("relu_bp")
                .addInputs(output, ofOutput)
                .addOutputs(ofInput)
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
        if (activation == Rectification.RELU) {
            rectify(sum, output);
        } else if (sum != output) {
            output.assign(sum);
        }
    }

    @Override
    public void backward(INDArray output, INDArray ofOutput, INDArray ofInput) {
        if (activation == Rectification.RELU) {
            throughOpen(output, ofOutput, ofInput);
        } else {
            ofInput.assign(ofOutput);
        }
    }
}
