package org.cyborgml.saliency.image;

import java.io.IOException;
import java.nio.file.Path;
import org.cyborgml.saliency.file.WholeFile;

/** Writes PNG files of 8 or 16 bits. A file appears under its name only when it is whole. */
public final class PngWriter {

    private PngWriter() {}

    /**
     * Writes an image, replacing a file of that name. Grey with alpha becomes RGBA.
     *
     * @param image the image
     * @param file where to; its folder must exist
     * @throws IOException if the file cannot be written
     */
    public static void write(Raster image, Path file) throws IOException {
        WholeFile.write(file, OpenCvCodec.encodePng(image));
    }
}
