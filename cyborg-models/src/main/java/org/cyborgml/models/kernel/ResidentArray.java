package org.cyborgml.models.kernel;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.List;
import org.cyborgml.models.cuda.Device;
import org.cyborgml.models.cuda.Mirror;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An array of the host whose numbers are on a device as well, such as a network's parameters while it is trained. Ends when
 * closed or forgotten.
 */
public final class ResidentArray implements AutoCloseable {

    private static final Cleaner CLEANER = Cleaner.create();

    private final Device device;
    private final Mirror mirror;
    private final Cleaner.Cleanable cleanable;

    /** Holds the array, so that its memory stays where it is. */
    private record Ending(DeviceSide side, Mirror mirror, INDArray array) implements Runnable {

        @Override
        public void run() {
            try {
                side.mirrors().remove(mirror);
                mirror.close();
            } finally {
                Reference.reachabilityFence(array);
            }
        }
    }

    ResidentArray(DeviceSide side, INDArray array) {
        this.device = side.device();
        this.mirror = new Mirror(device, DeviceOperands.host(array), array.length() * Float.BYTES);
        side.mirrors().add(mirror);
        this.cleanable = CLEANER.register(this, new Ending(side, mirror, array));
    }

    /**
     * The device.
     *
     * @return where the numbers are
     */
    public Device device() {
        return device;
    }

    /**
     * Where they start.
     *
     * @return an address on the device
     */
    public long address() {
        return mirror.address();
    }

    /**
     * Copies a view of the array from the host to the device.
     *
     * @param view a plain view
     */
    public void upload(INDArray view) {
        mirror.upload(DeviceOperands.host(view), view.length() * Float.BYTES);
    }

    /**
     * Copies those views from the host that no kernel has written on the device since the last call.
     *
     * @param views plain views
     */
    public void uploadUnwritten(List<INDArray> views) {
        for (INDArray view : views) {
            if (!mirror.isWritten(DeviceOperands.host(view))) {
                upload(view);
            }
        }
        mirror.forgetWritten();
    }

    /**
     * Compares the host's numbers with the device's, after all work that is queued.
     *
     * @return whether they are the same, to the last bit
     */
    public boolean isTrue() {
        return mirror.isTrue();
    }

    /**
     * Compares the host's numbers with what they were when they were last compared with the device's, or copied from there.
     *
     * @return whether nobody has changed them
     */
    public boolean isUnchanged() {
        return mirror.isUnchanged();
    }

    /**
     * Copies a view of the array from the device to the host.
     *
     * @param view a plain view
     */
    public void download(INDArray view) {
        mirror.downloadPart(DeviceOperands.host(view), view.length() * Float.BYTES);
    }

    /** Copies the array from the device to the host. */
    public void download() {
        mirror.download();
    }

    @Override
    public void close() {
        cleanable.clean();
    }
}
