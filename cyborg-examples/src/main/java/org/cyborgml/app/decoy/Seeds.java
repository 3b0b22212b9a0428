package org.cyborgml.app.decoy;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Independent streams of random numbers from one seed, one per purpose. */
final class Seeds {

    private Seeds() {}

    /**
     * A stream of its own.
     *
     * @param seed of all
     * @param purpose what the numbers are for
     * @return the same numbers for the same seed and purpose
     */
    public static SplittableRandom stream(long seed, String purpose) {
        return new SplittableRandom(Hashing.sipHash24(seed, 0)
                .hashString(purpose, StandardCharsets.UTF_8)
                .asLong());
    }
}
