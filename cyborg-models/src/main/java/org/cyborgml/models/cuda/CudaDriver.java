package org.cyborgml.models.cuda;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.Set;

/** The functions of the CUDA driver that are used here, by their names in cuda.h. Pointers and handles are longs. */
@SuppressWarnings("MemberName") // names of the library
final class CudaDriver {

    static final int OUT_OF_MEMORY = 2;

    /**
     * Errors after which a context does nothing any more, by cuda.h: unavailable, no device, invalid device, invalid context,
     * uncorrectable ECC error, NVLink error, and from an illegal address to a failed launch.
     */
    private static final Set<Integer> OF_LOST_DEVICES =
            Set.of(46, 100, 101, 201, 214, 220, 700, 702, 709, 710, 714, 715, 716, 717, 718, 719, 800, 999);

    static {
        Native.register(CudaDriver.class, NativeLibrary.getInstance("libcuda.so.1"));
    }

    private CudaDriver() {}

    static native int cuInit(int flags);

    static native int cuDriverGetVersion(int[] version);

    static native int cuDeviceGetCount(int[] count);

    static native int cuDeviceGet(int[] device, int ordinal);

    static native int cuDeviceGetName(byte[] name, int length, int device);

    static native int cuDeviceGetAttribute(int[] value, int attribute, int device);

    static native int cuDevicePrimaryCtxRetain(long[] context, int device);

    static native int cuCtxSetCurrent(long context);

    static native int cuModuleLoadData(long[] module, byte[] image);

    static native int cuModuleGetFunction(long[] function, long module, String name);

    static native int cuLaunchKernel(
            long function,
            int gridX,
            int gridY,
            int gridZ,
            int blockX,
            int blockY,
            int blockZ,
            int sharedBytes,
            long stream,
            Pointer parameters,
            long extra);

    static native int cuMemAlloc_v2(long[] address, long bytes);

    static native int cuMemFree_v2(long address);

    static native int cuMemGetInfo_v2(long[] free, long[] total);

    static native int cuMemHostRegister_v2(long host, long bytes, int flags);

    static native int cuMemHostUnregister(long host);

    static native int cuMemHostAlloc(long[] host, long bytes, int flags);

    static native int cuMemFreeHost(long host);

    static native int cuMemcpyHtoDAsync_v2(long device, long host, long bytes, long stream);

    static native int cuMemcpyDtoHAsync_v2(long host, long device, long bytes, long stream);

    static native int cuMemcpyDtoDAsync_v2(long to, long from, long bytes, long stream);

    static native int cuStreamCreate(long[] stream, int flags);

    static native int cuStreamSynchronize(long stream);

    static native int cuEventCreate(long[] event, int flags);

    static native int cuEventRecord(long event, long stream);

    static native int cuEventSynchronize(long event);

    static native int cuStreamWaitEvent(long stream, long event, int flags);

    static native int cuGetErrorString(int code, PointerByReference text);

    /** The driver's text for an error code. */
    static String text(int code) {
        PointerByReference text = new PointerByReference();
        return cuGetErrorString(code, text) == 0 && text.getValue() != null
                ? text.getValue().getString(0) + " (" + code + ")"
                : "error " + code;
    }

    static boolean isOfLostDevice(int code) {
        return OF_LOST_DEVICES.contains(code);
    }

    /** Passes a result code on, if it is no error. */
    static void check(int code, String doing) {
        if (code != 0) {
            throw new CudaException("CUDA failed to " + doing + ": " + text(code));
        }
    }
}
