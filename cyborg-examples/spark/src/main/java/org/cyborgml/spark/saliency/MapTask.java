package org.cyborgml.spark.saliency;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.util.SerializableConfiguration;
import org.cyborgml.app.saliency.MapsSummary;
import org.cyborgml.saliency.batch.BatchFailure;
import org.cyborgml.saliency.batch.BatchMap;
import org.cyborgml.saliency.batch.BatchResult;
import org.cyborgml.saliency.batch.MapBatch;
import org.cyborgml.saliency.map.Judgements;
import org.cyborgml.spark.storage.StoragePaths;

/**
 * Builds the maps of some images.
 *
 * @param key tells this run of the command from others
 * @param arguments of the command
 * @param judgements annotators whose marks count, which may depend on all annotations
 * @param configuration Hadoop's
 */
record MapTask(String key, List<String> arguments, Judgements judgements, SerializableConfiguration configuration)
        implements Function<SentPart, MapsOfTask> {

    /** The options of one run, whose files an executor reads once for all its tasks. */
    private static final Cache<String, Read> READ =
            CacheBuilder.newBuilder().maximumSize(1).build();

    private record Read(SparkMapsCommand command, MapBatch batch) {}

    @Override
    public MapsOfTask call(SentPart part) throws IOException {
        Read read;
        try {
            read = READ.get(key, this::read);
        } catch (ExecutionException e) {
            throw new IOException("the files of options cannot be read: " + e.getCause(), e);
        }
        SparkMapsCommand command = read.command();
        BatchResult result = read.batch().build(part.received(command.options().annotations()), command.maps());
        MapsSummary summary = new MapsSummary(command.maps());
        for (BatchMap map : result.maps()) {
            summary.add(map);
        }
        return new MapsOfTask(
                summary.parts(),
                new ArrayList<>(
                        result.failures().stream().map(BatchFailure::toString).toList()));
    }

    private Read read() throws IOException {
        SparkMapsCommand command = new SparkMapsCommand();
        StoragePaths.commandLine(command, configuration.value()).parseArgs(arguments.toArray(String[]::new));
        return new Read(command, command.options().batch(judgements));
    }
}
