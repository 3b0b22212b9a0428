package org.cyborgml.data;

import com.google.common.base.Splitter;
import com.google.common.primitives.Doubles;
import com.google.common.primitives.Floats;
import java.util.Arrays;
import java.util.List;
import org.cyborgml.saliency.image.Raster;

/**
 * Turns 8-bit samples into the values that a network takes: {@code (value / 255 - mean) / standard deviation} per channel, in
 * single precision and in PyTorch's order of operations, so that the floats are the same. Immutable.
 */
public final class Normalisation {

    /** The mean and standard deviation of each channel over ImageNet. */
    public static final Normalisation IMAGENET =
            of(new double[] {0.485, 0.456, 0.406}, new double[] {0.229, 0.224, 0.225});

    /** From [0,1] to [-1,1]. */
    public static final Normalisation SYMMETRIC = of(new double[] {0.5, 0.5, 0.5}, new double[] {0.5, 0.5, 0.5});

    /** From 0 to 255 to [0,1]. */
    public static final Normalisation UNIT = of(new double[] {0, 0, 0}, new double[] {1, 1, 1});

    /** From 0 to 255, as they are. */
    public static final Normalisation BYTES = bytes();

    private static final float HIGHEST = 255f;
    private static final int LEVELS = 256;

    private final float[] mean;
    private final float[] deviation;

    /** Of each channel, the value of every sample from 0 to 255. */
    private final float[][] values;

    private Normalisation(float[] mean, float[] deviation, float[][] values) {
        this.mean = mean;
        this.deviation = deviation;
        this.values = values;
    }

    private static float[][] values(float[] mean, float[] deviation) {
        float[][] values = new float[mean.length][LEVELS];
        for (int c = 0; c < mean.length; c++) {
            for (int v = 0; v < LEVELS; v++) {
                values[c][v] = (v / HIGHEST - mean[c]) / deviation[c];
            }
        }
        return values;
    }

    private static Normalisation bytes() {
        float[][] values = new float[3][LEVELS];
        for (float[] ofChannel : values) {
            for (int v = 0; v < LEVELS; v++) {
                ofChannel[v] = v;
            }
        }
        float scale = 1 / HIGHEST;
        return new Normalisation(new float[3], new float[] {scale, scale, scale}, values);
    }

    /**
     * A normalisation in words.
     *
     * @param words {@code imagenet}, {@code symmetric}, {@code unit} or {@code bytes}; or means and deviations of red, green and
     *     blue, of values in [0,1], such as {@code 0.485,0.456,0.406/0.229,0.224,0.225}
     * @return the normalisation
     * @throws IllegalArgumentException if it is none of these
     */
    public static Normalisation named(String words) {
        return switch (words) {
            case "imagenet" -> IMAGENET;
            case "symmetric" -> SYMMETRIC;
            case "unit" -> UNIT;
            case "bytes" -> BYTES;
            default -> ofNumbers(words);
        };
    }

    private static Normalisation ofNumbers(String words) {
        List<String> parts = Splitter.on('/').splitToList(words);
        if (parts.size() != 2) {
            throw noNormalisation(words);
        }
        return of(numbers(words, parts.get(0)), numbers(words, parts.get(1)));
    }

    private static double[] numbers(String words, String text) {
        double[] numbers = Splitter.on(',')
                .trimResults()
                .splitToStream(text)
                .map(Doubles::tryParse)
                .mapToDouble(number -> number == null ? Double.NaN : number)
                .toArray();
        if (numbers.length != 3 || !Doubles.asList(numbers).stream().allMatch(Double::isFinite)) {
            throw noNormalisation(words);
        }
        return numbers;
    }

    private static IllegalArgumentException noNormalisation(String words) {
        return new IllegalArgumentException("normalisation \"" + words
                + "\": must be imagenet, symmetric ([-1,1]), unit ([0,1]), bytes (0 to 255), or means and deviations such as"
                + " 0.485,0.456,0.406/0.229,0.224,0.225");
    }

    /**
     * A normalisation.
     *
     * @param mean of each channel, of values in [0,1]: of red, green and blue, or of grey
     * @param deviation standard deviation of each channel, above 0
     * @return the normalisation
     * @throws IllegalArgumentException if there are not three of each, or one, or a deviation is not above 0
     */
    public static Normalisation of(double[] mean, double[] deviation) {
        if (mean.length != deviation.length || (mean.length != 1 && mean.length != 3)) {
            throw new IllegalArgumentException(
                    "mean and deviation must be of 1 or 3 channels, found " + mean.length + " and " + deviation.length);
        }
        for (double one : deviation) {
            if (!(one > 0)) {
                throw new IllegalArgumentException("deviation must be above 0, found " + one);
            }
        }
        float[] means = Floats.toArray(Doubles.asList(mean));
        float[] deviations = Floats.toArray(Doubles.asList(deviation));
        return new Normalisation(means, deviations, values(means, deviations));
    }

    /**
     * A normalisation of grey images: {@code (value - mean) / deviation}, in double precision and then rounded.
     *
     * @param mean of the grey values, which are from 0 to 255
     * @param deviation standard deviation of the grey values, above 0
     * @return the normalisation, of one channel
     * @throws IllegalArgumentException if the deviation is not above 0
     */
    public static Normalisation ofGreyValues(double mean, double deviation) {
        if (!(deviation > 0)) {
            throw new IllegalArgumentException("deviation must be above 0, found " + deviation);
        }
        float[] values = new float[LEVELS];
        for (int v = 0; v < LEVELS; v++) {
            values[v] = (float) ((v - mean) / deviation);
        }
        return new Normalisation(
                new float[] {(float) (mean / HIGHEST)},
                new float[] {(float) (deviation / HIGHEST)},
                new float[][] {values});
    }

    /**
     * Number of channels.
     *
     * @return 3 for RGB, 1 for grey
     */
    public int channels() {
        return mean.length;
    }

    /**
     * Mean of each channel, of values in [0,1].
     *
     * @return a copy
     */
    public float[] mean() {
        return mean.clone();
    }

    /**
     * Standard deviation of each channel, of values in [0,1].
     *
     * @return a copy
     */
    public float[] deviation() {
        return deviation.clone();
    }

    /** Writes an image as planes of its channels, from an offset on. */
    void write(byte[] samples, float[] to, int offset) {
        int channels = channels();
        int cells = samples.length / channels;
        for (int c = 0; c < channels; c++) {
            float[] ofChannel = values[c];
            int at = offset + c * cells;
            for (int i = 0; i < cells; i++) {
                to[at + i] = ofChannel[samples[i * channels + c] & 0xff];
            }
        }
    }

    /**
     * Writes an image as planes of its channels.
     *
     * @param image 8-bit, with as many channels as this has
     * @param to receives {@code [channels, H, W]}, row by row
     * @param offset of its first value
     * @throws IllegalArgumentException if the image has other channels
     */
    public void write(Raster image, float[] to, int offset) {
        if (image.channels().count() != channels()) {
            throw new IllegalArgumentException(image + " is to be normalised in " + channels() + " channels");
        }
        write(image.toBytes(), to, offset);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Normalisation normalisation && Arrays.deepEquals(values, normalisation.values);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(values);
    }

    /** Mean and deviation of each channel. */
    @Override
    public String toString() {
        return "mean " + Arrays.toString(mean) + ", deviation " + Arrays.toString(deviation);
    }
}
