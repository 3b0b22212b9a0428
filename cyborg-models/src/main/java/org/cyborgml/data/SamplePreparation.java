package org.cyborgml.data;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.cyborgml.saliency.augmentation.Augmentation;
import org.cyborgml.saliency.augmentation.ImageAndMap;
import org.cyborgml.saliency.batch.SaliencyMapSource;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.map.SaliencyMap;
import org.jspecify.annotations.Nullable;

/** Prepares the samples of batches: their images at the network's size, as they are or changed at random, and their maps. */
final class SamplePreparation {

    private final ImageSource source;
    private final BatchFormat format;
    private final ImageCache images;
    private final Augmentation augmentation;
    private final @Nullable SaliencyMapSource maps;

    /**
     * A preparation.
     *
     * @param source has the images
     * @param format of the batches
     * @param cacheBytes the most memory that decoded images take
     * @param augmentation random changes of training images
     * @param maps the maps that change with the images; null for no maps
     */
    SamplePreparation(
            ImageSource source,
            BatchFormat format,
            long cacheBytes,
            Augmentation augmentation,
            @Nullable SaliencyMapSource maps) {
        this.source = source;
        this.format = format;
        this.images = new ImageCache(source, format.input(), cacheBytes);
        this.augmentation = augmentation;
        this.maps = maps;
    }

    /** A sample that is ready for its batch: its image, and its map on the grid. */
    record Prepared(Pixels image, Optional<SaliencyMap> map) {}

    /** An image to be normalised into a batch. */
    @FunctionalInterface
    interface Pixels {
        void write(float[] to, int offset);
    }

    /** A way to prepare samples; used by several threads. */
    @FunctionalInterface
    interface Way {
        Prepared of(Sample sample) throws ImageFileException;
    }

    /** A way for samples to train on: the same sample with the same seed is changed in the same way. */
    Way toTrain(long seed) {
        return augmentation.isNone() ? this::unchanged : sample -> augmented(sample, seed);
    }

    Prepared unchanged(Sample sample) throws ImageFileException {
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
}
