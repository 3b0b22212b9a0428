package org.cyborgml.spark.experiment;

import com.google.common.collect.Lists;
import java.io.IOException;
import java.nio.file.Path;
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

    @Override
    public Iterator<SparkInspector.Found> call(Iterator<SparkInspector.Wanted> images) throws IOException {
        ExecutorProcess.prepare(spec.cpus());
        Map<String, ImageFolder> whole = new HashMap<>();
        Map<String, ImageFolder> headers = new HashMap<>();
        List<SparkInspector.Wanted> wanted = Lists.newArrayList(images);
        for (SparkInspector.Wanted one : wanted) {
            Map<String, ImageFolder> opened = one.extent() == ImageRequest.Extent.WHOLE ? whole : headers;
            if (!opened.containsKey(one.folder())) {
                opened.put(one.folder(), ImageFolder.open(root(one)));
            }
        }
        List<ImageRequest> requests = wanted.stream()
                .map(one -> new ImageRequest(
                        (one.extent() == ImageRequest.Extent.WHOLE ? whole : headers).get(one.folder()),
                        one.path(),
                        one.extent()))
                .toList();
        return ImageInspector.inThisProcess().inspect(requests, path -> {}).stream()
                .map(SparkInspector.Found::of)
                .iterator();
    }

    /** What is decoded is kept for the trials; of the others only the first bytes are fetched. */
    private Path root(SparkInspector.Wanted image) throws IOException {
        return image.extent() == ImageRequest.Extent.WHOLE
                ? Storage.fixedFolder(image.folder(), spec.storage().value(), ExecutorProcess.cache(spec.cacheBytes()))
                : Storage.folder(image.folder(), spec.storage().value());
    }
}
