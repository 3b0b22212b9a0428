package org.cyborgml.saliency.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads PNG and JPEG files, and refuses a broken one with an {@link ImageFileException} instead of giving back a damaged
 * picture.
 *
 * <ul>
 *   <li>PNG of every colour type and depth: palettes become RGB (RGBA if they hold transparency) unless their numbers are
 *       asked for, grey of 1, 2 and 4 bits becomes 8 bits from black to white, 16 bits stay. Every chunk's checksum must hold
 *       and every row be there.
 *   <li>JPEG of 8 bits, grey or colour, baseline or progressive, decoded by libjpeg-turbo as in Pillow. Every block of every
 *       scan must be there, in codes that its tables hold, and the end marker, where Pillow and others go on with grey. Still,
 *       JPEG has no checksum: some flipped bits give another picture. CMYK and arithmetic coding are refused.
 *   <li>EXIF orientation, gamma and colour profiles are ignored, as in Pillow unless it is told otherwise.
 *   <li>The size is read from the header first, and a file with more than the largest number of pixels is refused before
 *       anything is decoded.
 * </ul>
 *
 * <p>Nothing is printed, whatever the file holds. Immutable and safe for use by several threads.
 */
public final class ImageDecoder {

    /** The largest number of pixels unless configured: 100 megapixels. */
    public static final long DEFAULT_MAXIMUM_PIXELS = 100_000_000L;

    private static final long MAXIMUM_FILE_BYTES = 1L << 30;
    private static final ImageDecoder DEFAULTS = new ImageDecoder(DEFAULT_MAXIMUM_PIXELS, PaletteReading.COLOURS);

    private final long maximumPixels;
    private final PaletteReading palettes;

    private ImageDecoder(long maximumPixels, PaletteReading palettes) {
        this.maximumPixels = maximumPixels;
        this.palettes = palettes;
    }

    /**
     * A decoder of images up to {@link #DEFAULT_MAXIMUM_PIXELS} that reads palettes as colours.
     *
     * @return the decoder
     */
    public static ImageDecoder withDefaults() {
        return DEFAULTS;
    }

    /**
     * Sets the limit on the size.
     *
     * @param pixels the largest width times height that is decoded, at least 1
     * @return a decoder with that limit
     * @throws IllegalArgumentException if the limit is below 1
     */
    public ImageDecoder withMaximumPixels(long pixels) {
        if (pixels < 1) {
            throw new IllegalArgumentException("maximum pixels " + pixels + ": must be at least 1");
        }
        return new ImageDecoder(pixels, palettes);
    }

    /**
     * Sets the way in which PNG files with a palette are read.
     *
     * @param reading as colours, or as the numbers of a segmentation's classes
     * @return a decoder that reads them so
     */
    public ImageDecoder withPalettes(PaletteReading reading) {
        return new ImageDecoder(maximumPixels, reading);
    }

    /**
     * Reads and decodes a file.
     *
     * @param file a PNG or JPEG file
     * @return the image
     * @throws ImageFileException if the file is missing, unreadable, empty, of another format, too large, damaged or truncated
     */
    public Raster read(Path file) throws ImageFileException {
        return decode(bytesOf(file), file.toString());
    }

    /**
     * Reads a file's header, without decoding the pixels.
     *
     * @param file a PNG or JPEG file
     * @return format, size and layout, palettes as RGB; the alpha that a tRNS chunk adds to palette and RGB files is not part of it
     * @throws ImageFileException if the file is missing, unreadable, empty, of another format, or its header is damaged or
     *     claims too many pixels
     */
    public ImageHeader readHeader(Path file) throws ImageFileException {
        String name = file.toString();
        byte[] bytes = bytesOf(file);
        ImageHeader header =
                switch (formatOf(bytes, name)) {
                    case PNG -> PngStructure.header(bytes, name);
                    case JPEG -> JpegStructure.header(bytes, name);
                };
        DecodingLimits.requirePixels(header.size(), maximumPixels, name);
        return header;
    }

    /**
     * Decodes a file's bytes.
     *
     * @param file the bytes of a PNG or JPEG file
     * @param name its name in error messages
     * @return the image
     * @throws ImageFileException if the bytes are none, of another format, too large, damaged or truncated
     */
    public Raster decode(byte[] file, String name) throws ImageFileException {
        ImageFormat format = formatOf(file, name);
        // The check below reads the header again: a file that is too large is refused before its data are walked.
        DecodingLimits.requirePixels(
                (format == ImageFormat.PNG ? PngStructure.header(file, name) : JpegStructure.header(file, name)).size(),
                maximumPixels,
                name);
        return format == ImageFormat.PNG
                ? PngPixels.decode(PngStructure.check(file, name), name, palettes)
                : OpenCvCodec.decodeJpeg(file, name, JpegStructure.check(file, name));
    }

    private static byte[] bytesOf(Path file) throws ImageFileException {
        String name = file.toString();
        if (!Files.isRegularFile(file)) {
            throw new ImageFileException(name, Files.exists(file) ? "is not a regular file" : "does not exist");
        }
        try {
            long length = Files.size(file);
            if (length > MAXIMUM_FILE_BYTES) {
                throw new ImageFileException(
                        name, "has " + length + " bytes: at most " + MAXIMUM_FILE_BYTES + " are read");
            }
            return Files.readAllBytes(file);
        } catch (ImageFileException e) {
            throw e;
        } catch (IOException e) {
            throw ImageFileException.of(name, e);
        }
    }

    private static ImageFormat formatOf(byte[] file, String name) throws ImageFileException {
        if (file.length == 0) {
            throw new ImageFileException(name, "is empty: 0 bytes");
        }
        if (PngStructure.startsLike(file)) {
            return ImageFormat.PNG;
        }
        if (JpegStructure.startsLike(file)) {
            return ImageFormat.JPEG;
        }
        StringBuilder start = new StringBuilder();
        for (int i = 0; i < Math.min(file.length, 8); i++) {
            start.append(i == 0 ? "" : " ").append(String.format("%02x", file[i]));
        }
        throw new ImageFileException(name, "is neither PNG nor JPEG: it begins with the bytes " + start);
    }
}
