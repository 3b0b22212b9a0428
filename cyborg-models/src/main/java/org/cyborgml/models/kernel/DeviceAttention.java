package org.cyborgml.models.kernel;

import org.cyborgml.models.cuda.Divisor;
import org.cyborgml.models.cuda.Launches;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Attention on a device. */
final class DeviceAttention implements AttentionKernel {

    private final DeviceSide side;

    DeviceAttention(DeviceSide side) {
        this.side = side;
    }

    private void weigh(long maps, long map, long result, INDArray shape) {
        int n = Launches.length(shape.length());
        side.device()
                .launch(
                        side.element().kernel("attend"),
                        Launches.blocks(n),
                        1,
                        maps,
                        map,
                        result,
                        Divisor.of(shape.length() / shape.size(0)),
                        Divisor.of(shape.size(2) * shape.size(3)),
                        n);
    }

    @Override
    public void forward(INDArray maps, INDArray map, INDArray output) {
        try (DeviceOperands operands = new DeviceOperands(side)) {
            weigh(operands.maps(maps), operands.maps(map), operands.outOfMaps(output), maps);
        }
    }

    @Override
    public void backward(INDArray maps, INDArray map, INDArray gradOutput, INDArray gradMaps, INDArray gradMap) {
        int n = Launches.length(map.length());
        try (DeviceOperands operands = new DeviceOperands(side)) {
            long dy = operands.maps(gradOutput);
            weigh(dy, operands.maps(map), operands.outOfMaps(gradMaps), maps);
            side.device()
                    .launch(
                            side.element().kernel("attendBackward"),
                            Launches.blocks(n),
                            1,
                            operands.maps(maps),
                            dy,
                            operands.outOfMaps(gradMap),
                            (int) maps.size(1),
                            Divisor.of(maps.size(2) * maps.size(3)),
                            n);
        }
    }
}
