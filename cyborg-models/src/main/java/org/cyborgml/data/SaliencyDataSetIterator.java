package org.cyborgml.data;

import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.cyborgml.saliency.augmentation.Augmentation;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.MultiDataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/**
 * The batches of one split of a data set, as DL4J reads them: for {@code network.fit(iterator)},
 * {@code network.evaluate(iterator)}, early stopping and every other use of a MultiDataSetIterator.
 *
 * <p>Each batch has features {image {@code [N, channels, H, W]}} and labels {one-hot {@code [N, C]}, saliency maps
 * {@code [N, h, w]}}; where a sample has no map, a label mask {@code [N, 1]} leaves it out of the saliency term. The last batch
 * holds the rest. A network that learns by triplets ({@link SampleOrder#TRIPLETS}) gets its classes alone. All images are checked, and all maps read, when the iterator is built; other threads decode images ahead
 * while the network computes, so a wrapper such as AsyncMultiDataSetIterator is not needed, but works.
 *
 * <p>{@link #reset} behind the last batch begins the next epoch, with its own order and augmentation, which depend on the seed
 * and the number of the epoch only; an earlier reset begins the same epoch anew. {@code fit} and {@code evaluate} reset an
 * iterator that is used up.
 *
 * <p>Not for use by several threads at the same time, and not serialisable, although DL4J's interface says that all iterators
 * are: it has threads and open folders.
 */
public final class SaliencyDataSetIterator implements MultiDataSetIterator, AutoCloseable {

    private static final long serialVersionUID = 1L;

    private final transient SampleSet samples;
    private final transient Batches batches;
    private final int batchSize;
    private final SampleOrder order;
    private final long seed;
    private int epoch;
    private transient Batches.Pass pass;
    private transient @Nullable MultiDataSetPreProcessor preProcessor;

    private SaliencyDataSetIterator(Builder builder, SampleSet samples) {
        this.samples = samples;
        this.batches = Batches.builder(builder.data.images(), builder.format)
                .cacheBytes(builder.cacheBytes)
                .augmentation(builder.augmentation, builder.data.maps().orElse(null))
                .build();
        this.batchSize = builder.batchSize;
        this.order = builder.order;
        this.seed = builder.seed;
        this.epoch = builder.epoch;
        this.pass = newPass();
    }

    /**
     * A builder.
     *
     * @param data the data set
     * @param format of the network's batches
     * @return a new builder: the split train in shuffled order, batches of 20, no augmentation
     */
    public static Builder builder(SaliencyData data, BatchFormat format) {
        return new Builder(data, format);
    }

    /** Builds a {@link SaliencyDataSetIterator}. */
    public static final class Builder {

        private final SaliencyData data;
        private final BatchFormat format;
        private Split split = Split.TRAIN;
        private int batchSize = 20;
        private SampleOrder order = SampleOrder.SHUFFLED;
        private long seed = 1;
        private int epoch;
        private Augmentation augmentation = Augmentation.none();
        private long cacheBytes = Batches.defaultCacheBytes();

        private Builder(SaliencyData data, BatchFormat format) {
            this.data = data;
            this.format = format;
        }

        /**
         * The split; {@link Split#TRAIN} if not set.
         *
         * @param value the split
         * @return this
         */
        public Builder split(Split value) {
            this.split = value;
            return this;
        }

        /**
         * Samples of a batch; 20 if not set.
         *
         * @param size at least 1
         * @return this
         */
        public Builder batchSize(int size) {
            if (size < 1) {
                throw new IllegalArgumentException("batch size must be at least 1, found " + size);
            }
            this.batchSize = size;
            return this;
        }

        /**
         * Order of the samples; {@link SampleOrder#SHUFFLED} if not set.
         *
         * @param value the order
         * @return this
         */
        public Builder order(SampleOrder value) {
            this.order = value;
            return this;
        }

        /**
         * Seed of the order and of the augmentation; 1 if not set.
         *
         * @param value any number
         * @return this
         */
        public Builder seed(long value) {
            this.seed = value;
            return this;
        }

