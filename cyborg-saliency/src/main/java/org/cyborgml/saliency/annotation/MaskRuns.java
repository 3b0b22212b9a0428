package org.cyborgml.saliency.annotation;

import java.util.ArrayList;
import java.util.List;
import org.cyborgml.saliency.image.BinaryMask;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.ImageSize;

/** Masks as run lengths, row after row: unmarked pixels, marked pixels, unmarked pixels and so on. */
final class MaskRuns {

    private MaskRuns() {}

    static List<Integer> encode(BinaryMask mask) {
        List<Integer> runs = new ArrayList<>();
        boolean current = false;
        int length = 0;
        for (boolean pixel : mask.toArray()) {
            if (pixel != current) {
                runs.add(length);
                current = pixel;
                length = 0;
            }
            length++;
        }
        runs.add(length);
        return runs;
    }

    static BinaryMask decode(List<Double> runs, ImageSize size) {
        if (size.pixels() > ImageDecoder.DEFAULT_MAXIMUM_PIXELS) {
            throw new IllegalArgumentException("mask for an image of " + size + ": at most "
                    + ImageDecoder.DEFAULT_MAXIMUM_PIXELS + " pixels are read from runs");
        }
        boolean[] marked = new boolean[size.pixels()];
        int at = 0;
        for (int i = 0; i < runs.size(); i++) {
            double run = runs.get(i);
            if (!(run >= 0 && run == Math.rint(run) && run <= marked.length - at)) {
                throw new IllegalArgumentException(
                        "mask run " + run + " after " + at + " pixels: must be a whole number from 0 to "
                                + (marked.length - at) + " for an image of " + size);
            }
            for (int end = at + (int) run; at < end; at++) {
                marked[at] = i % 2 == 1;
            }
        }
        if (at != marked.length) {
            throw new IllegalArgumentException(
                    "mask runs cover " + at + " pixels: an image of " + size + " has " + marked.length);
        }
        return BinaryMask.of(size.width(), size.height(), marked);
    }
}
