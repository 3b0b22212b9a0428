package org.cyborgml.models.cuda;

/** A convolution by cuDNN. */
final class CudnnConvolution implements DeviceConvolution {

    private static final CudnnPass.Functions FORWARD = new CudnnPass.Functions(
            Cudnn::cudnnGetConvolutionForwardAlgorithm_v7,
            Cudnn::cudnnFindConvolutionForwardAlgorithmEx,
            Cudnn::cudnnConvolutionForward,
            7);

    private static final CudnnPass.Functions BACKWARD_INPUT = new CudnnPass.Functions(
            Cudnn::cudnnGetConvolutionBackwardDataAlgorithm_v7,
            Cudnn::cudnnFindConvolutionBackwardDataAlgorithmEx,
            Cudnn::cudnnConvolutionBackwardData,
            5);

    private static final CudnnPass.Functions BACKWARD_WEIGHT = new CudnnPass.Functions(
            Cudnn::cudnnGetConvolutionBackwardFilterAlgorithm_v7,
            Cudnn::cudnnFindConvolutionBackwardFilterAlgorithmEx,
            Cudnn::cudnnConvolutionBackwardFilter,
            5);

    private final CudnnPass forward;
    private final CudnnPass backwardInput;
    private final CudnnPass backwardWeight;

    private interface Creation {
        int create(long[] handle);
    }

    CudnnConvolution(CudaDevice device, ConvolutionShape s, ConvolutionMath math) {
        long x = created(Cudnn::cudnnCreateTensorDescriptor);
        long y = created(Cudnn::cudnnCreateTensorDescriptor);
        long w = created(Cudnn::cudnnCreateFilterDescriptor);
        long convolution = created(Cudnn::cudnnCreateConvolutionDescriptor);
        String doing = "describe " + s;
        Cudnn.check(
                Cudnn.cudnnSetTensor4dDescriptor(
                        x, Cudnn.NCHW, math.element().code(), s.samples(), s.inputs(), s.height(), s.width()),
                doing);
        Cudnn.check(
                Cudnn.cudnnSetTensor4dDescriptor(
                        y, Cudnn.NCHW, math.element().code(), s.samples(), s.outputs(), s.outHeight(), s.outWidth()),
                doing);
        WindowStruct window = s.window();
        Cudnn.check(
                Cudnn.cudnnSetFilter4dDescriptor(
                        w,
                        math.element().code(),
                        Cudnn.NCHW,
                        s.outputs(),
                        s.inputs() / s.groups(),
                        window.height(),
                        window.width()),
                doing);
        Cudnn.check(
                Cudnn.cudnnSetConvolution2dDescriptor(
                        convolution,
                        window.paddingHeight(),
                        window.paddingWidth(),
                        window.stride(),
                        window.stride(),
                        1,
                        1,
                        Cudnn.CROSS_CORRELATION,
                        Cudnn.FLOAT),
                doing);
        Cudnn.check(Cudnn.cudnnSetConvolutionGroupCount(convolution, s.groups()), doing);
        Cudnn.check(Cudnn.cudnnSetConvolutionMathType(convolution, math.code()), doing);
        forward = new CudnnPass(
                device,
                math,
                window,
                "the forward pass of " + s,
                FORWARD,
                new CudnnPass.Descriptors(x, w, convolution, y));
        backwardInput = new CudnnPass(
                device,
                math,
                window,
                "the input's gradient of " + s,
                BACKWARD_INPUT,
                new CudnnPass.Descriptors(w, y, convolution, x));
        backwardWeight = new CudnnPass(
                device,
                math,
                window,
                "the weights' gradient of " + s,
                BACKWARD_WEIGHT,
                new CudnnPass.Descriptors(x, y, convolution, w));
    }

    private static long created(Creation creation) {
        long[] handle = new long[1];
        Cudnn.check(creation.create(handle), "make a descriptor");
        return handle[0];
    }

    @Override
    public void forward(long input, long weight, long output) {
        forward.run(input, weight, output);
    }

    @Override
    public void backwardInput(long weight, long gradOutput, long gradInput) {
        backwardInput.run(weight, gradOutput, gradInput);
    }

    @Override
    public void backwardWeight(long input, long gradOutput, long gradWeight) {
        backwardWeight.run(input, gradOutput, gradWeight);
    }
}
