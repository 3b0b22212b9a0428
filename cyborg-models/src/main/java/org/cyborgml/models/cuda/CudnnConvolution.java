package org.cyborgml.models.cuda;

import com.sun.jna.Memory;
import org.jspecify.annotations.Nullable;

/** A convolution by cuDNN, in full precision and by algorithms that give the same bits in every run. */
final class CudnnConvolution implements DeviceConvolution {

    /** Multiplication and addition in float; cuDNN's default may round to TF32. */
    private static final int FMA_MATH = 3;

    private static final long MOST_WORKSPACE = 1L << 30;

    private final CudaDevice device;
    private final ConvolutionShape shape;
    private final long x = created(Cudnn::cudnnCreateTensorDescriptor);
    private final long y = created(Cudnn::cudnnCreateTensorDescriptor);
    private final long w = created(Cudnn::cudnnCreateFilterDescriptor);
    private final long convolution = created(Cudnn::cudnnCreateConvolutionDescriptor);
    private final Memory one = number(1);
    private final Memory zero = number(0);

    private CudnnAlgorithms.@Nullable Choice forward;
    private CudnnAlgorithms.@Nullable Choice backwardInput;
    private CudnnAlgorithms.@Nullable Choice backwardWeight;

    private interface Creation {
        int create(long[] handle);
    }

    private interface Question {
        int ask(int[] returned, Memory results);
    }

    CudnnConvolution(CudaDevice device, ConvolutionShape s) {
        this.device = device;
        this.shape = s;
        set(Cudnn.cudnnSetTensor4dDescriptor(
                x, Cudnn.NCHW, Cudnn.FLOAT, s.samples(), s.inputs(), s.height(), s.width()));
        set(Cudnn.cudnnSetTensor4dDescriptor(
                y, Cudnn.NCHW, Cudnn.FLOAT, s.samples(), s.outputs(), s.outHeight(), s.outWidth()));
        WindowStruct window = s.window();
        set(Cudnn.cudnnSetFilter4dDescriptor(
                w, Cudnn.FLOAT, Cudnn.NCHW, s.outputs(), s.inputs() / s.groups(), window.height(), window.width()));
        set(Cudnn.cudnnSetConvolution2dDescriptor(
                convolution,
                window.paddingHeight(),
                window.paddingWidth(),
                window.stride(),
                window.stride(),
                1,
                1,
                Cudnn.CROSS_CORRELATION,
                Cudnn.FLOAT));
        set(Cudnn.cudnnSetConvolutionGroupCount(convolution, s.groups()));
        set(Cudnn.cudnnSetConvolutionMathType(convolution, FMA_MATH));
    }

    private static long created(Creation creation) {
        long[] handle = new long[1];
        Cudnn.check(creation.create(handle), "make a descriptor");
        return handle[0];
    }

    private static Memory number(float value) {
        Memory memory = new Memory(Float.BYTES);
        memory.setFloat(0, value);
        return memory;
    }

    private void set(int code) {
        Cudnn.check(code, "describe " + shape);
    }

    private CudnnAlgorithms.Choice choose(String what, Question question) {
        CudnnAlgorithms answers = new CudnnAlgorithms();
        Cudnn.check(question.ask(answers.returned, answers.results), "find algorithms for " + what + " of " + shape);
        return answers.best(MOST_WORKSPACE, what + " of " + shape);
    }

    @Override
    public void forward(long input, long weight, long output) {
        long handle = device.cudnn();
        CudnnAlgorithms.Choice choice = forward;
        if (choice == null) {
            choice = choose(
                    "the forward pass",
                    (returned, results) -> Cudnn.cudnnGetConvolutionForwardAlgorithm_v7(
                            handle, x, w, convolution, y, CudnnAlgorithms.WANTED, returned, results));
            forward = choice;
        }
        Cudnn.check(
                Cudnn.cudnnConvolutionForward(
                        handle,
                        one,
                        x,
                        input,
                        w,
                        weight,
                        convolution,
                        choice.algorithm(),
                        device.workspace(choice.workspace()),
                        choice.workspace(),
                        zero,
                        y,
                        output),
                "run the forward pass of " + shape);
    }

    @Override
    public void backwardInput(long weight, long gradOutput, long gradInput) {
        long handle = device.cudnn();
        CudnnAlgorithms.Choice choice = backwardInput;
        if (choice == null) {
            choice = choose(
                    "the input's gradient",
                    (returned, results) -> Cudnn.cudnnGetConvolutionBackwardDataAlgorithm_v7(
                            handle, w, y, convolution, x, CudnnAlgorithms.WANTED, returned, results));
            backwardInput = choice;
        }
        Cudnn.check(
                Cudnn.cudnnConvolutionBackwardData(
                        handle,
                        one,
                        w,
                        weight,
                        y,
                        gradOutput,
                        convolution,
                        choice.algorithm(),
                        device.workspace(choice.workspace()),
                        choice.workspace(),
                        zero,
                        x,
                        gradInput),
                "compute the input's gradient of " + shape);
    }

    @Override
    public void backwardWeight(long input, long gradOutput, long gradWeight) {
        long handle = device.cudnn();
        CudnnAlgorithms.Choice choice = backwardWeight;
        if (choice == null) {
            choice = choose(
                    "the weights' gradient",
                    (returned, results) -> Cudnn.cudnnGetConvolutionBackwardFilterAlgorithm_v7(
                            handle, x, y, convolution, w, CudnnAlgorithms.WANTED, returned, results));
            backwardWeight = choice;
        }
        Cudnn.check(
                Cudnn.cudnnConvolutionBackwardFilter(
                        handle,
                        one,
                        x,
                        input,
                        y,
                        gradOutput,
                        convolution,
                        choice.algorithm(),
                        device.workspace(choice.workspace()),
                        choice.workspace(),
                        zero,
                        w,
                        gradWeight),
                "compute the weights' gradient of " + shape);
    }
}
