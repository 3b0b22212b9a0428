package org.cyborgml.saliency.geometry;

import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.FloatPlane;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.image.SampleDepth;
import org.cyborgml.saliency.map.SaliencyMap;

/**
 * A rectangle of whole pixels, cut from an image and from its saliency map alike.
 *
 * @param left the first column, negative if it lies off the image
 * @param top the first row, negative if it lies off the image
 * @param size the size of the crop
 * @param source the size of the images that it is cut from
 * @param border the rule by which places off the image are filled; with {@link BorderRule#CLIP} there are none
 */
public record PixelCrop(int left, int top, ImageSize size, ImageSize source, BorderRule border) {

    /**
     * Checks that a clipped crop lies on the image.
     *
     * @throws IllegalArgumentException if the border rule is CLIP and the crop reaches over the border
     */
    public PixelCrop {
        if (border == BorderRule.CLIP
                && (left < 0
                        || top < 0
                        || (long) left + size.width() > source.width()
                        || (long) top + size.height() > source.height())) {
            throw new IllegalArgumentException("crop of " + size + " at (" + left + "," + top
                    + ") reaches over the border of " + source + ": must not with CLIP");
        }
    }

    /**
     * Cuts an image.
     *
     * @param image of the source's size, any channels and depth
     * @return the crop
     * @throws IllegalArgumentException if the image has another size
     */
    public Raster apply(Raster image) {
        requireSource(image.size());
        Channels channels = image.channels();
        int count = channels.count();
        if (image.depth() == SampleDepth.EIGHT_BITS) {
            return Raster.of(size.width(), size.height(), channels, cut(image.toBytes(), count));
        }
        short[] samples = new short[Math.multiplyExact(size.pixels(), count)];
        int to = 0;
        for (int y = 0; y < size.height(); y++) {
            int row = sourcePlace(top + y, source.height());
            for (int x = 0; x < size.width(); x++) {
                int column = sourcePlace(left + x, source.width());
                for (int c = 0; c < count; c++) {
                    samples[to++] = (short) (row < 0 || column < 0 ? 0 : image.sample(column, row, c));
                }
            }
        }
        return Raster.of(size.width(), size.height(), channels, samples);
    }

    /** Cuts samples of 8 bits: of each row the part on the image at once, then the places off it one by one. */
    private byte[] cut(byte[] from, int count) {
        byte[] to = new byte[Math.multiplyExact(size.pixels(), count)];
        int begin = (int) Math.max(0, Math.min(size.width(), -(long) left));
        int end = Math.max(begin, (int) Math.min(size.width(), (long) source.width() - left));
        for (int y = 0; y < size.height(); y++) {
            int row = sourcePlace(top + y, source.height());
            if (row < 0) {
                continue;
            }
            int rowOnImage = row * source.width();
            int rowOfCrop = y * size.width();
            if (end > begin) {
                System.arraycopy(
                        from,
                        (rowOnImage + left + begin) * count,
                        to,
                        (rowOfCrop + begin) * count,
                        (end - begin) * count);
            }
            for (int x = 0; x < size.width(); x++) {
                int column = x >= begin && x < end ? -1 : sourcePlace(left + x, source.width());
                if (column >= 0) {
                    System.arraycopy(from, (rowOnImage + column) * count, to, (rowOfCrop + x) * count, count);
                }
            }
        }
        return to;
    }

    /**
     * Cuts a map, which is not scaled anew.
     *
     * @param map of the source's size
     * @return the crop
     * @throws IllegalArgumentException if the map has another size
     */
    public SaliencyMap apply(SaliencyMap map) {
        requireSource(map.size());
        float[] values = new float[size.pixels()];
        int to = 0;
        for (int y = 0; y < size.height(); y++) {
            int row = sourcePlace(top + y, source.height());
            for (int x = 0; x < size.width(); x++) {
                int column = sourcePlace(left + x, source.width());
                values[to++] = row < 0 || column < 0 ? 0 : map.get(column, row);
            }
        }
        return SaliencyMap.of(FloatPlane.wrap(size, values));
    }

    /** The row or column that fills a place of the crop, or -1 if nothing does. */
    private int sourcePlace(int place, int length) {
        if (place >= 0 && place < length) {
            return place;
        }
        return border == BorderRule.PAD_REPLICATE ? Math.max(0, Math.min(length - 1, place)) : -1;
    }

    private void requireSource(ImageSize found) {
        if (!found.equals(source)) {
            throw new IllegalArgumentException("crop of images of " + source + " applied to one of " + found
                    + ": image and map must have the size that the crop was made for");
        }
    }
}