        /**
         * The first epoch, to continue an earlier training; 0 if not set.
         *
         * @param value at least 0
         * @return this
         */
        public Builder firstEpoch(int value) {
            if (value < 0) {
                throw new IllegalArgumentException("first epoch must be at least 0, found " + value);
            }
            this.epoch = value;
            return this;
        }

        /**
         * Random changes of images and their maps, anew in every epoch; none if not set.
         *
         * @param steps the changes
         * @return this
         */
        public Builder augmentation(Augmentation steps) {
            this.augmentation = steps;
            return this;
        }

        /**
         * The most memory that decoded images take; two fifths of the heap if not set. With an augmentation, images are decoded
         * every time.
         *
         * @param bytes at least 0
         * @return this
         */
        public Builder cacheBytes(long bytes) {
            this.cacheBytes = bytes;
            return this;
        }

        /**
         * Checks all images of the split, reads their maps, and builds.
         *
         * @return the iterator, to be closed
         * @throws DataException if the split is empty, a label is no class, or an image or a map cannot be used
         * @throws IllegalArgumentException if the network has another number of classes than the data
         */
        public SaliencyDataSetIterator build() throws DataException {
            if (format.classes() != data.classes().size()) {
                throw new IllegalArgumentException("the network tells " + format.classes()
                        + " classes apart, the data has " + data.classes().size() + ": " + data.classes());
            }
            return new SaliencyDataSetIterator(this, data.samples(split, format.grid()));
        }
    }

    private Batches.Pass newPass() {
        return batches.epoch(samples, order, seed, epoch, batchSize);
    }

    @Override
    public boolean hasNext() {
        return pass.hasNext();
    }

    /**
     * The next batch.
     *
     * @return the batch, changed by the pre-processor if there is one
     * @throws UncheckedIOException if an image cannot be used any more
     * @throws IllegalArgumentException if the pre-processor takes saliency maps out of [0,1]
     */
    @Override
    public MultiDataSet next() {
        try {
            MultiDataSet batch = pass.next();
            if (preProcessor != null) {
                preProcessor.preProcess(batch);
                if (batch.getLabels().length > 1) {
                    requireMapsInRange(batch.getLabels(1));
                }
            }
            return batch;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireMapsInRange(INDArray maps) {
        for (double value : maps.dup('c').data().asDouble()) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException("the pre-processor gave a saliency map the value " + value
                        + ": maps must stay from 0 to 1; change the features alone");
            }
        }
    }

    /**
     * Not supported: the batches are of the size that the iterator is built with.
     *
     * @param num not used
     * @return never
     */
    @Override
    public MultiDataSet next(int num) {
        throw new UnsupportedOperationException("batches have " + batchSize + " samples: call next()");
    }

    /** Begins the next epoch if this one is used up, else this one anew. */
    @Override
    public void reset() {
        if (!pass.hasNext()) {
            epoch++;
        }
        pass = newPass();
    }

    @Override
    public boolean resetSupported() {
        return true;
    }

    @Override
    public boolean asyncSupported() {
        return true;
    }

    @Override
    public void setPreProcessor(@Nullable MultiDataSetPreProcessor value) {
        this.preProcessor = value;
    }

    @Override
    public @Nullable MultiDataSetPreProcessor getPreProcessor() {
        return preProcessor;
    }

    /**
     * The names of the classes, in the order of the one-hot labels.
     *
     * @return one for each class
     */
    public List<String> getLabels() {
        return samples.classes().names();
    }

    /**
     * The samples of the batch that {@link #next} gave last, for instance to know which image has a large loss.
     *
     * @return in the batch's order
     */
    public List<Sample> lastSamples() {
        return pass.samples();
    }

    /**
     * The epoch under way.
     *
     * @return from 0
     */
    public int epoch() {
        return epoch;
    }

    /**
     * Number of samples of an epoch.
     *
     * @return at least 1
     */
    public int size() {
        return order.size(samples.samples().size());
    }

    /** Stops the threads that decode images. */
    @Override
    public void close() {
        batches.close();
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        throw new NotSerializableException(SaliencyDataSetIterator.class.getName());
    }
}
