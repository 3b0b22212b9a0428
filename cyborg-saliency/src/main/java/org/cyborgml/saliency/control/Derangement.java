package org.cyborgml.saliency.control;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Permutations that leave nothing in its place. */
final class Derangement {

    private Derangement() {}

    /**
     * A random permutation of one cycle, by Sattolo's algorithm: all such cycles are equally likely.
     *
     * @param size of what is permuted, at least 2
     * @return for every place another one, each once
     */
    static int[] cycle(int size, SplittableRandom random) {
        int[] places = IntStream.range(0, size).toArray();
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i);
            int place = places[i];
            places[i] = places[j];
            places[j] = place;
        }
        return places;
    }
}
