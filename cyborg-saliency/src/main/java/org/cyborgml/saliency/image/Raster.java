package org.cyborgml.saliency.image;

import java.util.Arrays;

/**
 * An immutable image of unsigned samples, 8 or 16 bits each, rows from top to bottom, pixels from left to right, the
 * samples of a pixel side by side in the order of {@link Channels}.
 *
 * <p>Conversions follow Pillow ({@code Image.convert}) where Pillow has one, so that images enter training with the same
 * numbers as in the authors' Python code: alpha is dropped, not blended, and grey is ITU-R 601-2 luma in its 16-bit fixed
 * point.
 */
public final class Raster {

    // 16-bit samples take two bytes, the high one first, as in a PNG file.
    private final byte[] data;
    private final ImageSize size;
    private final Channels channels;
    private final SampleDepth depth;

    private Raster(ImageSize size, Channels channels, SampleDepth depth, byte[] data) {
        this.size = size;
        this.channels = channels;
        this.depth = depth;
        this.data = data;
    }

    /**
     * An image of 8-bit samples.
     *
     * @param width pixels in a row, at least 1
     * @param height rows, at least 1
     * @param channels the channels of a pixel
     * @param samples width * height * channels values, 0 to 255 as unsigned bytes; copied
     * @return the image
     * @throws IllegalArgumentException if the size is impossible or the number of samples does not fit it
     */
    public static Raster of(int width, int height, Channels channels, byte[] samples) {
        ImageSize size = new ImageSize(width, height);
        requireLength(size, channels, SampleDepth.EIGHT_BITS, samples.length);
        return new Raster(size, channels, SampleDepth.EIGHT_BITS, samples.clone());
    }

    /**
     * An image of 16-bit samples.
     *
     * @param width pixels in a row, at least 1
     * @param height rows, at least 1
     * @param channels the channels of a pixel
     * @param samples width * height * channels values, 0 to 65535 as unsigned shorts; copied
     * @return the image
     * @throws IllegalArgumentException if the size is impossible or the number of samples does not fit it
     */
    public static Raster of(int width, int height, Channels channels, short[] samples) {
        ImageSize size = new ImageSize(width, height);
        requireLength(size, channels, SampleDepth.SIXTEEN_BITS, 2L * samples.length);
        byte[] data = new byte[2 * samples.length];
        for (int i = 0; i < samples.length; i++) {
            data[2 * i] = (byte) (samples[i] >> 8);
            data[2 * i + 1] = (byte) samples[i];
        }
        return new Raster(size, channels, SampleDepth.SIXTEEN_BITS, data);
    }

    /** Keeps the array without a copy: nobody else may hold it. */
    static Raster wrap(ImageSize size, Channels channels, SampleDepth depth, byte[] data) {
        requireLength(size, channels, depth, data.length);
        return new Raster(size, channels, depth, data);
    }

    private static void requireLength(ImageSize size, Channels channels, SampleDepth depth, long bytes) {
        long expected = (long) size.pixels() * channels.count();
        if (bytes != expected * depth.bytes()) {
            throw new IllegalArgumentException(
                    "raster of " + bytes / depth.bytes() + " samples: " + size + " " + channels + " needs " + expected);
        }
    }

    /**
     * Pixels in a row.
     *
     * @return at least 1
     */
    public int width() {
        return size.width();
    }

    /**
     * Rows.
     *
     * @return at least 1
     */
    public int height() {
        return size.height();
    }

    /**
     * Width and height.
     *
     * @return the size in pixels
     */
    public ImageSize size() {
        return size;
    }

    /**
     * The channels of a pixel.
     *
     * @return the layout
     */
    public Channels channels() {
        return channels;
    }

    /**
     * The bits of a sample.
     *
     * @return the depth
     */
    public SampleDepth depth() {
        return depth;
    }

    /**
     * One sample.
     *
     * @param x column, from 0
     * @param y row, from 0
     * @param channel channel, from 0
     * @return 0 to {@code depth().maximum()}
     * @throws IndexOutOfBoundsException if there is no such pixel or channel
     */
    public int sample(int x, int y, int channel) {
        if (x < 0 || x >= width() || y < 0 || y >= height() || channel < 0 || channel >= channels.count()) {
            throw new IndexOutOfBoundsException(
                    "pixel (" + x + "," + y + ") channel " + channel + " of a " + size + " " + channels + " image");
        }
        return sampleAt((y * width() + x) * channels.count() + channel);
    }

