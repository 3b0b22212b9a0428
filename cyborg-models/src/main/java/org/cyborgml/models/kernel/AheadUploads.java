package org.cyborgml.models.kernel;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cyborgml.models.cuda.CudaException;
import org.cyborgml.models.cuda.Device;
import org.cyborgml.models.cuda.DeviceMemory;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Images that are on their way to a device, or there, before the layer that reads them asks for them. What is not asked for
 * makes room for what comes later. Safe for several threads.
 */
final class AheadUploads {

    /** As many batches as are made ahead, the one in use, and one more. */
    private static final int MOST = 5;

    private final Device device;
    private final List<Slot> slots = new ArrayList<>();

    AheadUploads(Device device) {
        this.device = device;
    }

    /** A place for a batch on the device. */
    static final class Slot {

        /** Set when the device has done all that reads this place. */
        private final long free;

        /** Set when the images are here. */
        private final long ready;

        private @Nullable DeviceMemory memory;

        /** The images on the host, which stay where they are meanwhile; null where none are here. */
        private @Nullable INDArray images;

        private boolean isUnderWay;

        /** The reader, from when it has asked until it gives the place back or is forgotten. */
        private @Nullable WeakReference<Object> reader;

        Slot(Device device) {
            this.free = device.mark();
            this.ready = device.mark();
        }

        long address() {
            DeviceMemory here = memory;
            if (here == null) {
                throw new IllegalStateException("there are no images here");
            }
            return here.address();
        }

        private boolean isRead() {
            return reader != null && reader.get() != null;
        }
    }

    /** Begins to copy images, if there is a place for them; returns when the host has no more to do. */
    void begin(INDArray images) {
        long bytes = images.length() * Float.BYTES;
        Slot slot = reserved(images);
        if (slot == null) {
            return;
        }
        try {
            DeviceMemory known = slot.memory;
            if (known == null || known.bytes() < bytes) {
                if (known != null) {
                    known.close();
                    slot.memory = null;
                }
                known = new DeviceMemory(device, bytes);
                slot.memory = known;
            }
            device.uploadAhead(DeviceOperands.host(images), known.address(), bytes, slot.free, slot.ready);
            finished(slot);
        } catch (CudaException e) {
            // The layer that reads them copies them itself, and says what is wrong if that fails too.
            forget(slot);
        }
    }

    /** A place that is free, or new, or has the images that have been waiting longest; they are not waited for, it seems. */
    private synchronized @Nullable Slot reserved(INDArray images) {
        Slot found = null;
        for (Slot slot : slots) {
            if (!slot.isUnderWay
                    && !slot.isRead()
                    && (found == null || (slot.images == null && found.images != null))) {
                found = slot;
            }
        }
        if ((found == null || found.images != null) && slots.size() < MOST) {
            found = new Slot(device);
        } else if (found != null) {
            slots.remove(found);
        }
        if (found != null) {
            if (found.reader != null) {
                device.set(found.free); // its reader was forgotten, but perhaps not what that had queued
            }
            slots.add(found);
            found.images = images;
            found.isUnderWay = true;
            found.reader = null;
        }
        return found;
    }

    private synchronized void finished(Slot slot) {
        slot.isUnderWay = false;
    }

    private synchronized void forget(Slot slot) {
        slot.isUnderWay = false;
        slot.images = null;
    }

    /** The place of images that were copied ahead, for work that is queued from now on. */
    synchronized Optional<Slot> take(INDArray images, Object reader) {
        long host = DeviceOperands.host(images);
        for (Slot slot : slots) {
            INDArray here = slot.images;
            if (here != null
                    && !slot.isUnderWay
                    && !slot.isRead()
                    && here.length() == images.length()
                    && DeviceOperands.host(here) == host) {
                device.await(slot.ready);
                slot.images = null;
                slot.reader = new WeakReference<>(reader);
                return Optional.of(slot);
            }
        }
        return Optional.empty();
    }

    /** Gives a place back, after all work that is queued by now. */
    synchronized void giveBack(Slot slot) {
        device.set(slot.free);
        slot.reader = null;
    }
}
