package org.cyborgml.data;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.cyborgml.saliency.image.ImageFileException;

/**
 * The images of a folder, kept in memory once they are read, for as long as there is room: an epoch visits every image
 * once, so that what was read first is worth as much as what was read last, and nothing is ever thrown out.
 */
final class ImageCache {

    private final ImageFolder folder;
    private final AtomicLong room;
    private final Map<String, byte[]> known = new ConcurrentHashMap<>();

    /**
     * A cache.
     *
     * @param folder where images are read from
     * @param bytes how much may be kept
     */
    ImageCache(ImageFolder folder, long bytes) {
        this.folder = folder;
        this.room = new AtomicLong(bytes);
    }

    /** The samples of an image, RGB by pixel. The array is shared: it must not be changed. */
    byte[] rgb(String path) throws ImageFileException {
        byte[] rgb = known.get(path);
        if (rgb == null) {
            rgb = folder.read(path).toBytes();
            if (room.addAndGet(-rgb.length) >= 0) {
                known.put(path, rgb);
            } else {
                room.addAndGet(rgb.length);
            }
        }
        return rgb;
    }
}
