package org.cyborgml.spark.scoring;

import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.cyborgml.data.CroppedImages;
import org.cyborgml.data.ImageFolder;
import org.cyborgml.data.ImageSource;
import org.cyborgml.saliency.batch.CroppedMaps;
import org.cyborgml.saliency.batch.MapFolder;
import org.cyborgml.saliency.batch.SaliencyMapSource;
import org.cyborgml.saliency.face.CropTable;
import org.cyborgml.spark.storage.Storage;
import org.jspecify.annotations.Nullable;

/**
 * Where images and human maps are, as executors get it.
 *
 * @param root URI of the folder that the images' paths are below; null if the images are in the table
 * @param crops URI of the table of their crops; null if they are not cropped
 * @param humanMaps URI of a folder of human maps; null for none
 */
record ImagePlaces(@Nullable String root, @Nullable String crops, @Nullable String humanMaps) implements Serializable {

    /**
     * What was opened. Safe for use by several threads.
     *
     * @param images empty if they are in the table
     * @param maps empty for none
     */
    record Opened(Optional<ImageSource> images, Optional<SaliencyMapSource> maps) {}

    /** Opens all: lists the folder of the maps, and reads the crops. */
    Opened open(Configuration configuration) throws IOException {
        Optional<CropTable> table =
                crops == null ? Optional.empty() : Optional.of(CropTable.read(Storage.folder(crops, configuration)));
        Optional<ImageSource> images = Optional.empty();
        if (root != null) {
            ImageFolder folder = ImageFolder.open(Storage.folder(root, configuration));
            images = Optional.of(table.isEmpty() ? folder : CroppedImages.of(folder, table.get()));
        }
        Optional<SaliencyMapSource> maps = Optional.empty();
        if (humanMaps != null) {
            MapFolder folder = MapFolder.open(Storage.folder(humanMaps, configuration));
            maps = Optional.of(table.isEmpty() ? folder : CroppedMaps.of(folder, table.get()));
        }
        return new Opened(images, maps);
    }
}
