package org.cyborgml.models.kernel;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.cyborgml.models.cuda.ConvolutionMath;
import org.cyborgml.models.cuda.ConvolutionShape;
import org.cyborgml.models.cuda.Device;
import org.cyborgml.models.cuda.DeviceConvolution;
import org.cyborgml.models.cuda.Mirrors;

/**
 * A device that keeps account of the time that each kind of work takes: on the device, if it waits after every piece of work, or
 * else on the host.
 */
class TimedDevice implements Device {

    private final Device device;
    private final boolean waits;
    private final Map<String, long[]> nanosAndCalls = new TreeMap<>();

    TimedDevice(Device device, boolean waits) {
        this.device = device;
        this.waits = waits;
    }

    private void time(String what, Runnable work) {
        long start = System.nanoTime();
        work.run();
        if (waits) {
            device.synchronize();
        }
        long[] sums = nanosAndCalls.computeIfAbsent(what, w -> new long[2]);
        sums[0] += System.nanoTime() - start;
        sums[1]++;
    }

    void reset() {
        nanosAndCalls.clear();
    }

    /** The work that took longest, in milliseconds a step. */
    void print(int steps, int lines) {
        double all = nanosAndCalls.values().stream().mapToLong(s -> s[0]).sum() / 1e6 / steps;
        System.out.printf(Locale.ROOT, "%8.3f ms in all %s%n", all, waits ? "on the device" : "on the host");
        nanosAndCalls.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, long[]> e) -> -e.getValue()[0]))
                .limit(lines)
                .forEach(e -> System.out.printf(
                        Locale.ROOT,
                        "%8.3f ms %5d times %s%n",
                        e.getValue()[0] / 1e6 / steps,
                        e.getValue()[1] / steps,
                        e.getKey()));
    }

    @Override
    public Mirrors mirrors() {
        return device.mirrors();
    }

    @Override
    public String description() {
        return device.description();
    }

    @Override
    public long allocate(long bytes) {
        return device.allocate(bytes);
    }

    @Override
    public void free(long address) {
        device.free(address);
    }

    @Override
    public long peakMemory() {
        return device.peakMemory();
    }

    @Override
    public void upload(long host, long address, long bytes) {
        time("upload of " + bytes, () -> device.upload(host, address, bytes));
    }

    @Override
    public long mark() {
        return device.mark();
    }

    @Override
    public void set(long mark) {
        device.set(mark);
    }

    @Override
    public void await(long mark) {
        device.await(mark);
    }

    @Override
    public void uploadAhead(long host, long address, long bytes, long after, long ready) {
        device.uploadAhead(host, address, bytes, after, ready);
    }

    @Override
    public void download(long address, long host, long bytes) {
        time("download of " + bytes, () -> device.download(address, host, bytes));
    }

    @Override
    public void copy(long from, long to, long bytes) {
        time("copy", () -> device.copy(from, to, bytes));
    }

    @Override
    public void launch(String kernel, int blocks, int rows, Object... arguments) {
        time(kernel, () -> device.launch(kernel, blocks, rows, arguments));
    }

    @Override
    public DeviceConvolution convolution(ConvolutionShape shape, ConvolutionMath math) {
        DeviceConvolution convolution = device.convolution(shape, math);
        String name = String.format(
                Locale.ROOT,
                "%dx%d/%d %d to %d groups %d of %dx%d",
                shape.window().height(),
                shape.window().width(),
                shape.window().stride(),
                shape.inputs(),
                shape.outputs(),
                shape.groups(),
                shape.height(),
                shape.width());
        return new DeviceConvolution() {
            @Override
            public void forward(long input, long weight, long output) {
                time("forward " + name, () -> convolution.forward(input, weight, output));
            }

            @Override
            public void backwardInput(long weight, long gradOutput, long gradInput) {
                time("input's gradient " + name, () -> convolution.backwardInput(weight, gradOutput, gradInput));
            }

            @Override
            public void backwardWeight(long input, long gradOutput, long gradWeight) {
                time("weight's gradient " + name, () -> convolution.backwardWeight(input, gradOutput, gradWeight));
            }
        };
    }

    @Override
    public boolean pin(long host, long bytes) {
        boolean isPinned = device.pin(host, bytes);
        System.out.println((isPinned ? "pinned " : "could not pin ") + bytes);
        return isPinned;
    }

    @Override
    public void unpin(long host) {
        device.unpin(host);
    }

    @Override
    public void synchronize() {
        device.synchronize();
    }
}
