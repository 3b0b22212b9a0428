package org.cyborgml.spark.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.cyborgml.data.ImageFolder;
import org.cyborgml.data.ImageInspector;
import org.cyborgml.data.ImageRequest;
import org.cyborgml.spark.storage.Storage;

/**
 * Looks at some images.
 *
 * @param spec of the experiment
 */
record InspectionTask(ExperimentSpec spec)
        implements FlatMapFunction<Iterator<SparkInspector.Wanted>, SparkInspector.Found> {

    /** Images of a folder, of which as much is read. */
    private record Group(String folder, ImageRequest.Extent extent) {}

    @Override
    public Iterator<SparkInspector.Found> call(Iterator<SparkInspector.Wanted> images) throws IOException {
        ExecutorProcess.prepare(spec.cpus());
        Map<Group, ImageFolder> opened = new HashMap<>();
        List<ImageRequest> requests = new ArrayList<>();
        while (images.hasNext()) {
            SparkInspector.Wanted image = images.next();
            Group group = new Group(image.folder(), image.extent());
            ImageFolder folder = opened.get(group);
            if (folder == null) {
                folder = ImageFolder.open(root(group));
                opened.put(group, folder);
            }
            requests.add(new ImageRequest(folder, image.path(), image.extent()));
        }
        return ImageInspector.inThisProcess().inspect(requests, path -> {}).stream()
                .map(SparkInspector.Found::of)
                .iterator();
    }

    /** Images that are decoded are kept on this machine for the trials. Of the others only the first bytes are read. */
    private Path root(Group group) throws IOException {
        return switch (group.extent()) {
            case WHOLE ->
                Storage.fixedFolder(group.folder(), spec.storage().value(), ExecutorProcess.cache(spec.cacheBytes()));
            case HEADER -> Storage.folder(group.folder(), spec.storage().value());
        };
    }
}
