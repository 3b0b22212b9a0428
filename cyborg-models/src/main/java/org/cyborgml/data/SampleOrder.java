package org.cyborgml.data;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** Order of the samples in an epoch. */
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

    /** By chance, anew in every epoch, by the numbers of one stream for all epochs: the order of the decoy study. */
    SHUFFLED_IN_ONE_STREAM {
        @Override
        public List<Sample> arrange(List<Sample> samples, long seed, int epoch) {
            SplittableRandom stream = new SplittableRandom(Hashing.sipHash24(seed, 0)
                    .hashString("batches", StandardCharsets.UTF_8)
                    .asLong());
            List<Sample> shuffled = samples;
            for (int e = 0; e <= epoch; e++) {
                shuffled = new ArrayList<>(samples);
                for (int i = shuffled.size() - 1; i > 0; i--) {
                    Collections.swap(shuffled, i, stream.nextInt(i + 1));
                }
            }
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
