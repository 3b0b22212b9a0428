package org.cyborgml.saliency.map;

import java.util.Map;
import org.cyborgml.saliency.image.AntialiasedBilinear;
import org.cyborgml.saliency.image.BinaryMask;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.FloatPlane;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.image.SampleDepth;

/**
 * A saliency map: an immutable [height, width] plane of values from 0, where nobody looked, to 1, where most people did. A mask
 * can stand in for people.
 *
 * <p>Any plane becomes a map by min-max scaling, {@code (v - min) / (max - min)}. A constant plane has no such scale: it
 * becomes all zeros, never NaN, and {@link #isConstant()} is true.
 */
public final class SaliencyMap {

    private final FloatPlane plane;

    private SaliencyMap(FloatPlane plane) {
        this.plane = plane;
    }

    /**
     * A map of values that are in range already.
     *
     * @param plane values from 0 to 1, taken as they are
     * @return the map
     * @throws IllegalArgumentException if a value is below 0 or above 1
     */
    public static SaliencyMap of(FloatPlane plane) {
        if (plane.minimum() < 0 || plane.maximum() > 1) {
            throw new IllegalArgumentException("map values from " + plane.minimum() + " to " + plane.maximum()
                    + ": must be from 0 to 1, or be scaled by scaledFrom");
        }
        return new SaliencyMap(plane);
    }

    /**
     * A map by min-max scaling.
     *
     * @param plane any finite values
     * @return their map, smallest value 0 and largest 1; all zeros if the plane is constant
     */
    public static SaliencyMap scaledFrom(FloatPlane plane) {
        // In double: the span of finite floats may exceed the largest float.
        double minimum = plane.minimum();
        double span = plane.maximum() - minimum;
        float[] values = plane.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = span > 0 ? (float) ((values[i] - minimum) / span) : 0;
        }
        return new SaliencyMap(FloatPlane.wrap(plane.size(), values));
    }

    /**
     * A map of an image's luminance, black 0 and white 1, not scaled further.
     *
     * @param image a grey image, or another whose {@link Raster#toGrey()} is taken; 16 bits keep their precision
     * @return the map
     */
    public static SaliencyMap ofImage(Raster image) {
        return new SaliencyMap(image.toLuminance());
    }

    /**
     * A map of a mask.
     *
     * @param mask any mask
     * @return 1 where it is marked, 0 elsewhere
     */
    public static SaliencyMap ofMask(BinaryMask mask) {
        return new SaliencyMap(mask.toPlane());
    }

    /**
     * A map of a segmentation, each class of pixels by its importance.
     *
     * @param segmentation an image in grey whose samples are the classes' numbers; of palette files read {@link org.cyborgml.saliency.image.PaletteReading#INDICES}
     * @param importance 0 to 1 per class; a class without an entry has 0
     * @return the map, not scaled further
     * @throws IllegalArgumentException if the image has colours, or a class or its importance is out of range
     */
    public static SaliencyMap ofSegmentation(Raster segmentation, Map<Integer, Double> importance) {
        if (segmentation.channels() != Channels.GREY) {
            throw new IllegalArgumentException(segmentation + " has no class numbers: a segmentation must be grey");
        }
        float[] levels = new float[segmentation.depth().maximum() + 1];
        importance.forEach((label, value) -> {
            if (label < 0 || label >= levels.length) {
                throw new IllegalArgumentException("class " + label + ": must be from 0 to " + (levels.length - 1)
                        + " for " + segmentation.depth());
            }
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException(
                        "importance " + value + " of class " + label + ": must be from 0 to 1");
            }
            levels[label] = value.floatValue();
        });
        float[] values = new float[segmentation.size().pixels()];
        for (int y = 0, i = 0; y < segmentation.height(); y++) {
            for (int x = 0; x < segmentation.width(); x++, i++) {
                values[i] = levels[segmentation.sample(x, y, 0)];
            }
        }
        return new SaliencyMap(FloatPlane.wrap(segmentation.size(), values));
    }

    /**
     * This map by min-max scaling.
     *
     * @return smallest value 0 and largest 1; all zeros if this map is constant
     */
    public SaliencyMap scaled() {
        return scaledFrom(plane);
    }

    /**
     * This map at another size, by antialiased bilinear averaging in floats; not scaled anew.
     *
     * @param width at least 1
     * @param height at least 1
     * @return the resized map
     * @throws IllegalArgumentException if the size is impossible
     */
    public SaliencyMap resizedTo(int width, int height) {
        FloatPlane resized = AntialiasedBilinear.to(width, height).resize(plane);
        if (resized.maximum() <= 1) {
            return new SaliencyMap(resized);
        }
        // Weights sum to 1 only within rounding.
        float[] values = resized.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.min(values[i], 1);
        }
        return new SaliencyMap(FloatPlane.wrap(resized.size(), values));
    }

    /**
     * Tells if the map is constant: then it gives no place preference over another.
     *
     * @return true if all values are equal
     */
    public boolean isConstant() {
        return plane.minimum() == plane.maximum();
    }

    /**
     * Columns.
     *
     * @return at least 1
     */
    public int width() {
        return plane.width();
    }

    /**
     * Rows.
     *
     * @return at least 1
     */
    public int height() {
        return plane.height();
    }

    /**
     * Width and height.
     *
     * @return the size
     */
    public ImageSize size() {
        return plane.size();
    }

    /**
     * One value.
     *
     * @param x column, from 0
     * @param y row, from 0
     * @return 0 to 1
     * @throws IndexOutOfBoundsException if there is no such place
     */
    public float get(int x, int y) {
        return plane.get(x, y);
    }

    /**
     * All values.
     *
     * @return a copy, row after row
     */
    public float[] toArray() {
        return plane.toArray();
    }

    /**
     * The values as a plane.
     *
     * @return the plane
     */
    public FloatPlane toPlane() {
        return plane;
    }

    /**
     * This map as a grey image.
     *
     * @param depth bits of its samples
     * @return every value times the largest sample, rounded to the nearest
     */
    public Raster toRaster(SampleDepth depth) {
        float[] values = plane.toArray();
        byte[] bytes = new byte[values.length];
        short[] shorts = new short[depth == SampleDepth.SIXTEEN_BITS ? values.length : 0];
        for (int i = 0; i < values.length; i++) {
            int sample = Math.round(values[i] * depth.maximum());
            if (depth == SampleDepth.SIXTEEN_BITS) {
                shorts[i] = (short) sample;
            } else {
                bytes[i] = (byte) sample;
            }
        }
        return depth == SampleDepth.SIXTEEN_BITS
                ? Raster.of(width(), height(), Channels.GREY, shorts)
                : Raster.of(width(), height(), Channels.GREY, bytes);
    }

    /**
     * Compares size and every value.
     *
     * @param other anything
     * @return true if it is an equal map
     */
    @Override
    public boolean equals(Object other) {
        return other instanceof SaliencyMap map && plane.equals(map.plane);
    }

    @Override
    public int hashCode() {
        return plane.hashCode();
    }

    /**
     * Size and range.
     *
     * @return for example {@code SaliencyMap[7x7, 0.0 to 1.0]}
     */
    @Override
    public String toString() {
        return "SaliencyMap[" + size() + ", " + plane.minimum() + " to " + plane.maximum() + "]";
    }
}
