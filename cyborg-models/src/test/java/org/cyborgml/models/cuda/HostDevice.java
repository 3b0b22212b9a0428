package org.cyborgml.models.cuda;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A device in the host's memory that runs the kernels of kernels.cu, compiled as C++ by g++. Every address that work is queued
 * with is checked to lie in memory that was taken and not given back, and every launch to have the arguments that the kernel in
 * kernels.ptx takes.
 */
public final class HostDevice implements Device {

    private static @Nullable NativeLibrary library;

    private final int threads;
    private final Map<String, List<String>> ptx;
    private final Function launch;
    private final Function convolve;
    private final Mirrors mirrors = new Mirrors();
    private final LaunchArguments arguments = new LaunchArguments();
    private final Map<Long, Memory> memory = new HashMap<>();
    private long launches;
    private long uploadedBytes;
    private long downloadedBytes;

    private HostDevice(NativeLibrary library, int threads) throws IOException {
        this.ptx = Ptx.kernels();
        this.launch = library.getFunction("launchOnHost");
        this.convolve = library.getFunction("convolveOnHost");
        this.threads = threads;
    }

    /**
     * A device.
     *
     * @param threads threads in a block; more than one are slow, and find missing barriers
     * @return a new device, or empty where there is no g++
     */
    public static synchronized Optional<HostDevice> create(int threads) throws IOException, InterruptedException {
        NativeLibrary known = library;
        if (known == null) {
            Path folder = Files.createTempDirectory("cyborg-host-device");
            Path file = folder.resolve("libkernels.so");
            Process compiler;
            try {
                compiler = new ProcessBuilder(
                                "g++",
                                "-std=c++20",
                                "-O3",
                                "-march=native",
                                "-fassociative-math",
                                "-fno-signed-zeros",
                                "-fno-trapping-math",
                                "-ffp-contract=off",
                                "-shared",
                                "-fPIC",
                                "-pthread",
                                "-o",
                                file.toString(),
                                "src/test/cuda/host.cpp")
                        .inheritIO()
                        .start();
            } catch (IOException e) {
                return Optional.empty();
            }
            if (!compiler.waitFor(5, TimeUnit.MINUTES) || compiler.exitValue() != 0) {
                throw new IllegalStateException("g++ does not compile the kernels for the host");
            }
            known = NativeLibrary.getInstance(file.toString());
            library = known;
            Files.delete(file);
            Files.delete(folder);
        }
        return Optional.of(new HostDevice(known, threads));
    }

    @Override
    public Mirrors mirrors() {
        return mirrors;
    }

    @Override
    public String description() {
        return "the host's memory";
    }

    @Override
    public synchronized long allocate(long bytes) {
        Memory block = new Memory(bytes + 256).align(256);
        // NaNs in what nobody wrote.
        block.setMemory(0, bytes, (byte) 0xff);
        memory.put(Pointer.nativeValue(block), block);
        return Pointer.nativeValue(block);
    }

    @Override
    public synchronized void free(long address) {
        if (memory.remove(address) == null) {
            throw new IllegalStateException("memory was given back that was not taken");
        }
    }

    private synchronized void check(long address, long bytes) {
        boolean isInside = memory.entrySet().stream()
                .anyMatch(e -> e.getKey() <= address
                        && address + bytes <= e.getKey() + e.getValue().size());
        if (!isInside) {
            throw new IllegalStateException("an address lies outside of the device's memory");
        }
    }

    private static void move(long from, long to, long bytes) {
        new Pointer(to).write(0, new Pointer(from).getByteArray(0, Math.toIntExact(bytes)), 0, (int) bytes);
    }

    @Override
    public synchronized long peakMemory() {
        return memory.values().stream().mapToLong(Memory::size).sum();
    }

    @Override
    public synchronized void upload(long host, long device, long bytes) {
        check(device, bytes);
        move(host, device, bytes);
        uploadedBytes += bytes;
    }

    @Override
    public long mark() {
        return 0;
    }

    @Override
    public void set(long mark) {
        // Nothing is queued.
    }

    @Override
    public void await(long mark) {
        // Nothing is queued.
    }

    @Override
    public void uploadAhead(long host, long device, long bytes, long after, long ready) {
        upload(host, device, bytes);
    }

    @Override
    public synchronized void download(long device, long host, long bytes) {
        check(device, bytes);
        move(device, host, bytes);
        downloadedBytes += bytes;
    }

    @Override
    public synchronized void copy(long from, long to, long bytes) {
        check(from, bytes);
        check(to, bytes);
        move(from, to, bytes);
    }

    @Override
    public synchronized void launch(String kernel, int blocks, int rows, Object... parameters) {
        if (!Ptx.of(parameters).equals(ptx.get(kernel))) {
            throw new IllegalArgumentException(
                    kernel + " of kernels.ptx takes " + ptx.get(kernel) + ", found " + Ptx.of(parameters));
        }
        for (Object parameter : parameters) {
            if (parameter instanceof Long address && address != 0) {
                check(address, 1);
            }
        }
        // Every thread takes many elements, so a few blocks do; sums over channels and pieces have a block for each.
        boolean isBlockForEach = kernel.contains("Sums")
                || kernel.startsWith("step")
                || kernel.startsWith("sumChannels")
                || kernel.startsWith("convolveBackwardWeight");
        Object[] call = {kernel, isBlockForEach ? blocks : Math.min(blocks, 3), rows, threads, arguments.of(parameters)
        };
        if (launch.invokeInt(call) != 0) {
            throw new IllegalStateException("there is no kernel " + kernel);
        }
        launches++;
    }

    @Override
    public DeviceConvolution convolution(ConvolutionShape shape, ConvolutionMath math) {
        return threads > 1 || (shape.groups() == shape.inputs() && shape.groups() > 1)
                ? new DirectConvolution(this, shape, math.element())
                : new HostConvolution(shape, math.element());
    }

    /** Stands for cuDNN: it computes convolutions in another way than kernels.cu. */
    private final class HostConvolution implements DeviceConvolution {

        private final ConvolutionShape shape;
        private final MapElement element;
        private final int[] fields;

        HostConvolution(ConvolutionShape shape, MapElement element) {
            this.shape = shape;
            this.element = element;
            this.fields = DirectConvolution.struct(shape).fields();
        }

        private void run(int what, long x, long w, long y) {
            check(x, shape.inputLength() * element.bytes());
            check(w, shape.weightLength() * element.bytes());
            check(y, shape.outputLength() * element.bytes());
            convolve.invokeVoid(new Object[] {
                what,
                shape.samples(),
                fields,
                element == MapElement.BFLOAT16 ? 1 : 0,
                new Pointer(x),
                new Pointer(w),
                new Pointer(y)
            });
        }

        @Override
        public void forward(long input, long weight, long output) {
            run(0, input, weight, output);
        }

        @Override
        public void backwardInput(long weight, long gradOutput, long gradInput) {
            run(1, gradInput, weight, gradOutput);
        }

        @Override
        public void backwardWeight(long input, long gradOutput, long gradWeight) {
            run(2, input, gradWeight, gradOutput);
        }
    }

    @Override
    public boolean pin(long host, long bytes) {
        return false;
    }

    @Override
    public void unpin(long host) {
        // All of the host's memory is alike.
    }

    @Override
    public void synchronize() {
        // All work is done at once.
    }

    /** Launches so far. */
    public long launches() {
        return launches;
    }

    /** Bytes copied from the host so far. */
    public long uploadedBytes() {
        return uploadedBytes;
    }

    /** Bytes copied to the host so far. */
    public long downloadedBytes() {
        return downloadedBytes;
    }
}
