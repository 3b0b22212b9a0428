package org.cyborgml.saliency.image;

import java.io.IOException;
import java.nio.file.Path;
import org.cyborgml.saliency.file.WholeFile;

/** Writes PNG files of 8 or 16 bits, as {@link WholeFile} does: no reader sees half a file. */
public final class PngWriter {

    private PngWriter() {}

    /**
     * Writes an image, replacing a file of that name. Grey with alpha becomes RGBA.
     *
     * @param image the image
     * @param file the file; its folder must exist
     * @throws IOException if the file cannot be written
     */
    public static void write(Raster image, Path file) throws IOException {
        WholeFile.write(file, encode(image));
    }

    /**
     * The content of a PNG file of an image. Grey with alpha becomes RGBA.
     *
     * @param image the image
     * @return the file's bytes
     */
    public static byte[] encode(Raster image) {
        return OpenCvCodec.encodePng(image);
    }
}
