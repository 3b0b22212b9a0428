package org.cyborgml.app.decoy;

import com.google.common.base.Preconditions;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cyborgml.data.Normalisation;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.Raster;

/** Square grey images with their classes. Immutable. */
final class GreyImages {

    private final int side;
    private final byte[] pixels;
    private final byte[] labels;

    private GreyImages(int side, byte[] pixels, byte[] labels) {
        this.side = side;
        this.pixels = pixels;
        this.labels = labels;
    }

    /**
     * Takes both arrays over: pixels image after image, row after row, 0 black to 255 white; labels one per image, from 0.
     *
     * @throws IllegalArgumentException if there are not as many pixels as the images need
     */
    static GreyImages wrap(int side, byte[] pixels, byte[] labels) {
        Preconditions.checkArgument(
                pixels.length == labels.length * side * side,
                "%s pixels for %s images of %sx%s: must be as many as they need",
                pixels.length,
                labels.length,
                side,
                side);
        return new GreyImages(side, pixels, labels);
    }

    /** Number of images. */
    int size() {
        return labels.length;
    }

    /** Pixels to each side. */
    int side() {
        return side;
    }

    /** The class of an image. */
    int label(int image) {
        return labels[image];
    }

    /** All classes. */
    int[] labels() {
        return IntStream.range(0, size()).map(this::label).toArray();
    }

    /** An image's pixels. */
    byte[] image(int image) {
        int area = side * side;
        return Arrays.copyOfRange(pixels, image * area, (image + 1) * area);
    }

    /** An image as a raster. */
    Raster raster(int image) {
        return Raster.of(side, side, Channels.GREY, image(image));
    }

    /** The normalisation that brings these images to mean 0 and standard deviation 1. */
    Normalisation normalisation() {
        double sum = 0;
        double squares = 0;
        for (byte pixel : pixels) {
            double grey = pixel & 0xff;
            sum += grey;
            squares += grey * grey;
        }
        double mean = sum / pixels.length;
        return Normalisation.ofGreyValues(mean, Math.sqrt(squares / pixels.length - mean * mean));
    }

    /** Some of the images. */
    GreyImages select(List<Integer> images) {
        int area = side * side;
        byte[] chosen = new byte[images.size() * area];
        byte[] classes = new byte[images.size()];
        for (int i = 0; i < classes.length; i++) {
            System.arraycopy(pixels, images.get(i) * area, chosen, i * area, area);
            classes[i] = labels[images.get(i)];
        }
        return new GreyImages(side, chosen, classes);
    }

    /** As many images of every class. */
    GreyImages perClass(int skip, int most) {
        int[] seen = new int[Byte.MAX_VALUE + 1];
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            int rank = seen[labels[i]]++;
            if (rank >= skip && rank - skip < most) {
                chosen.add(i);
            }
        }
        return select(chosen);
    }

    /** SHA-256 of all pixels and labels of some images. */
    static String sha256(GreyImages... parts) {
        Hasher hasher = Hashing.sha256().newHasher();
        for (GreyImages part : parts) {
            part.hashInto(hasher);
        }
        return hasher.hash().toString();
    }

    private void hashInto(Hasher hasher) {
        hasher.putInt(side).putInt(size()).putBytes(pixels).putBytes(labels);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GreyImages images
                && side == images.side
                && Arrays.equals(pixels, images.pixels)
                && Arrays.equals(labels, images.labels);
    }

    @Override
    public int hashCode() {
        Hasher hasher = Hashing.murmur3_32_fixed().newHasher();
        hashInto(hasher);
        return hasher.hash().asInt();
    }
}
