package org.cyborgml.models.cuda;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * One of the three passes of a convolution by cuDNN: forward, gradient of the input, gradient of the weights. cuDNN's
 * functions for them differ by name alone; each makes a result of two operands. The algorithm is chosen when it runs first.
 */
final class CudnnPass {

    private static final long MOST_WORKSPACE = 1L << 30;
    private static final int LARGEST_BY_WINOGRAD = 3;

    private static final Memory ONE = number(1);
    private static final Memory ZERO = number(0);

    /** A cudnnGetConvolution...Algorithm_v7. */
    interface Heuristics {
        int ask(
                long handle,
                long a,
                long b,
                long convolution,
                long result,
                int wanted,
                int[] returned,
                Pointer results);
    }

    /** A cudnnFindConvolution...AlgorithmEx. */
    interface Measurement {
        int ask(
                long handle,
                long aDescriptor,
                long a,
                long bDescriptor,
                long b,
                long convolution,
                long resultDescriptor,
                long result,
                int wanted,
                int[] returned,
                Pointer results,
                long workspace,
                long bytes);
    }

    /** A cudnnConvolution.... */
    interface Run {
        int run(
                long handle,
                Pointer alpha,
                long aDescriptor,
                long a,
                long bDescriptor,
                long b,
                long convolution,
                int algorithm,
                long workspace,
                long bytes,
                Pointer beta,
                long resultDescriptor,
                long result);
    }

    /**
     * The functions of a pass.
     *
     * @param winograd the code of its algorithm WINOGRAD_NONFUSED
     */
    record Functions(Heuristics heuristics, Measurement measurement, Run run, int winograd) {}

    /** Descriptors of a pass. */
    record Descriptors(long a, long b, long convolution, long result) {}

    private final CudaDevice device;
    private final ConvolutionMath math;
    private final String what;
    private final Functions functions;
    private final Descriptors descriptors;

    /** Of a 5x5 window, Winograd's gradient of the weights was wrong by 8e-4 of the largest on an H200, others by 1e-6. */
    private final boolean isExactByWinograd;

    private CudnnAlgorithms.@Nullable Choice chosen;

    CudnnPass(
            CudaDevice device,
            ConvolutionMath math,
            WindowStruct window,
            String what,
            Functions functions,
            Descriptors descriptors) {
        this.device = device;
        this.isExactByWinograd = Math.max(window.height(), window.width()) <= LARGEST_BY_WINOGRAD;
        this.math = math;
        this.what = what;
        this.functions = functions;
        this.descriptors = descriptors;
    }

    private static Memory number(float value) {
        Memory memory = new Memory(Float.BYTES);
        memory.setFloat(0, value);
        return memory;
    }

    private CudnnAlgorithms.Choice choose(long handle, long a, long b, long result) {
        CudnnAlgorithms answers = new CudnnAlgorithms();
        ConvolutionSearch search = ConvolutionSearch.fromProperty();
        Descriptors d = descriptors;
        int code = search == ConvolutionSearch.DETERMINISTIC
                ? functions.heuristics.ask(
                        handle,
                        d.a,
                        d.b,
                        d.convolution,
                        d.result,
                        CudnnAlgorithms.WANTED,
                        answers.returned,
                        answers.results)
                : functions.measurement.ask(
                        handle,
                        d.a,
                        a,
                        d.b,
                        b,
                        d.convolution,
                        d.result,
                        result,
                        CudnnAlgorithms.WANTED,
                        answers.returned,
                        answers.results,
                        device.workspace(MOST_WORKSPACE),
                        MOST_WORKSPACE);
        device.checkCudnn(code, "find algorithms for " + what);
        return answers.best(
                new CudnnAlgorithms.Wish(math, search, MOST_WORKSPACE, isExactByWinograd ? -1 : functions.winograd),
                what);
    }

    /** Queues the pass. */
    void run(long a, long b, long result) {
        // The workspace is the device's, and another thread must not let it grow before this work is queued.
        synchronized (device) {
            long handle = device.cudnn();
            CudnnAlgorithms.Choice choice = chosen;
            if (choice == null) {
                choice = choose(handle, a, b, result);
                chosen = choice;
            }
            Descriptors d = descriptors;
            device.checkCudnn(
                    functions.run.run(
                            handle,
                            ONE,
                            d.a,
                            a,
                            d.b,
                            b,
                            d.convolution,
                            choice.algorithm(),
                            device.workspace(choice.workspace()),
                            choice.workspace(),
                            ZERO,
                            d.result,
                            result),
                    "compute " + what);
        }
    }
}
