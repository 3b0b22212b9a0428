package org.cyborgml.app.decoy;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Independent streams of random numbers from one seed, one per purpose. */
final class Seeds {

    private Seeds() {}

    /** A stream of its own. */
    static SplittableRandom stream(long seed, String purpose) {
        return new SplittableRandom(Hashing.sipHash24(seed, 0)
                .hashString(purpose, StandardCharsets.UTF_8)
                .asLong());
    }

    /** The numbers below a size in an order drawn at random. */
    static int[] shuffled(int size, SplittableRandom random) {
        int[] order = IntStream.range(0, size).toArray();
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int image = order[i];
            order[i] = order[j];
            order[j] = image;
        }
        return order;
    }
}
