package org.cyborgml.saliency.image;

/**
 * Resizes as Pillow's {@code Image.resize(size, Image.NEAREST)} does, the default of Keras' {@code flow_from_directory}: every
 * pixel is a copy of the one under its centre. Immutable and safe for use by several threads.
 */
public final class NearestPixel {

    private final ImageSize target;

    private NearestPixel(ImageSize target) {
        this.target = target;
    }

    /**
     * A resize to a fixed size.
     *
     * @param width width of the result, at least 1
     * @param height height of the result, at least 1
     * @return the resize
     * @throws IllegalArgumentException if the size is impossible
     */
    public static NearestPixel to(int width, int height) {
        return new NearestPixel(new ImageSize(width, height));
    }

    /**
     * Resizes an image.
     *
     * @param image 8-bit, of any channels
     * @return the resized image, the same one if it has the size already
     * @throws IllegalArgumentException if the image has 16 bits
     */
    public Raster resize(Raster image) {
        if (image.depth() != SampleDepth.EIGHT_BITS) {
            throw new IllegalArgumentException(image + " cannot be resized: call toEightBits() first");
        }
        if (image.size().equals(target)) {
            return image;
        }
        int[] columns = places(image.width(), target.width());
        int[] rows = places(image.height(), target.height());
        int channels = image.channels().count();
        byte[] from = image.bytes8();
        byte[] to = new byte[Math.multiplyExact(target.pixels(), channels)];
        int at = 0;
        for (int row : rows) {
            for (int column : columns) {
                System.arraycopy(from, (row * image.width() + column) * channels, to, at, channels);
                at += channels;
            }
        }
        return Raster.wrap(target, image.channels(), SampleDepth.EIGHT_BITS, to);
    }

    /** The pixel under each centre; like Pillow, by adding up steps. */
    private static int[] places(int from, int to) {
        double step = (double) from / to;
        double place = step * 0.5;
        int[] places = new int[to];
        for (int i = 0; i < to; i++) {
            places[i] = Math.min(from - 1, (int) place);
            place += step;
        }
        return places;
    }
}
