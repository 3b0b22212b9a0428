package org.cyborgml.spark.scoring;

import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.cyborgml.data.ImageFolder;
import org.cyborgml.saliency.batch.MapFolder;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.scoring.CamUse;
import org.cyborgml.spark.storage.Storage;
import org.jspecify.annotations.Nullable;

/**
 * Scores a part of a table of images.
 *
 * @param network made once for each executor
 * @param configuration Hadoop's
 * @param schema of the table
 * @param root URI of the folder that paths are below; null if the images are in the table
 * @param cams made or left out
 * @param testSet column with the name of an image's test set; null if all images are one
 * @param humanMaps URI of a folder of human maps; null for none
 * @param threads that a pass through the network computes with
 */
record ScoringTask(
        Broadcast<NetworkSource> network,
        SerializableConfiguration configuration,
        ScoreSchema schema,
        @Nullable String root,
        CamUse cams,
        @Nullable String testSet,
        @Nullable String humanMaps,
        int threads)
        implements MapPartitionsFunction<Row, Row> {

    @Override
    public Iterator<Row> call(Iterator<Row> images) throws IOException {
        if (!images.hasNext()) {
            return images;
        }
        return new ScoredRows(images, this, ExecutorNetwork.of(network, threads).scorer(), reader(), maps());
    }

    private ImageReader reader() throws IOException {
        int path = schema.index(ScoreSchema.PATH);
        if (root != null) {
            ImageFolder folder = ImageFolder.open(Storage.folder(root, configuration.value()));
            return image -> folder.read(image.getString(path));
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

    private Optional<MapFolder> maps() throws IOException {
        return humanMaps == null
                ? Optional.empty()
                : Optional.of(MapFolder.open(Storage.folder(humanMaps, configuration.value())));
    }
}
