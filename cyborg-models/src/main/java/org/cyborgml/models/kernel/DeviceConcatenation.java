package org.cyborgml.models.kernel;

import java.util.List;
import org.cyborgml.models.cuda.Divisor;
import org.cyborgml.models.cuda.Launches;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Concatenation on a device. */
final class DeviceConcatenation implements ConcatenationKernel {

    private final DeviceSide side;

    DeviceConcatenation(DeviceSide side) {
        this.side = side;
    }

    private static int ofSample(INDArray maps) {
        return Launches.length(maps.length() / maps.size(0));
    }

    private void copyRows(long from, int fromPitch, long to, int toPitch, INDArray part) {
        int n = Launches.length(part.length());
        side.device()
                .launch(
                        side.element().kernel("copyRows"),
                        Launches.blocks(n),
                        1,
                        from,
                        fromPitch,
                        to,
                        toPitch,
                        new Divisor(ofSample(part)),
                        n);
    }

    @Override
    public void forward(List<INDArray> inputs, INDArray output) {
        Launches.length(output.length());
        try (DeviceOperands operands = new DeviceOperands(side)) {
            long at = operands.outOfMaps(output);
            for (INDArray input : inputs) {
                int pitch = ofSample(input);
                copyRows(operands.maps(input), pitch, at, ofSample(output), input);
                at += (long) pitch * side.element().bytes();
            }
        }
    }

    @Override
    public void backward(INDArray gradOutput, List<INDArray> gradInputs) {
        Launches.length(gradOutput.length());
        try (DeviceOperands operands = new DeviceOperands(side)) {
            long at = operands.maps(gradOutput);
            for (INDArray gradInput : gradInputs) {
                int pitch = ofSample(gradInput);
                copyRows(at, ofSample(gradOutput), operands.outOfMaps(gradInput), pitch, gradInput);
                at += (long) pitch * side.element().bytes();
            }
        }
    }
}
