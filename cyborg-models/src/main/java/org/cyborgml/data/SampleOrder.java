package org.cyborgml.data;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** In which order the samples of an epoch are visited. */
public enum SampleOrder {

    /** By chance, anew in every epoch. */
    SHUFFLED {
        @Override
        public List<Sample> arrange(List<Sample> samples, long seed, int epoch) {
            List<Sample> shuffled = new ArrayList<>(samples);
            Collections.shuffle(shuffled, new Random(seed * 1_000_003L + epoch));
            return shuffled;
        }
    },

    /** As the split file has them. */
    AS_LISTED {
        @Override
        public List<Sample> arrange(List<Sample> samples, long seed, int epoch) {
            return samples;
        }
    };

    /**
     * The samples of an epoch: the same for the same seed and epoch, so that a training can be resumed.
     *
     * @param samples in the split file's order
     * @param seed of the training
     * @param epoch counted from 0
     * @return the samples in the order of the epoch
     */
    public abstract List<Sample> arrange(List<Sample> samples, long seed, int epoch);
}
