package org.cyborgml.models.kernel;

import org.cyborgml.models.cuda.Divisor;
import org.cyborgml.models.cuda.Launches;
import org.cyborgml.models.cuda.WindowStruct;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Pooling on a device. */
final class DevicePooling implements PoolingKernel {

    private final DeviceSide side;
    /** As kernels.cu has it. */
    private final int mode;

    private final WindowStruct window;

    DevicePooling(DeviceSide side, PoolingMode mode, Window window) {
        this.side = side;
        this.mode = switch (mode) {
            case MAX -> 0;
            case AVERAGE -> 1;
            case AVERAGE_INSIDE -> 2;
        };
        this.window = new WindowStruct(
                window.height(), window.width(), window.stride(), window.paddingHeight(), window.paddingWidth());
    }

    @Override
    public void forward(INDArray input, INDArray output) {
        int n = Launches.length(output.length());
        Launches.length(input.length());
        try (DeviceOperands operands = new DeviceOperands(side)) {
            side.device()
                    .launch(
                            side.element().kernel("pool"),
                            Launches.blocks(n),
                            1,
                            operands.maps(input),
                            operands.outOfMaps(output),
                            (int) input.size(2),
                            (int) input.size(3),
                            Divisor.of(output.size(2)),
                            Divisor.of(output.size(3)),
                            window,
                            mode,
                            n);
        }
    }

    @Override
    public void backward(INDArray input, INDArray gradOutput, INDArray gradInput) {
        int n = Launches.length(input.length());
        Launches.length(gradOutput.length());
        try (DeviceOperands operands = new DeviceOperands(side)) {
            long cellsOfMaxima = isMaximum() ? largest(operands, input, gradOutput) : 0;
            side.device()
                    .launch(
                            side.element().kernel("poolBackward"),
                            Launches.blocks(n),
                            1,
                            cellsOfMaxima,
                            operands.maps(gradOutput),
                            operands.outOfMaps(gradInput),
                            Divisor.of(input.size(2)),
                            Divisor.of(input.size(3)),
                            (int) gradOutput.size(2),
                            (int) gradOutput.size(3),
                            window,
                            mode,
                            n);
        }
    }

    private boolean isMaximum() {
        return mode == 0;
    }

    /** Finds the maxima again, once for each window, since the forward pass kept none. */
    private long largest(DeviceOperands operands, INDArray input, INDArray gradOutput) {
        int n = Launches.length(gradOutput.length());
        long cellsOfMaxima = operands.borrow((long) n * Integer.BYTES);
        side.device()
                .launch(
                        side.element().kernel("poolLargest"),
                        Launches.blocks(n),
                        1,
                        operands.maps(input),
                        cellsOfMaxima,
                        (int) input.size(2),
                        (int) input.size(3),
                        Divisor.of(gradOutput.size(2)),
                        Divisor.of(gradOutput.size(3)),
                        window,
                        n);
        return cellsOfMaxima;
    }
}
