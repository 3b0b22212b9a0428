package org.cyborgml.models.cuda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nd4j.nativeblas.NativeOpsHolder;

/** An NVIDIA GPU of compute capability 7.5 or later, one of those that CUDA_VISIBLE_DEVICES shows. Safe for several threads. */
public final class CudaDevice implements Device {

    private static final String KERNELS = "kernels.ptx";

    /** CUDA 12.0, which cuDNN 9 asks for. */
    private static final int FIRST_DRIVER = 12000;

    private static final int FIRST_CAPABILITY = 75;

    /** Values of CUdevice_attribute. */
    private static final int CAPABILITY_MAJOR = 75;

    private static final int CAPABILITY_MINOR = 76;

    private static final int NAME_LENGTH = 256;

    /** A stream that does not wait for the default stream. */
    private static final int NON_BLOCKING = 1;

    /** An event that is cheap, since nobody asks when it was. */
    private static final int WITHOUT_TIME = 2;

    /**
     * Errors after which a context does nothing any more, by cuda.h: unavailable, no device, invalid device, not permitted,
     * uncorrectable ECC error, NVLink error, and from an illegal address to a failed launch.
     */
    private static final Set<Integer> OF_LOST_DEVICES =
            Set.of(46, 100, 101, 201, 214, 220, 700, 702, 709, 710, 714, 715, 716, 717, 718, 719, 800, 999);

    private static final ThreadLocal<Long> CONTEXT_OF_THREAD = ThreadLocal.withInitial(() -> 0L);

    private static final Map<Integer, CudaDevice> KNOWN = new HashMap<>();
    private static final Map<Integer, String> OBSTACLES = new HashMap<>();

    /** Why a library cannot be bound; a class that binds one says so only the first time. */
    private static @Nullable String unbound;

    private final String name;
    private final int capability;
    private final int driverVersion;
    private final long context;
    private final long stream;
    private final long module;
    private final long cudnn;
    private final Map<String, Long> functions = new HashMap<>();
    private final LaunchArguments arguments = new LaunchArguments();
    private final DeviceLedger ledger;
    private final Mirrors mirrors = new Mirrors();
    private final AheadCopies ahead = new AheadCopies();
    private final PinnedStaging staging = new PinnedStaging();

    private volatile boolean isLost;

    /** True while work may be queued that reads the staging memory. */
    private boolean isStagingRead;

    private @Nullable DeviceMemory workspace;

    private CudaDevice(int ordinal) {
        CudaDriver.check(CudaDriver.cuInit(0), "start");
        driverVersion = number(CudaDriver::cuDriverGetVersion);
        int count = number(CudaDriver::cuDeviceGetCount);
        if (count == 0) {
            throw new CudaException("the CUDA driver shows no GPU; see CUDA_VISIBLE_DEVICES");
        }
        if (ordinal >= count) {
            throw new CudaException("there is no GPU " + ordinal + ": the CUDA driver shows " + count
                    + ", counted from 0; see CUDA_VISIBLE_DEVICES");
        }
        int device = number(value -> CudaDriver.cuDeviceGet(value, ordinal));
        byte[] text = new byte[NAME_LENGTH];
        CudaDriver.check(CudaDriver.cuDeviceGetName(text, text.length, device), "name its GPU");
        name = new String(text, StandardCharsets.UTF_8).replace("\0", "").strip();
        capability = 10 * number(value -> CudaDriver.cuDeviceGetAttribute(value, CAPABILITY_MAJOR, device))
                + number(value -> CudaDriver.cuDeviceGetAttribute(value, CAPABILITY_MINOR, device));
        if (capability < FIRST_CAPABILITY) {
            throw new CudaException(
                    name + " has compute capability " + dotted(capability) + "; 7.5 or later is needed");
        }
        if (driverVersion < FIRST_DRIVER) {
            throw new CudaException("the driver of " + name + " is for CUDA " + cuda(driverVersion)
                    + "; one for 12.0 or later is needed: update it");
        }
        long[] handle = new long[1];
        CudaDriver.check(CudaDriver.cuDevicePrimaryCtxRetain(handle, device), "take " + name);
        context = handle[0];
        CudaDriver.check(CudaDriver.cuCtxSetCurrent(context), "use " + name);
        CudaDriver.check(CudaDriver.cuStreamCreate(handle, NON_BLOCKING), "make a stream");
        stream = handle[0];
        CudaDriver.check(CudaDriver.cuModuleLoadData(handle, kernels()), "compile the kernels for " + name);
        module = handle[0];
        Cudnn.version();
        Cudnn.check(Cudnn.cudnnCreate(handle), "start on " + name);
        cudnn = handle[0];
        Cudnn.check(Cudnn.cudnnSetStream(cudnn, stream), "take a stream");
        ledger = new DeviceLedger(name, DeviceLedger.limitFromProperty());
    }

