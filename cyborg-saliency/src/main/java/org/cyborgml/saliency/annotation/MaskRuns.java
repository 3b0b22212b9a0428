package org.cyborgml.saliency.annotation;

import java.util.Arrays;
import java.util.List;
import org.cyborgml.saliency.image.BinaryMask;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.ImageSize;

/** Masks as run lengths, row after row: unmarked pixels, marked pixels, unmarked pixels and so on. */
final class MaskRuns {

    private MaskRuns() {}

    static List<Integer> encode(BinaryMask mask) {
        return Arrays.stream(mask.toRuns()).boxed().toList();
    }

    static BinaryMask decode(List<Double> runs, ImageSize size) {
        if (size.pixels() > ImageDecoder.DEFAULT_MAXIMUM_PIXELS) {
            throw new IllegalArgumentException("mask for an image of " + size + ": at most "
                    + ImageDecoder.DEFAULT_MAXIMUM_PIXELS + " pixels are read from runs");
        }
        int[] whole = new int[runs.size()];
        long at = 0;
        for (int i = 0; i < whole.length; i++) {
            double run = runs.get(i);
            if (!(run >= 0 && run == Math.rint(run) && run <= size.pixels() - at)) {
                throw new IllegalArgumentException(
                        "mask run " + run + " after " + at + " pixels: must be a whole number from 0 to "
                                + (size.pixels() - at) + " for an image of " + size);
            }
            whole[i] = (int) run;
            at += whole[i];
        }
        return BinaryMask.ofRuns(size, whole);
    }
}
