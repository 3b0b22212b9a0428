package org.cyborgml.examples.demo;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Independent streams of random numbers from one seed, one per purpose. */
final class Seeds {

    private Seeds() {}

    static SplittableRandom stream(long seed, String purpose) {
        return new SplittableRandom(Hashing.sipHash24(seed, 0)
                .hashString(purpose, StandardCharsets.UTF_8)
                .asLong());
    }
}