    private interface Query {
        int ask(int[] value);
    }

    private static int number(Query query) {
        int[] value = new int[1];
        CudaDriver.check(query.ask(value), "describe its GPUs");
        return value[0];
    }

    private static String dotted(int tenfold) {
        return tenfold / 10 + "." + tenfold % 10;
    }

    private static String cuda(int version) {
        return version / 1000 + "." + version % 1000 / 10;
    }

    /** The PTX text with the 0 that ends it. */
    private static byte[] kernels() {
        try (InputStream in = Objects.requireNonNull(CudaDevice.class.getResourceAsStream(KERNELS), KERNELS)) {
            byte[] text = in.readAllBytes();
            return Arrays.copyOf(text, text.length + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A GPU; for one number always the same object.
     *
     * @param ordinal its number among the GPUs that CUDA_VISIBLE_DEVICES shows, from 0
     * @return the GPU
     * @throws CudaException if there is no driver, no such GPU, no fit one or no cuDNN 9
     */
    public static synchronized CudaDevice of(int ordinal) {
        CudaDevice known = KNOWN.get(ordinal);
        if (known != null) {
            return known;
        }
        String reason = OBSTACLES.get(ordinal);
        if (reason == null) {
            try {
                CudaDevice device = new CudaDevice(ordinal);
                KNOWN.put(ordinal, device);
                return device;
            } catch (CudaException e) {
                reason = String.valueOf(e.getMessage());
            } catch (LinkageError e) {
                reason = unbound == null ? reason(e) : unbound;
                unbound = reason;
            }
            OBSTACLES.put(ordinal, reason);
        }
        throw new CudaException(reason);
    }

    private static String reason(Throwable error) {
        Throwable known =
                error instanceof ExceptionInInitializerError && error.getCause() != null ? error.getCause() : error;
        String message = String.valueOf(known.getMessage());
        return known instanceof CudaException
                ? message
                : "NVIDIA's driver was not found: " + message.lines().limit(2).collect(Collectors.joining(" "));
    }

    /**
     * Describes the first GPU, for people to read.
     *
     * @return the GPU with its driver and libraries, or why there is none
     */
    public static String finding() {
        try {
            return of(0).description();
        } catch (CudaException e) {
            return "none: " + e.getMessage();
        }
    }

    /**
     * Refuses a precision that this GPU does not have.
     *
     * @param math the precision
     * @throws CudaException if it has not
     */
    public void require(ConvolutionMath math) {
        if (capability < math.firstCapability()) {
            throw new CudaException(name + " has compute capability " + dotted(capability) + "; "
                    + dotted(math.firstCapability()) + " or later is needed");
        }
    }

    @Override
    public String description() {
        return name + " (compute capability " + dotted(capability) + ", driver for CUDA " + cuda(driverVersion)
                + ", cuDNN " + Cudnn.version() + " from " + Cudnn.from() + ")";
    }

    @Override
    public Mirrors mirrors() {
        return mirrors;
    }

    /** Passes a result code on, if it is no error. */
    private void check(int code, String doing) {
        if (OF_LOST_DEVICES.contains(code)) {
            isLost = true;
            throw new DeviceLostException(name + " is gone: it failed to " + doing + ", " + CudaDriver.text(code)
                    + "; files that were written are whole, so give the same command again, on another GPU if this one"
                    + " does not come back");
        }
        CudaDriver.check(code, doing);
    }

    /** Passes a result code of cuDNN on, if it is no error. */
    synchronized void checkCudnn(int code, String doing) {
        if (code != 0) {
            check(CudaDriver.cuStreamSynchronize(stream), doing);
            Cudnn.check(code, doing);
        }
    }

    /**
     * A context belongs to a thread. What is left for ND4J in a thread that runs a network here is short: waking other threads
     * for it took most of a step's time on the host.
     */
    private void enter() {
        if (CONTEXT_OF_THREAD.get() != context) {
            check(CudaDriver.cuCtxSetCurrent(context), "use " + name);
            CONTEXT_OF_THREAD.set(context);
            NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
        }
    }

    /** Memory that is no network's: cuDNN's workspace. */
    private long reserved() {
        DeviceMemory known = workspace;
        return known == null ? 0 : known.bytes();
    }

    @Override
    public synchronized long allocate(long bytes) {
        enter();
        ledger.checkLimit(bytes, reserved());
        long[] address = new long[1];
        int code = CudaDriver.cuMemAlloc_v2(address, bytes);
        if (code == CudaDriver.OUT_OF_MEMORY) {
            long[] free = new long[1];
            long[] total = new long[1];
            check(CudaDriver.cuMemGetInfo_v2(free, total), "count its memory");
            throw ledger.full(bytes, free[0], total[0], reserved());
        }
        check(code, "take " + bytes + " bytes of memory");
        ledger.take(address[0], bytes);
        return address[0];
    }

    @Override
    public synchronized void free(long address) {
        ledger.giveBack(address);
        if (!isLost) {
            enter();
            check(CudaDriver.cuMemFree_v2(address), "give memory back");
        }
    }

    @Override
    public synchronized long peakMemory() {
        return ledger.peak();
    }

    @Override
    public synchronized void upload(long host, long device, long bytes) {
        enter();
        if (isStagingRead) {
            synchronize();
        }
        check(CudaDriver.cuMemcpyHtoDAsync_v2(device, staging.copyOf(host, bytes), bytes, stream), "copy to " + name);
        isStagingRead = true;
    }

    @Override
    public synchronized long mark() {
        enter();
        return newMark();
    }

    private long newMark() {
        long[] handle = new long[1];
        check(CudaDriver.cuEventCreate(handle, WITHOUT_TIME), "make an event");
        return handle[0];
    }

    @Override
    public synchronized void set(long mark) {
        enter();
        check(CudaDriver.cuEventRecord(mark, stream), "note an event");
    }

    @Override
    public synchronized void await(long mark) {
        enter();
        check(CudaDriver.cuStreamWaitEvent(stream, mark, 0), "wait for an event");
    }

    @Override
    public void uploadAhead(long host, long device, long bytes, long after, long ready) {
        // Not in the device's monitor: others queue work meanwhile.
        enter();
        ahead.copy(host, device, bytes, after, ready);
    }

    /** A stream of its own for copies from the host, and the memory from which the GPU takes them. */
    private final class AheadCopies {

        private final PinnedStaging source = new PinnedStaging();
        private long copies;

        /** Set when the GPU has taken the last one. */
        private long taken;

        synchronized void copy(long host, long device, long bytes, long after, long ready) {
            if (copies == 0) {
                long[] handle = new long[1];
                check(CudaDriver.cuStreamCreate(handle, NON_BLOCKING), "make a stream");
                copies = handle[0];
                taken = newMark();
            }
            check(CudaDriver.cuEventSynchronize(taken), "copy to " + name);
            long from = source.copyOf(host, bytes);
            check(CudaDriver.cuStreamWaitEvent(copies, after, 0), "wait for an event");
            check(CudaDriver.cuMemcpyHtoDAsync_v2(device, from, bytes, copies), "copy to " + name);
            check(CudaDriver.cuEventRecord(taken, copies), "note an event");
            check(CudaDriver.cuEventRecord(ready, copies), "note an event");
        }
    }

    @Override
    public synchronized void download(long device, long host, long bytes) {
        enter();
        check(CudaDriver.cuMemcpyDtoHAsync_v2(host, device, bytes, stream), "copy from " + name);
        synchronize();
    }

    @Override
    public synchronized void copy(long from, long to, long bytes) {
        enter();
        check(CudaDriver.cuMemcpyDtoDAsync_v2(to, from, bytes, stream), "copy on " + name);
    }

    @Override
    public synchronized void launch(String kernel, int blocks, int rows, Object... parameters) {
        enter();
        Long function = functions.get(kernel);
        if (function == null) {
            long[] handle = new long[1];
            check(CudaDriver.cuModuleGetFunction(handle, module, kernel), "find the kernel " + kernel);
            function = handle[0];
            functions.put(kernel, function);
        }
        check(
                CudaDriver.cuLaunchKernel(
                        function, blocks, rows, 1, THREADS, 1, 1, 0, stream, arguments.of(parameters), 0),
                "run the kernel " + kernel);
    }

    @Override
    public DeviceConvolution convolution(ConvolutionShape shape, ConvolutionMath math) {
        boolean depthwise = shape.groups() == shape.inputs() && shape.groups() == shape.outputs() && shape.groups() > 1;
        return depthwise ? new DirectConvolution(this, shape, math.element()) : new CudnnConvolution(this, shape, math);
    }

    /** cuDNN's handle, for work of the calling thread. */
    synchronized long cudnn() {
        enter();
        return cudnn;
    }

    /** Memory for one operation; the next may get the same. */
    synchronized long workspace(long bytes) {
        if (bytes == 0) {
            return 0;
        }
        DeviceMemory known = workspace;
        if (known == null || known.bytes() < bytes) {
            if (known != null) {
                known.close();
            }
            known = new DeviceMemory(this, bytes);
            workspace = known;
        }
        return known.address();
    }

    @Override
    public synchronized boolean pin(long host, long bytes) {
        enter();
        return CudaDriver.cuMemHostRegister_v2(host, bytes, 0) == 0;
    }

    @Override
    public synchronized void unpin(long host) {
        if (isLost) {
            return;
        }
        enter();
        check(CudaDriver.cuMemHostUnregister(host), "unpin memory of the host");
    }

    @Override
    public synchronized void synchronize() {
        enter();
        check(CudaDriver.cuStreamSynchronize(stream), "finish its work");
        isStagingRead = false;
    }
}
