package org.cyborgml.models.kernel;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Counts the memory that work takes on a device, without a device. */
public final class CountedMemory {

    private CountedMemory() {}

    /**
     * Counts.
     *
     * @param kernels of a device, whose precision counts
     * @param work makes a network and runs it
     * @return the most bytes that it takes at a time, cuDNN's workspace not counted
     * @throws IllegalArgumentException if these kernels are of no device
     */
    public static long peak(Kernels kernels, Runnable work) {
        if (!(kernels instanceof DeviceKernels ofDevice)) {
            throw new IllegalArgumentException("memory of a device was to be counted for " + kernels);
        }
        CountingDevice device = new CountingDevice();
        // The caller's thread may be within a pass of another network.
        FutureTask<Void> counted = new FutureTask<>(
                () -> {
                    try (KernelScope scope = KernelScope.of(ofDevice.on(device))) {
                        work.run();
                    }
                },
                null);
        Thread thread = new Thread(counted, "counted-memory");
        thread.setDaemon(true);
        thread.start();
        try {
            counted.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("memory could not be counted: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return device.peakMemory();
    }
}
