package org.cyborgml.models.kernel;

import java.util.Optional;
import org.cyborgml.models.cuda.ConvolutionShape;
import org.cyborgml.models.cuda.Device;
import org.cyborgml.models.cuda.DeviceConvolution;
import org.cyborgml.models.cuda.DeviceMemory;
import org.cyborgml.models.cuda.Divisor;
import org.cyborgml.models.cuda.Launches;
import org.cyborgml.models.cuda.WindowStruct;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Convolution on a device. */
final class DeviceConvolutionKernel implements ConvolutionKernel {

    private final DeviceSide side;
    private final Device device;
    private final Window window;
    private final int groups;

    /** An input that came from the host stays on the device until the backward pass: a network's images. */
    private @Nullable DeviceMemory uploaded;

    private @Nullable INDArray uploadedFrom;

    /** Where the input is, if it was copied ahead; until the next one comes, or the backward pass is over. */
    private AheadUploads.@Nullable Slot ahead;

    DeviceConvolutionKernel(DeviceSide side, Window window, int groups) {
        this.side = side;
        this.device = side.device();
        this.window = window;
        this.groups = groups;
    }

    private ConvolutionShape shape(INDArray input, INDArray output) {
        return new ConvolutionShape(
                (int) input.size(0),
                (int) input.size(1),
                (int) input.size(2),
                (int) input.size(3),
                (int) output.size(1),
                (int) output.size(2),
                (int) output.size(3),
                groups,
                new WindowStruct(
                        window.height(),
                        window.width(),
                        window.stride(),
                        window.paddingHeight(),
                        window.paddingWidth()));
    }

    /**
     * True for the 1x1 convolutions of a stride that shortcuts have. They are computed on every stride-th cell alone: cuDNN
     * took 40 times as long for one's input gradient in Xception (83 ms on an H200) by its algorithms that always give the
     * same bits.
     */
    private boolean isSubsampled() {
        return window.height() == 1
                && window.width() == 1
                && window.stride() > 1
                && window.paddingHeight() == 0
                && window.paddingWidth() == 0;
    }

    private DeviceConvolution convolution(INDArray input, INDArray output) {
        ConvolutionShape shape = shape(input, output);
        return side.convolution(
                isSubsampled()
                        ? new ConvolutionShape(
                                shape.samples(),
                                shape.inputs(),
                                shape.outHeight(),
                                shape.outWidth(),
                                shape.outputs(),
                                shape.outHeight(),
                                shape.outWidth(),
                                groups,
                                new WindowStruct(1, 1, 1, 0, 0))
                        : shape,
                side.math());
    }

    /** The input as the convolution reads it. */
    private long read(DeviceOperands operands, long x, INDArray input, INDArray output) {
        if (!isSubsampled()) {
            return x;
        }
        int n = Launches.length(input.size(0) * input.size(1) * output.size(2) * output.size(3));
        Launches.length(input.length());
        long cells = operands.borrow((long) n * side.element().bytes());
        device.launch(
                side.element().kernel("subsample"),
                Launches.blocks(n),
                1,
                x,
                cells,
                (int) input.size(2),
                (int) input.size(3),
                window.stride(),
                Divisor.of(output.size(2)),
                Divisor.of(output.size(3)),
                n);
        return cells;
    }

    private void backwardInput(
            DeviceOperands operands,
            DeviceConvolution convolution,
            INDArray weight,
            long dy,
            INDArray gradOutput,
            INDArray gradInput) {
        long w = operands.rounded(operands.in(weight), weight.length());
        long dx = operands.outOfMaps(gradInput);
        if (!isSubsampled()) {
            convolution.backwardInput(w, dy, dx);
            return;
        }
        int n = Launches.length(gradInput.length());
        long ofCells = gradInput.size(0) * gradInput.size(1) * gradOutput.size(2) * gradOutput.size(3);
        long cells = operands.borrow(ofCells * side.element().bytes());
        convolution.backwardInput(w, dy, cells);
        device.launch(
                side.element().kernel("spread"),
                Launches.blocks(n),
                1,
                cells,
                dx,
                (int) gradOutput.size(2),
                (int) gradOutput.size(3),
                new Divisor(window.stride()),
                Divisor.of(gradInput.size(2)),
                Divisor.of(gradInput.size(3)),
                n);
    }

    /** The input in the side's type. */
    private long maps(DeviceOperands operands, INDArray input) {
        return DeviceOperands.isResident(input)
                ? operands.maps(input)
                : operands.rounded(upload(input), input.length());
    }

    private long upload(INDArray input) {
        Long known = side.readable(input);
        if (known != null) {
            return known;
        }
        giveBackAhead();
        Optional<AheadUploads.Slot> place = side.ahead().take(input, this);
        if (place.isPresent()) {
            ahead = place.get();
            uploadedFrom = input;
            return place.get().address();
        }
        long bytes = input.length() * Float.BYTES;
        DeviceMemory memory = uploaded;
        if (memory == null || memory.bytes() < bytes) {
            if (memory != null) {
                memory.close();
            }
            memory = new DeviceMemory(device, bytes);
            uploaded = memory;
        }
        device.upload(DeviceOperands.host(input), memory.address(), bytes);
        uploadedFrom = input;
        return memory.address();
    }

    private void giveBackAhead() {
        AheadUploads.Slot known = ahead;
        if (known != null) {
            side.ahead().giveBack(known);
            ahead = null;
        }
    }

    /** Where the input of the last forward pass is, if it came from the host. */
    private @Nullable Long kept(INDArray input) {
        AheadUploads.Slot place = ahead;
        DeviceMemory memory = uploaded;
        if (uploadedFrom != input) {
            return null;
        }
        return place != null ? (Long) place.address() : memory == null ? null : (Long) memory.address();
    }

    @Override
    public void forward(INDArray input, INDArray weight, @Nullable INDArray bias, INDArray output) {
        try (DeviceOperands operands = new DeviceOperands(side)) {
            long y = operands.outOfMaps(output);
            long w = operands.rounded(operands.in(weight), weight.length());
            convolution(input, output).forward(read(operands, maps(operands, input), input, output), w, y);
            if (bias != null) {
                side.addBias(y, operands.in(bias), output, side.element());
            }
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
        DeviceConvolution convolution = convolution(input, gradOutput);
        try (DeviceOperands operands = new DeviceOperands(side)) {
            Long known = kept(input);
            long x = known != null ? operands.rounded(known, input.length()) : operands.maps(input);
            long dy = operands.maps(gradOutput);
            convolution.backwardWeight(read(operands, x, input, gradOutput), dy, operands.outOfMaps(gradWeight));
            if (gradInput != null) {
                backwardInput(operands, convolution, weight, dy, gradOutput, gradInput);
            }
            if (gradBias != null) {
                side.sumChannels(dy, gradOutput, operands.out(gradBias), side.element());
            }
        }
        uploadedFrom = null;
        giveBackAhead();
    }
}
