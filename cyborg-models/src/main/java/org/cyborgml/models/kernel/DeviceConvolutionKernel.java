package org.cyborgml.models.kernel;

import org.cyborgml.models.cuda.ConvolutionShape;
import org.cyborgml.models.cuda.Device;
import org.cyborgml.models.cuda.DeviceConvolution;
import org.cyborgml.models.cuda.DeviceMemory;
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

    private DeviceConvolution convolution(INDArray input, INDArray output) {
        return side.convolution(shape(input, output));
    }

    private long upload(INDArray input) {
        Long known = side.readable(input);
        if (known != null) {
            return known;
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

    @Override
    public void forward(INDArray input, INDArray weight, @Nullable INDArray bias, INDArray output) {
        try (DeviceOperands operands = new DeviceOperands(side)) {
            long y = operands.out(output);
            convolution(input, output).forward(upload(input), operands.in(weight), y);
            if (bias != null) {
                side.addBias(y, operands.in(bias), output);
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
            DeviceMemory known = uploaded;
            long x = known != null && uploadedFrom == input ? known.address() : operands.in(input);
            long dy = operands.in(gradOutput);
            convolution.backwardWeight(x, dy, operands.out(gradWeight));
            if (gradInput != null) {
                convolution.backwardInput(operands.in(weight), dy, operands.out(gradInput));
            }
            if (gradBias != null) {
                side.sumChannels(dy, gradOutput, operands.out(gradBias));
            }
        }
        uploadedFrom = null;
    }
}
