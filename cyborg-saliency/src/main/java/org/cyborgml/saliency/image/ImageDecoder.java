package org.cyborgml.saliency.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads PNG, JPEG, BMP and WebP files to the pixels of Pillow, and refuses a broken one with an {@link ImageFileException}
 * instead of giving back a damaged picture.
 *
 * <ul>
 *   <li>PNG of every colour type and depth: palettes become RGB (RGBA if they hold transparency) unless their numbers are
 *       asked for, grey of 1, 2 and 4 bits becomes 8 bits from black to white, 16 bits stay. Every chunk's checksum must hold
 *       and every row be there.
 *   <li>JPEG of 8 bits, grey, colour or CMYK, baseline or progressive, decoded by libjpeg-turbo as in Pillow. Every block of
 *       every scan must be there, in codes that its tables hold, and the end marker, where Pillow and others go on with grey.
 *       Files with any version of JFIF, unknown colour transforms, or extra bytes between segments or before the end are
 *       read, since these change no pixel. Still, JPEG has no checksum: some flipped bits give another picture. CMYK
 *       becomes RGB by Pillow's formula. Arithmetic coding is refused.
 *   <li>BMP without compression, of 1 to 32 bits.
 *   <li>WebP, lossy or lossless, still pictures only.
 *   <li>EXIF orientation, gamma and colour profiles are ignored, for images and maps alike, as in Pillow and PyTorch unless they
 *       are told otherwise: a map must lie on the stored pixels of its image, not on the picture that a viewer shows.
 *       {@link ImageHeader#orientation} tells which files are concerned.
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
     * @param file a file of one of these formats
     * @return the image
     * @throws ImageFileException if the file is missing, unreadable, empty, of another format, too large, damaged or truncated
     */
    public Raster read(Path file) throws ImageFileException {
        return decode(bytesOf(file), file.toString());
    }

    /**
     * Reads a file's header, without decoding the pixels.
     *
     * @param file a file of one of these formats
     * @return format, size and layout, palettes as RGB; the alpha that a tRNS chunk adds to palette and RGB files is not part of it
     * @throws ImageFileException if the file is missing, unreadable, empty, of another format, or its header is damaged or
     *     claims too many pixels
     */
    public ImageHeader readHeader(Path file) throws ImageFileException {
        String name = file.toString();
        byte[] bytes = bytesOf(file);
        return header(bytes, name, formatOf(bytes, name));
    }

    /**
     * Decodes a file's bytes.
     *
     * @param file the bytes of a file of one of these formats
     * @param name its name in error messages
     * @return the image
     * @throws ImageFileException if the bytes are none, of another format, too large, damaged or truncated
     */
    public Raster decode(byte[] file, String name) throws ImageFileException {
        ImageFormat format = formatOf(file, name);
        // A file that is too large is refused before its data are walked.
        ImageHeader header = header(file, name, format);
        return switch (format) {
            case PNG -> PngPixels.decode(PngStructure.check(file, name), name, palettes);
            case JPEG -> jpeg(JpegStructure.check(file, name), name);
            case BMP -> BmpFile.decode(file, name);
            case WEBP -> OpenCvCodec.decode(file, name, header);
        };
    }

    private static Raster jpeg(WholeJpeg jpeg, String name) throws ImageFileException {
        return switch (jpeg.colour()) {
            case GREY, COLOUR -> OpenCvCodec.decode(jpeg.bytes(), name, jpeg.header());
            case CMYK, YCCK -> CmykJpeg.decode(jpeg, name);
        };
    }

    private ImageHeader header(byte[] file, String name, ImageFormat format) throws ImageFileException {
        ImageHeader header =
                switch (format) {
                    case PNG -> PngStructure.header(file, name);
                    case JPEG -> JpegStructure.header(file, name);
                    case BMP -> BmpFile.header(file, name);
                    case WEBP -> WebpFile.header(file, name);
                };
        DecodingLimits.requirePixels(header.size(), maximumPixels, name);
        return header;
    }

    private static byte[] bytesOf(Path file) throws ImageFileException {
        String name = file.toString();
        if (!Files.isRegularFile(file)) {
            throw new ImageFileException(name, whatItIs(file));
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

    private static String whatItIs(Path file) {
        if (Files.isDirectory(file)) {
            return Files.isReadable(file) ? "is a folder" : "is a folder that cannot be read";
        }
        if (Files.exists(file)) {
            return "is not a regular file";
        }
        return Files.isSymbolicLink(file) ? "is a link to a file that does not exist" : "does not exist";
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
        if (BmpFile.startsLike(file)) {
            return ImageFormat.BMP;
        }
        if (WebpFile.startsLike(file)) {
            return ImageFormat.WEBP;
        }
        Optional<String> other = OtherFormat.of(file);
        if (other.isPresent()) {
            throw new ImageFileException(name, "is " + other.get() + ": only PNG, JPEG, BMP and WebP are read");
        }
        StringBuilder start = new StringBuilder();
        for (int i = 0; i < Math.min(file.length, 8); i++) {
            start.append(i == 0 ? "" : " ").append(String.format("%02x", file[i]));
        }
        throw new ImageFileException(name, "is neither PNG, JPEG, BMP nor WebP: it begins with the bytes " + start);
    }
}
