package org.cyborgml.app.decoy;

import java.io.IOException;
import java.io.InputStream;

/** Reads a pair of gzipped IDX files, of images and of their labels, as MNIST and Fashion-MNIST come. */
final class IdxImages {

    /** Pixels to each side of an image. */
    static final int SIDE = 28;

    /** Number of classes. */
    static final int CLASSES = 10;

    private IdxImages() {}

    /**
     * Reads a pair; the caller closes the streams.
     *
     * @throws IOException if the files cannot be read, are unsound or do not belong together
     */
    static GreyImages read(String name, InputStream images, InputStream labels) throws IOException {
        IdxFile pixels = IdxFile.read(name + "-images-idx3-ubyte.gz", images, 3);
        IdxFile classes = IdxFile.read(name + "-labels-idx1-ubyte.gz", labels, 1);
        if (pixels.size(1) != SIDE || pixels.size(2) != SIDE) {
            throw new IOException(name + ": images of " + pixels.size(2) + "x" + pixels.size(1) + " pixels, must be "
                    + SIDE + "x" + SIDE);
        }
        if (pixels.size(0) != classes.size(0)) {
            throw new IOException(name + ": " + pixels.size(0) + " images but " + classes.size(0) + " labels");
        }
        for (byte label : classes.values()) {
            if (label < 0 || label >= CLASSES) {
                throw new IOException(name + ": label " + (label & 0xff) + ", must be from 0 to " + (CLASSES - 1));
            }
        }
        return GreyImages.wrap(SIDE, pixels.values(), classes.values());
    }
}
