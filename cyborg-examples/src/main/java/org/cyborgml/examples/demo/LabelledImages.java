package org.cyborgml.examples.demo;

import com.google.common.base.Preconditions;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Square grey images with their classes. Immutable. */
final class LabelledImages {

    private final int side;
    private final byte[] pixels;
    private final byte[] labels;

    private LabelledImages(int side, byte[] pixels, byte[] labels) {
        this.side = side;
        this.pixels = pixels;
        this.labels = labels;
    }

    /** Takes both arrays over: image i has the pixels from i * side * side on, row after row, 0 black to 255 white. */
    static LabelledImages wrap(int side, byte[] pixels, byte[] labels) {
        Preconditions.checkArgument(
                pixels.length == labels.length * side * side,
                "%s pixels for %s images of %sx%s: must be as many as they need",
                pixels.length,
                labels.length,
                side,
                side);
        return new LabelledImages(side, pixels, labels);
    }

    int size() {
        return labels.length;
    }

    int side() {
        return side;
    }

    int label(int image) {
        return labels[image];
    }

    int[] labels() {
        return IntStream.range(0, size()).map(this::label).toArray();
    }

    /** A copy of an image's pixels. */
    byte[] image(int image) {
        int area = side * side;
        return Arrays.copyOfRange(pixels, image * area, (image + 1) * area);
    }

    /** Grey value 0 to 255 of a pixel, counted row by row. */
    int grey(int image, int pixel) {
        return pixels[image * side * side + pixel] & 0xff;
    }

    /** The given images, in that order. */
    LabelledImages select(List<Integer> images) {
        int area = side * side;
        byte[] chosen = new byte[images.size() * area];
        byte[] classes = new byte[images.size()];
        for (int i = 0; i < classes.length; i++) {
            System.arraycopy(pixels, images.get(i) * area, chosen, i * area, area);
            classes[i] = labels[images.get(i)];
        }
        return new LabelledImages(side, chosen, classes);
    }

    /** The images of every class from its skip-th on, at most so many per class, in their order. */
    LabelledImages perClass(int skip, int most) {
        return byRank(rank -> rank >= skip && rank - skip < most);
    }

    /** All images but those that {@link #perClass} gives. */
    LabelledImages withoutPerClass(int skip, int most) {
        return byRank(rank -> rank < skip || rank - skip >= most);
    }

    /** The images whose number within their class, counted from 0, is wanted. */
    private LabelledImages byRank(IntPredicate wanted) {
        int[] seen = new int[Byte.MAX_VALUE + 1];
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            if (wanted.test(seen[labels[i]]++)) {
                chosen.add(i);
            }
        }
        return select(chosen);
    }

    void hashInto(Hasher hasher) {
        hasher.putInt(side).putInt(size()).putBytes(pixels).putBytes(labels);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelledImages images
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
