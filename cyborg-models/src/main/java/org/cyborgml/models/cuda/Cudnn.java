package org.cyborgml.models.cuda;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** The functions of cuDNN 9 that are used here, by their names in cudnn.h. Pointers and handles are longs. */
@SuppressWarnings("MemberName") // names of the library
final class Cudnn {

    static final int FLOAT = 0;
    static final int NCHW = 0;
    static final int CROSS_CORRELATION = 1;

    /** Libraries that cuDNN loads by name. Outside of the system's folders it finds them only if they are loaded already. */
    private static final String[][] NEEDED = {
        {"libcudart.so.13", "libcudart.so.12"},
        {"libnvrtc.so.13", "libnvrtc.so.12"},
        {"libcublasLt.so.13", "libcublasLt.so.12"},
        {"libcublas.so.13", "libcublas.so.12"}
    };

    private static final String NAME = "libcudnn.so.9";
    private static final int FIRST_VERSION = 90000;

    private static final String FROM = load();

    private Cudnn() {}

    private static String load() {
        for (String[] names : NEEDED) {
            CudaLibraries.load(names);
        }
        CudaLibraries.Found found = CudaLibraries.load(NAME)
                .orElseThrow(() -> new CudaException("cuDNN 9 (" + NAME + ") was not found: install it (pip install"
                        + " nvidia-cudnn-cu13), or name the folders of it and of cuBLAS in the system property "
                        + CudaLibraries.PROPERTY));
        try {
            Native.register(Cudnn.class, found.library());
        } catch (LinkageError e) {
            throw new CudaException("cuDNN 9 is needed, and " + found.from() + " has not all of its functions: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        return found.from();
    }

    /** The file that was loaded. */
    static String from() {
        return FROM;
    }

    /** Such as 9.5.1. */
    static String version() {
        long version = cudnnGetVersion();
        if (version < FIRST_VERSION) {
            throw new CudaException("cuDNN 9 is needed, found version " + version + " in " + FROM);
        }
        return version / 10000 + "." + version / 100 % 100 + "." + version % 100;
    }

    /** Passes a result code on, if it is no error. */
    static void check(int code, String doing) {
        if (code != 0) {
            throw new CudaException("cuDNN failed to " + doing + ": "
                    + cudnnGetErrorString(code).getString(0) + " (" + code + ")");
        }
    }

    static native long cudnnGetVersion();

    static native Pointer cudnnGetErrorString(int code);

    static native int cudnnCreate(long[] handle);

    static native int cudnnSetStream(long handle, long stream);

    static native int cudnnCreateTensorDescriptor(long[] descriptor);

    static native int cudnnSetTensor4dDescriptor(long descriptor, int format, int type, int n, int c, int h, int w);

    static native int cudnnCreateFilterDescriptor(long[] descriptor);

    static native int cudnnSetFilter4dDescriptor(long descriptor, int type, int format, int k, int c, int h, int w);

    static native int cudnnCreateConvolutionDescriptor(long[] descriptor);

    static native int cudnnSetConvolution2dDescriptor(
            long descriptor,
            int paddingHeight,
            int paddingWidth,
            int strideHeight,
            int strideWidth,
            int dilationHeight,
            int dilationWidth,
            int mode,
            int computeType);

    static native int cudnnSetConvolutionGroupCount(long descriptor, int groups);

    static native int cudnnSetConvolutionMathType(long descriptor, int mathType);

    static native int cudnnGetConvolutionForwardAlgorithm_v7(
            long handle, long x, long w, long convolution, long y, int wanted, int[] returned, Pointer results);

    static native int cudnnGetConvolutionBackwardDataAlgorithm_v7(
            long handle, long w, long dy, long convolution, long dx, int wanted, int[] returned, Pointer results);

    static native int cudnnGetConvolutionBackwardFilterAlgorithm_v7(
            long handle, long x, long dy, long convolution, long dw, int wanted, int[] returned, Pointer results);

    static native int cudnnFindConvolutionForwardAlgorithmEx(
            long handle,
            long xDescriptor,
            long x,
            long wDescriptor,
            long w,
            long convolution,
            long yDescriptor,
            long y,
            int wanted,
            int[] returned,
            Pointer results,
            long workspace,
            long bytes);

    static native int cudnnFindConvolutionBackwardDataAlgorithmEx(
            long handle,
            long wDescriptor,
            long w,
            long dyDescriptor,
            long dy,
            long convolution,
            long dxDescriptor,
            long dx,
            int wanted,
            int[] returned,
            Pointer results,
            long workspace,
            long bytes);

    static native int cudnnFindConvolutionBackwardFilterAlgorithmEx(
            long handle,
            long xDescriptor,
            long x,
            long dyDescriptor,
            long dy,
            long convolution,
            long dwDescriptor,
            long dw,
            int wanted,
            int[] returned,
            Pointer results,
            long workspace,
            long bytes);

    static native int cudnnConvolutionForward(
            long handle,
            Pointer alpha,
            long xDescriptor,
            long x,
            long wDescriptor,
            long w,
            long convolution,
            int algorithm,
            long workspace,
            long bytes,
            Pointer beta,
            long yDescriptor,
            long y);

    static native int cudnnConvolutionBackwardData(
            long handle,
            Pointer alpha,
            long wDescriptor,
            long w,
            long dyDescriptor,
            long dy,
            long convolution,
            int algorithm,
            long workspace,
            long bytes,
            Pointer beta,
            long dxDescriptor,
            long dx);

    static native int cudnnConvolutionBackwardFilter(
            long handle,
            Pointer alpha,
            long xDescriptor,
            long x,
            long dyDescriptor,
            long dy,
            long convolution,
            int algorithm,
            long workspace,
            long bytes,
            Pointer beta,
            long dwDescriptor,
            long dw);
}
