package org.cyborgml.models.kernel;

import java.util.List;
import org.cyborgml.models.cuda.Device;
import org.cyborgml.models.cuda.Launches;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Sum and ReLU on a device. */
final class DeviceSum implements SumKernel {

    private final DeviceSide side;
    private final Device device;
    private final FusedActivation activation;

    DeviceSum(DeviceSide side, FusedActivation activation) {
        this.side = side;
        this.device = side.device();
        this.activation = activation.ofSum();
    }

    @Override
    public void forward(List<INDArray> inputs, INDArray output) {
        int n = Launches.length(output.length());
        boolean relu = activation == FusedActivation.RELU;
        try (DeviceOperands operands = new DeviceOperands(side)) {
            long y = operands.outOfMaps(output);
            long sum = operands.maps(inputs.get(0));
            int last = inputs.size() - 1;
            for (int i = 1; i <= last; i++) {
                device.launch(
                        side.element().kernel("sumOfTwo"),
                        Launches.blocks(n),
                        1,
                        sum,
                        operands.maps(inputs.get(i)),
                        y,
                        n,
                        relu && i == last ? 1 : 0);
                sum = y;
            }
            if (last == 0) {
                if (relu) {
                    device.launch(side.element().kernel("rectify"), Launches.blocks(n), 1, sum, y, n);
                } else {
                    device.copy(sum, y, (long) n * side.element().bytes());
                }
            }
        }
    }

    @Override
    public void backward(INDArray output, INDArray gradOutput, INDArray gradInput) {
        int n = Launches.length(gradOutput.length());
        try (DeviceOperands operands = new DeviceOperands(side)) {
            if (activation == FusedActivation.RELU) {
                device.launch(
                        side.element().kernel("rectifyBackward"),
                        Launches.blocks(n),
                        1,
                        operands.maps(output),
                        operands.maps(gradOutput),
                        operands.outOfMaps(gradInput),
                        n);
            } else {
                device.copy(
                        operands.maps(gradOutput),
                        operands.outOfMaps(gradInput),
                        (long) n * side.element().bytes());
            }
        }
    }
}