    private int sampleAt(int index) {
        return depth == SampleDepth.EIGHT_BITS
                ? data[index] & 0xff
                : ((data[2 * index] & 0xff) << 8) | (data[2 * index + 1] & 0xff);
    }

    /**
     * All samples of an 8-bit image.
     *
     * @return a copy, [height, width, channels]
     * @throws IllegalStateException if the samples have 16 bits
     */
    public byte[] toBytes() {
        return bytes8().clone();
    }

    /** The array itself: callers only read it. */
    byte[] bytes8() {
        if (depth != SampleDepth.EIGHT_BITS) {
            throw new IllegalStateException("samples of 16 bits do not fit bytes: call toEightBits() first");
        }
        return data;
    }

    /** The bytes of all samples as a PNG file holds them; callers only read them. */
    byte[] bigEndianBytes() {
        return data;
    }

    /**
     * This image with 8-bit samples: of 16 bits, the upper eight are kept, as Pillow reads 16-bit RGB files.
     *
     * @return an 8-bit image, this one if it is
     */
    public Raster toEightBits() {
        if (depth == SampleDepth.EIGHT_BITS) {
            return this;
        }
        byte[] high = new byte[data.length / 2];
        for (int i = 0; i < high.length; i++) {
            high[i] = data[2 * i];
        }
        return new Raster(size, channels, SampleDepth.EIGHT_BITS, high);
    }

    /**
     * This image in 8-bit RGB: alpha dropped, grey repeated, of 16 bits the upper eight.
     *
     * @return an 8-bit RGB image, this one if it is
     */
    public Raster toRgb() {
        Raster eight = toEightBits();
        if (channels == Channels.RGB) {
            return eight;
        }
        int step = channels.count();
        int green = channels.isColour() ? 1 : 0;
        int blue = channels.isColour() ? 2 : 0;
        byte[] rgb = new byte[Math.multiplyExact(3, size.pixels())];
        for (int from = 0, to = 0; to < rgb.length; from += step, to += 3) {
            rgb[to] = eight.data[from];
            rgb[to + 1] = eight.data[from + green];
            rgb[to + 2] = eight.data[from + blue];
        }
        return new Raster(size, Channels.RGB, SampleDepth.EIGHT_BITS, rgb);
    }

    /**
     * This image in grey, at its own depth: alpha dropped, colour by Pillow's (19595 R + 38470 G + 7471 B + 32768) / 65536,
     * rounded down.
     *
     * @return a grey image, this one if it is
     */
    public Raster toGrey() {
        if (channels == Channels.GREY) {
            return this;
        }
        int step = channels.count();
        byte[] grey = new byte[size.pixels() * depth.bytes()];
        for (int pixel = 0, from = 0; pixel < size.pixels(); pixel++, from += step) {
            int value = sampleAt(from);
            if (channels.isColour()) {
                long luma = 19595L * value + 38470L * sampleAt(from + 1) + 7471L * sampleAt(from + 2) + 32768L;
                value = (int) (luma >> 16);
            }
            if (depth == SampleDepth.EIGHT_BITS) {
                grey[pixel] = (byte) value;
            } else {
                grey[2 * pixel] = (byte) (value >> 8);
                grey[2 * pixel + 1] = (byte) value;
            }
        }
        return new Raster(size, Channels.GREY, depth, grey);
    }

    /**
     * The luminance of every pixel as a fraction.
     *
     * @return [height, width], 0 to 1
     */
    public FloatPlane toLuminance() {
        Raster grey = toGrey();
        float[] values = new float[size.pixels()];
        float maximum = depth.maximum();
        for (int i = 0; i < values.length; i++) {
            values[i] = grey.sampleAt(i) / maximum;
        }
        return FloatPlane.wrap(size, values);
    }

    /**
     * Compares size, channels, depth and every sample.
     *
     * @param other anything
     * @return true if it is an equal image
     */
    @Override
    public boolean equals(Object other) {
        return other instanceof Raster raster
                && size.equals(raster.size)
                && channels == raster.channels
                && depth == raster.depth
                && Arrays.equals(data, raster.data);
    }

    @Override
    public int hashCode() {
        return 31 * size.hashCode() + Arrays.hashCode(data);
    }

    /**
     * Size, channels and depth, not the samples.
     *
     * @return for example {@code Raster[224x224 RGB EIGHT_BITS]}
     */
    @Override
    public String toString() {
        return "Raster[" + size + " " + channels + " " + depth + "]";
    }
}
