package org.cyborgml.spark.saliency;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.util.SerializableConfiguration;
import org.cyborgml.saliency.batch.BatchFailure;
import org.cyborgml.saliency.batch.BatchInput;
import org.cyborgml.saliency.batch.BatchResult;
import org.cyborgml.saliency.batch.MapBatch;
import org.cyborgml.spark.storage.StoragePaths;

/**
 * Builds the maps of the images from one number to before another.
 *
 * @param key tells this run of the command from others
 * @param arguments of the command
 * @param configuration Hadoop's
 */
record MapTask(String key, List<String> arguments, SerializableConfiguration configuration)
        implements Function<int[], MapsOfTask> {

    /** The input of one run, which an executor reads once for all its tasks. Only one is kept, since it may be large. */
    private static final Cache<String, Read> READ =
            CacheBuilder.newBuilder().maximumSize(1).build();

    private record Read(SparkMapsCommand command, BatchInput input, MapBatch batch) {}

    @Override
    public MapsOfTask call(int[] fromTo) throws IOException {
        Read read;
        try {
            read = READ.get(key, this::read);
        } catch (ExecutionException e) {
            throw new IOException("the annotations cannot be read: " + e.getCause(), e);
        }
        BatchResult result = read.batch().build(read.input(), read.command().maps(), fromTo[0], fromTo[1]);
        return new MapsOfTask(
                result.maps().size(),
                new ArrayList<>(result.constant()),
                new ArrayList<>(
                        result.failures().stream().map(BatchFailure::toString).toList()));
    }

    private Read read() throws IOException {
        SparkMapsCommand command = new SparkMapsCommand();
        StoragePaths.commandLine(command, configuration.value()).parseArgs(arguments.toArray(String[]::new));
        BatchInput input = command.options().input();
        return new Read(command, input, command.options().batch(input));
    }
}
