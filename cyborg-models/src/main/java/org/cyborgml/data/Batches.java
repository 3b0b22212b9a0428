package org.cyborgml.data;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.cyborgml.saliency.augmentation.Augmentation;
import org.cyborgml.saliency.batch.SaliencyMapSource;
import org.cyborgml.saliency.image.ImageFileException;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * Makes the batches of a network with a CYBORG head: images {@code [N, channels, H, W]}, one-hot labels {@code [N, C]} (or
 * {@code [N, 1]} for one logit), maps {@code [N, h, w]} and, where a sample has no map or its map a weight, the label mask that
 * leaves it out of the saliency term or weighs it there. Other threads decode images while the network computes, and decoded images are kept as memory
 * allows.
 */
public final class Batches implements AutoCloseable {

    private static final int AHEAD = 3;

    /** No training has so many epochs that two seeds' augmentations meet. */
    private static final long SEEDS_APART = 1_000_003L;

    /** Of the heap. */
    private static final double CACHE_SHARE = 0.4;

    private final BatchFormat format;
    private final SamplePreparation preparation;
    private final ExecutorService workers;

    private Batches(Builder builder) {
        this.format = builder.format;
        this.preparation =
                new SamplePreparation(builder.images, format, builder.cacheBytes, builder.augmentation, builder.maps);
        this.workers = Executors.newFixedThreadPool(2, task -> {
            Thread thread = new Thread(task, "batches");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * A builder.
     *
     * @param images has the images of all samples
     * @param format of the network's batches
     * @return a new builder: no augmentation, and a cache of {@link #defaultCacheBytes}
     */
    public static Builder builder(ImageSource images, BatchFormat format) {
        return new Builder(images, format);
    }

    /** Builds {@link Batches}. */
    public static final class Builder {

        private final ImageSource images;
        private final BatchFormat format;
        private long cacheBytes = defaultCacheBytes();
        private Augmentation augmentation = Augmentation.none();
        private @Nullable SaliencyMapSource maps;

        private Builder(ImageSource images, BatchFormat format) {
            this.images = images;
            this.format = format;
        }

        /**
         * The most memory that decoded images take.
         *
         * @param bytes at least 0
         * @return this
         */
        public Builder cacheBytes(long bytes) {
            this.cacheBytes = bytes;
            return this;
        }

        /**
         * Random changes of training images, each at its own size before it is resized, and of their maps alike.
         *
         * @param steps the changes
         * @param changedMaps the maps that change with the images; null for no maps
         * @return this
         */
        public Builder augmentation(Augmentation steps, @Nullable SaliencyMapSource changedMaps) {
            this.augmentation = steps;
            this.maps = changedMaps;
            return this;
        }

        /**
         * Builds.
         *
         * @return the batches, to be closed
         */
        public Batches build() {
            return new Batches(this);
        }
    }

    /**
     * The form of the batches.
     *
     * @return their form
     */
    public BatchFormat format() {
        return format;
    }

    /**
     * The most memory that decoded images take if nothing else is set.
     *
     * @return bytes: two fifths of the heap
     */
    public static long defaultCacheBytes() {
        return (long) (Runtime.getRuntime().maxMemory() * CACHE_SHARE);
    }

    /**
     * Begins one pass over samples as they are, such as those of a validation or test set.
     *
     * @param samples in the order of the pass
     * @param batchSize samples of a batch; the last one holds the rest
     * @return the pass, to be used by one thread
     */
    public Pass pass(List<Sample> samples, int batchSize) {
        return new Pass(samples, batchSize, preparation::unchanged);
    }

    /**
     * Begins one epoch over samples to train on: the same for the same seed and epoch.
     *
     * @param samples all of them
     * @param order of the samples
     * @param seed of the order and the augmentation
     * @param epoch from 0
     * @param batchSize samples of a batch; the last one holds the rest
     * @return the pass, to be used by one thread
     */
    public Pass epoch(SampleSet samples, SampleOrder order, long seed, int epoch, int batchSize) {
        return trainingPass(order.arrange(samples.samples(), seed, epoch), batchSize, seed * SEEDS_APART + epoch);
    }

    /**
     * Begins one pass over samples to train on, changed by the augmentation if there is one.
     *
     * @param samples in the order of the pass
     * @param batchSize samples of a batch; the last one holds the rest
     * @param seed of the augmentation: the same image with the same seed is changed in the same way, wherever it stands
     * @return the pass, to be used by one thread
     */
    Pass trainingPass(List<Sample> samples, int batchSize, long seed) {
        return new Pass(samples, batchSize, preparation.toTrain(seed));
    }

    /** Stops the threads that decode. */
    @Override
    public void close() {
        workers.shutdownNow();
    }

    /** The batches of one pass over some samples. */
    public final class Pass {

        private final List<Sample> samples;
        private final int batchSize;
        private final SamplePreparation.Way way;
        private Consumer<INDArray> ahead = images -> {};
        private final Queue<Future<MultiDataSet>> underWay = new ArrayDeque<>();
        private int begun;
        private int taken;

        private Pass(List<Sample> samples, int batchSize, SamplePreparation.Way way) {
            this.samples = samples;
            this.batchSize = batchSize;
            this.way = way;
        }

        /**
         * Has the images of each batch seen as soon as it is made, before {@link #next} gives it.
         *
         * @param images takes them, in other threads
         * @return this
         */
        public Pass ahead(Consumer<INDArray> images) {
            this.ahead = images;
            return this;
        }

        /**
         * Number of batches of the whole pass.
         *
         * @return at least 0
         */
        public int size() {
            return (samples.size() + batchSize - 1) / batchSize;
        }

        /**
         * Tells if a batch is left.
         *
         * @return true if {@link #next} gives one
         */
        public boolean hasNext() {
            return taken < size();
        }

        /**
         * The samples of the batch that {@link #next} gave last.
         *
         * @return in the batch's order
         */
        public List<Sample> samples() {
            return part(taken - 1);
        }

        private List<Sample> part(int batch) {
            return samples.subList(batch * batchSize, Math.min(samples.size(), (batch + 1) * batchSize));
        }

        /**
         * The next batch.
         *
         * @return the batch
         * @throws ImageFileException if one of its images cannot be used
         */
        public MultiDataSet next() throws ImageFileException {
            if (!hasNext()) {
                throw new NoSuchElementException("the pass of " + size() + " batches is over");
            }
            while (begun < size() && underWay.size() < AHEAD) {
                List<Sample> part = part(begun++);
                underWay.add(workers.submit(() -> {
                    MultiDataSet made = BatchArrays.of(format, part, way);
                    ahead.accept(made.getFeatures(0));
                    return made;
                }));
            }
            taken++;
            try {
                return underWay.remove().get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof ImageFileException cause) {
                    throw cause;
                }
                throw new IllegalStateException("a batch could not be made: " + e.getCause(), e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UncheckedIOException(new InterruptedIOException("interrupted"));
            }
        }
    }
}
