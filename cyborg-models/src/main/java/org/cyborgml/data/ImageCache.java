package org.cyborgml.data;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.cyborgml.saliency.image.ImageFileException;

/**
 * Images in the size of a network's input, kept in memory once they are read, for as long as there is room: an epoch visits
 * every image once, so the first image is worth as much as the last, and nothing is ever thrown out.
 */
final class ImageCache {

    private final ImageSource images;
    private final InputFormat format;
    private final AtomicLong room;
    private final Map<String, byte[]> known = new ConcurrentHashMap<>();

    /**
     * A cache.
     *
     * @param images read once each
     * @param format of the network's input
     * @param bytes the most that is kept
     */
    ImageCache(ImageSource images, InputFormat format, long bytes) {
        this.images = images;
        this.format = format;
        this.room = new AtomicLong(bytes);
    }

    /** The samples of an image, channel by channel within a pixel. The array is shared: it must not be changed. */
    byte[] samples(String path) throws ImageFileException {
        byte[] samples = known.get(path);
        if (samples == null) {
            samples = format.resized(images.read(path)).toBytes();
            if (room.addAndGet(-samples.length) >= 0) {
                known.put(path, samples);
            } else {
                room.addAndGet(samples.length);
            }
        }
        return samples;
    }
}
