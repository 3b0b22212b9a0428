package org.cyborgml.data;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

    /**
     * In triplets, for {@link org.cyborgml.loss.TripletLossLayer}: every sample once as an anchor, in an order by chance, followed
     * by another sample of its class and one of another class, both drawn by chance anew in every epoch.
     */
    TRIPLETS {
        @Override
        public List<Sample> arrange(List<Sample> samples, long seed, int epoch) {
            Map<Integer, List<Integer>> byClass = IntStream.range(0, samples.size())
                    .boxed()
                    .collect(
                            Collectors.groupingBy(i -> samples.get(i).classIndex(), TreeMap::new, Collectors.toList()));
            requireTriplets(byClass);
            Random random = new Random(seed * 1_000_003L + epoch);
            List<Integer> anchors =
                    new ArrayList<>(IntStream.range(0, samples.size()).boxed().toList());
            Collections.shuffle(anchors, random);
            List<Sample> triplets = new ArrayList<>();
            for (int anchor : anchors) {
                int classIndex = samples.get(anchor).classIndex();
                List<Integer> alike = byClass.getOrDefault(classIndex, List.of());
                int positive = anchor;
                while (positive == anchor) {
                    positive = alike.get(random.nextInt(alike.size()));
                }
                int negative = anchor;
                while (samples.get(negative).classIndex() == classIndex) {
                    negative = random.nextInt(samples.size());
                }
                Collections.addAll(triplets, samples.get(anchor), samples.get(positive), samples.get(negative));
            }
            return triplets;
        }

        @Override
        public List<Sample> forValidation(List<Sample> samples, long seed) {
            return arrange(samples, seed, 0);
        }

        @Override
        public int size(int samples) {
            return OF_TRIPLET * samples;
        }

        @Override
        public int step() {
            return OF_TRIPLET;
        }
    },

    /** As the split file has them. */
    AS_LISTED {
        @Override
        public List<Sample> arrange(List<Sample> samples, long seed, int epoch) {
            return samples;
        }
    };

    private static final int OF_TRIPLET = 3;

    private static void requireTriplets(Map<Integer, List<Integer>> byClass) {
        byClass.forEach((index, ofClass) -> {
            if (ofClass.size() < 2 || byClass.size() < 2) {
                throw new IllegalArgumentException(
                        "triplets need at least 2 samples of each of at least 2 classes, found " + ofClass.size()
                                + " of class " + index + " and " + byClass.size() + " classes");
            }
        });
    }

    /**
     * The samples of an epoch: the same for the same seed and epoch, so that a training can be resumed.
     *
     * @param samples in the split file's order
     * @param seed of the training
     * @param epoch counted from 0
     * @return the samples in the order of the epoch
     */
    public abstract List<Sample> arrange(List<Sample> samples, long seed, int epoch);

    /**
     * The samples to validate with: in the order given, or in triplets that are the same after every epoch.
     *
     * @param samples all of them
     * @param seed of the training
     * @return the samples in the order of the pass
     */
    public List<Sample> forValidation(List<Sample> samples, long seed) {
        return samples;
    }

    /**
     * Number of samples of an epoch, of which some may come several times.
     *
     * @param samples number of different ones
     * @return as many, or more
     */
    public int size(int samples) {
        return samples;
    }

    /**
     * Number of samples that must be in one batch.
     *
     * @return sizes of batches are multiples of it
     */
    public int step() {
        return 1;
    }
}
