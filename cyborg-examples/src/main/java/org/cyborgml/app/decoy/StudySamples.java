package org.cyborgml.app.decoy;

import com.google.common.base.Preconditions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cyborgml.data.BatchFormat;
import org.cyborgml.data.Batches;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.InMemoryImages;
import org.cyborgml.data.InMemoryMaps;
import org.cyborgml.data.InputFormat;
import org.cyborgml.data.LabelledImage;
import org.cyborgml.data.SampleSet;
import org.cyborgml.data.Split;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.map.SaliencyMap;
import org.cyborgml.training.TrainingSamples;
import org.nd4j.linalg.api.buffer.DataType;

/** The images of one training, with their maps, as samples in memory. */
final class StudySamples {

    private StudySamples() {}

    /**
     * Names the images by their numbers.
     *
     * @param classes names of the classes
     * @param train images to train on
     * @param maps one per training image, on the CAM's grid; empty for an image without a map
     * @param validation images to validate with, without maps
     * @param input form of the network's images
     * @return the samples, to be closed
     * @throws IllegalArgumentException if there are not as many maps as training images
     */
    static TrainingSamples of(
            List<String> classes,
            GreyImages train,
            List<Optional<SaliencyMap>> maps,
            GreyImages validation,
            InputFormat input)
            throws IOException {
        Preconditions.checkArgument(maps.size() == train.size(), "%s maps for %s images", maps.size(), train.size());
        Map<String, Raster> rasters = new HashMap<>();
        List<LabelledImage> trainRows = rows(Split.TRAIN, train, classes, rasters);
        List<LabelledImage> validationRows = rows(Split.TEST, validation, classes, rasters);
        Map<String, SaliencyMap> byName = new HashMap<>();
        for (int i = 0; i < maps.size(); i++) {
            String name = trainRows.get(i).path();
            maps.get(i).ifPresent(map -> byName.put(name, map));
        }
        InMemoryImages images = InMemoryImages.of(rasters);
        ClassNames names = ClassNames.of(classes);
        return new TrainingSamples(
                SampleSet.open(trainRows, names, images, InMemoryMaps.of(byName), LocalNetwork.GRID),
                SampleSet.open(validationRows, names, images, null, LocalNetwork.GRID),
                Batches.builder(images, new BatchFormat(input, LocalNetwork.GRID, IdxImages.CLASSES, DataType.FLOAT))
                        .build());
    }

    private static List<LabelledImage> rows(
            Split split, GreyImages images, List<String> classes, Map<String, Raster> rasters) {
        List<LabelledImage> rows = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            String name = split.word() + "/" + i;
            rasters.put(name, images.raster(i));
            rows.add(new LabelledImage(split, classes.get(images.label(i)), name));
        }
        return rows;
    }
}
