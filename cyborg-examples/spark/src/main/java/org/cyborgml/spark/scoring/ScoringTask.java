package org.cyborgml.spark.scoring;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.cyborgml.app.cams.ClassChoice;
import org.cyborgml.data.ImageSource;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.scoring.CamUse;
import org.jspecify.annotations.Nullable;

/**
 * Scores a part of a table of images.
 *
 * @param network made once for each executor
 * @param configuration Hadoop's
 * @param schema of the table
 * @param places of images and human maps
 * @param cams made or left out
 * @param shownClass whose CAM, as {@link ClassChoice#named} takes it
 * @param label column with the name of an image's class; null if it is not needed
 * @param testSet column with the name of an image's test set; null if all images are one
 * @param threads that a pass through the network computes with
 */
record ScoringTask(
        Broadcast<NetworkSource> network,
        SerializableConfiguration configuration,
        ScoreSchema schema,
        ImagePlaces places,
        CamUse cams,
        String shownClass,
        @Nullable String label,
        @Nullable String testSet,
        int threads)
        implements MapPartitionsFunction<Row, Row> {

    /** Folders that all tasks of an executor share, so that it lists the maps and reads the crops once. */
    private static final Cache<Key, ImagePlaces.Opened> OPENED =
            CacheBuilder.newBuilder().maximumSize(1).build();

    private record Key(String network, ImagePlaces places) {}

    @Override
    public Iterator<Row> call(Iterator<Row> images) throws IOException {
        if (!images.hasNext()) {
            return images;
        }
        ExecutorNetwork made = ExecutorNetwork.of(network, threads);
        ImagePlaces.Opened opened = opened();
        return new ScoredRows(
                images,
                this,
                made.scorer(),
                reader(opened),
                opened.maps(),
                ClassChoice.named(shownClass, made.classes()));
    }

    private ImagePlaces.Opened opened() throws IOException {
        try {
            return OPENED.get(new Key(network.value().key(), places), () -> places.open(configuration.value()));
        } catch (ExecutionException e) {
            throw new IOException("the images cannot be opened: " + e.getCause(), e);
        }
    }

    private ImageReader reader(ImagePlaces.Opened opened) {
        int path = schema.index(ScoreSchema.PATH);
        Optional<ImageSource> images = opened.images();
        if (images.isPresent()) {
            return image -> images.get().read(image.getString(path));
        }
        int content = schema.content().orElseThrow();
        ImageDecoder decoder = ImageDecoder.withDefaults();
        return image -> {
            if (image.isNullAt(content)) {
                throw new ImageFileException(image.getString(path), "has no content, found null");
            }
            byte[] bytes = image.getAs(content);
            return decoder.decode(bytes, image.getString(path)).toEightBits().toRgb();
        };
    }

    /** Reads the image of a row. */
    interface ImageReader {
        Raster read(Row image) throws ImageFileException;
    }
}
