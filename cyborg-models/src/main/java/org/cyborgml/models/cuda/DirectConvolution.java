package org.cyborgml.models.cuda;

/** Convolution by kernels of our own: as fast as can be where a group has a channel or two, right for all. */
public final class DirectConvolution implements DeviceConvolution {

    private final Device device;
    private final ConvolutionShape shape;
    private final MapElement element;

    /**
     * A convolution.
     *
     * @param device where
     * @param shape all sizes
     * @param element type of all operands
     */
    public DirectConvolution(Device device, ConvolutionShape shape, MapElement element) {
        this.device = device;
        this.shape = shape;
        this.element = element;
    }

    /** Struct Convolution of kernels.cu. */
    static Struct struct(ConvolutionShape shape) {
        WindowStruct w = shape.window();
        return () -> new int[] {
            shape.inputs(),
            shape.outputs(),
            shape.groups(),
            shape.height(),
            shape.width(),
            shape.outHeight(),
            shape.outWidth(),
            w.height(),
            w.width(),
            w.stride(),
            w.paddingHeight(),
            w.paddingWidth()
        };
    }

    @Override
    public void forward(long input, long weight, long output) {
        int n = Launches.length(shape.outputLength());
        Launches.length(shape.inputLength());
        device.launch(
                element.kernel("convolve"),
                Launches.blocks(n),
                1,
                input,
                weight,
                output,
                struct(shape),
                new Divisor(shape.outWidth()),
                new Divisor(shape.outHeight()),
                new Divisor(shape.outputs()),
                n);
    }

    @Override
    public void backwardInput(long weight, long gradOutput, long gradInput) {
        int n = Launches.length(shape.inputLength());
        Launches.length(shape.outputLength());
        device.launch(
                element.kernel("convolveBackwardInput"),
                Launches.blocks(n),
                1,
                gradOutput,
                weight,
                gradInput,
                struct(shape),
                new Divisor(shape.width()),
                new Divisor(shape.height()),
                new Divisor(shape.inputs()),
                n);
    }

    @Override
    public void backwardWeight(long input, long gradOutput, long gradWeight) {
        Launches.length(shape.inputLength());
        Launches.length(shape.outputLength());
        device.launch(
                element.kernel("convolveBackwardWeight"),
                Launches.length(shape.weightLength()),
                1,
                input,
                gradOutput,
                gradWeight,
                struct(shape),
                new Divisor(shape.outWidth()),
                new Divisor(shape.outHeight()),
                shape.samples());
    }
}
