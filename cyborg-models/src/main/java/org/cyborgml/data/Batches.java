package org.cyborgml.data;

import com.google.common.hash.Hashing;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.cyborgml.saliency.augmentation.Augmentation;
import org.cyborgml.saliency.augmentation.ImageAndMap;
import org.cyborgml.saliency.batch.SaliencyMapSource;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.map.CamGrid;
import org.cyborgml.saliency.map.SaliencyMap;
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

    private final ImageSource source;
    private final BatchFormat format;
    private final ImageCache images;
    private final Augmentation augmentation;
    private final @Nullable SaliencyMapSource maps;
    private final ExecutorService workers;

    private Batches(Builder builder) {
        this.source = builder.images;
        this.format = builder.format;
        this.images = new ImageCache(source, format.input(), builder.cacheBytes);
        this.augmentation = builder.augmentation;
        this.maps = builder.maps;
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
        return new Pass(samples, batchSize, this::prepared);
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
        return augmentation.isNone()
                ? pass(samples, batchSize)
                : new Pass(samples, batchSize, sample -> augmented(sample, seed));
    }

    /** A sample that is ready for its batch: its image, and its map on the grid. */
    private record Prepared(Pixels image, Optional<SaliencyMap> map) {}

    /** An image to be normalised into a batch. */
    @FunctionalInterface
    private interface Pixels {
        void write(float[] to, int offset);
    }

    @FunctionalInterface
    private interface Preparation {
        Prepared of(Sample sample) throws ImageFileException;
    }

    private Prepared prepared(Sample sample) throws ImageFileException {
        byte[] samples = images.samples(sample.image().path());
        Normalisation normalisation = format.input().normalisation();
        return new Prepared((to, offset) -> normalisation.write(samples, to, offset), sample.map());
    }

    private Prepared augmented(Sample sample, long seed) throws ImageFileException {
        String path = sample.image().path();
        Optional<Raster> map = maps == null || sample.map().isEmpty() ? Optional.empty() : maps.read(path);
        long own = Hashing.murmur3_128()
                .newHasher()
                .putLong(seed)
                .putString(path, StandardCharsets.UTF_8)
                .hash()
                .asLong();
        InputFormat input = format.input();
        ImageAndMap pair = augmentation.apply(input.inChannels(source.read(path)), map, own);
        Raster resized = input.resized(pair.image());
        return new Prepared(
                (to, offset) -> input.normalisation().write(resized, to, offset),
                pair.map().map(format.grid()::downsize));
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
        private final Preparation preparation;
        private Consumer<INDArray> ahead = images -> {};
        private final Queue<Future<MultiDataSet>> underWay = new ArrayDeque<>();
        private int begun;
        private int taken;

        private Pass(List<Sample> samples, int batchSize, Preparation preparation) {
            this.samples = samples;
            this.batchSize = batchSize;
            this.preparation = preparation;
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
                    MultiDataSet made = batch(part, preparation);
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

    private MultiDataSet batch(List<Sample> part, Preparation preparation) throws ImageFileException {
        int n = part.size();
        InputFormat input = format.input();
        CamGrid grid = format.grid();
        int logits = format.logits();
        int cells = grid.width() * grid.height();
        float[] pixels = new float[n * input.values()];
        float[] labels = new float[n * logits];
        float[] targets = new float[n * cells];
        float[] mapWeights = new float[n];
        boolean allCount = true;
        for (int i = 0; i < n; i++) {
            Sample sample = part.get(i);
            Prepared prepared = preparation.of(sample);
            prepared.image().write(pixels, i * input.values());
            if (logits == 1) {
                labels[i] = sample.classIndex();
            } else {
                labels[i * logits + sample.classIndex()] = 1;
            }
            if (prepared.map().isPresent()) {
                System.arraycopy(prepared.map().get().toArray(), 0, targets, i * cells, cells);
                mapWeights[i] = (float) sample.mapWeight();
            }
            allCount &= mapWeights[i] == 1;
        }
        INDArray[] images = {array(pixels, n, input.normalisation().channels(), input.height(), input.width())};
        if (format.labels() == LabelArrays.CLASSES) {
            return new MultiDataSet(images, new INDArray[] {array(labels, n, logits)});
        }
        INDArray[] masks = allCount ? null : new INDArray[] {null, array(mapWeights, n, 1)};
        return new MultiDataSet(
                images,
                new INDArray[] {array(labels, n, logits), array(targets, n, grid.height(), grid.width())},
                null,
                masks);
    }

    private INDArray array(float[] values, long... shape) {
        return InputFormat.array(values, format.type(), shape);
    }
}
