package org.cyborgml.models.cuda;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nd4j.nativeblas.NativeOpsHolder;

/** An NVIDIA GPU of compute capability 7.5 or later, one of those that CUDA_VISIBLE_DEVICES shows. Safe for several threads. */
public final class CudaDevice implements Device {

    /** A stream that does not wait for the default stream. */
    private static final int NON_BLOCKING = 1;

    /** An event that is cheap, since nobody asks when it was. */
    private static final int WITHOUT_TIME = 2;

    private static final ThreadLocal<Long> CONTEXT_OF_THREAD = ThreadLocal.withInitial(() -> 0L);

    private static final Map<Integer, CudaDevice> KNOWN = new HashMap<>();
    private static final Map<Integer, String> OBSTACLES = new HashMap<>();

    /** Why a library cannot be bound; a class that binds one says so only the first time. */
    private static @Nullable String unbound;

    private final CudaCard card;
    private final String name;
    private final long context;
    private final long stream;
    private final CudaModule module;
    private final long cudnn;
    private final LaunchArguments arguments = new LaunchArguments();
    private final DeviceLedger ledger;
    private final Mirrors mirrors = new Mirrors();
    private final AheadCopies ahead = new AheadCopies(this);
    private final PinnedStaging staging = new PinnedStaging();

    private volatile boolean isLost;

    /** True while work may be queued that reads the staging memory. */
    private boolean isStagingRead;

    private @Nullable DeviceMemory workspace;

    private CudaDevice(int ordinal) {
        card = CudaCard.of(ordinal);
        name = card.name();
        long[] handle = new long[1];
        CudaDriver.check(CudaDriver.cuDevicePrimaryCtxRetain(handle, card.device()), "take " + name);
        context = handle[0];
        CudaDriver.check(CudaDriver.cuCtxSetCurrent(context), "use " + name);
        CudaDriver.check(CudaDriver.cuStreamCreate(handle, NON_BLOCKING), "make a stream");
        stream = handle[0];
        module = new CudaModule(name);
        Cudnn.version();
        Cudnn.check(Cudnn.cudnnCreate(handle), "start on " + name);
        cudnn = handle[0];
        Cudnn.check(Cudnn.cudnnSetStream(cudnn, stream), "take a stream");
        ledger = new DeviceLedger(name, DeviceLedger.limitFromProperty());
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
        card.require(math.firstCapability());
    }

    @Override
    public String description() {
        return name + " (" + card.inWords() + ", cuDNN " + Cudnn.version() + " from " + Cudnn.from() + ")";
    }

    @Override
    public Mirrors mirrors() {
        return mirrors;
    }

    /** Passes a result code on, if it is no error. */
    void check(int code, String doing) {
        if (CudaDriver.isOfLostDevice(code)) {
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

    /**
     * The memory that is taken now.
     *
     * @return bytes
     */
    public synchronized long takenMemory() {
        return ledger.used();
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

    /** Another stream of this GPU. */
    long newStream() {
        enter();
        long[] handle = new long[1];
        check(CudaDriver.cuStreamCreate(handle, NON_BLOCKING), "make a stream");
        return handle[0];
    }

    @Override
    public synchronized long mark() {
        enter();
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
        enter();
        ahead.copy(host, device, bytes, after, ready);
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
        check(
                CudaDriver.cuLaunchKernel(
                        module.function(kernel),
                        blocks,
                        rows,
                        1,
                        THREADS,
                        1,
                        1,
                        0,
                        stream,
                        arguments.of(parameters),
                        0),
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
