package org.cyborgml.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.cyborgml.app.bench.Benchmark;
import org.cyborgml.app.console.ConsoleOption;
import org.cyborgml.app.console.Examples;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.kernel.NativeRuntime;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench}: what a step of training, inference and scoring cost, as lines of JSON. */
@Command(
        name = "bench",
        description = "Measures training and inference on noise: one line of JSON, images a second.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
@Examples({"cyborg bench --arch resnet50 --batch 16", "cyborg bench --arch resnet50 --images images"})
final class BenchCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--arch", required = true, paramLabel = "ARCH", description = "The network.")
    private @Nullable Architecture architecture;

    @Mixin
    private final KernelOptions kernels = new KernelOptions();

    @Option(names = "--batch", paramLabel = "N", defaultValue = "8", description = "Images in a batch.")
    private int batch;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "5",
            description = "Steps of which the median is taken.")
    private int steps;

    @Option(
            names = "--warmup",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "Seconds of training before it counts; half as many of inference.")
    private int warmUp;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the native libraries. Default: one per processor.")
    private @Nullable Integer threads;

    @Option(
            names = "--alpha",
            paramLabel = "ALPHA",
            defaultValue = "0.5",
            description = "Weight of cross-entropy in the CYBORG loss.")
    private double alpha;

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description = "Measure scoring of this folder's images against the bare network instead.")
    private @Nullable Path images;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "Train for so long instead, and print memory every minute.")
    private @Nullable Integer minutes;

    @Mixin
    private final ConsoleOption output = new ConsoleOption();

    @Override
    public Integer call() throws IOException {
        if (threads != null) {
            NativeRuntime.useThreads(threads);
        }
        int used = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        Benchmark benchmark =
                new Benchmark(Objects.requireNonNull(architecture), batch, steps, used, alpha, kernels.precision());
        output.console().say("measuring " + architecture + " in batches of " + batch + " with " + used + " threads");
        if (minutes != null) {
            benchmark.endure(minutes, BenchCommand::print);
        } else {
            print(images == null ? benchmark.run(Duration.ofSeconds(warmUp)) : benchmark.score(images));
        }
        return 0;
    }

    private static void print(Map<String, Object> line) {
        try {
            System.out.println(JSON.writeValueAsString(line));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers and texts that are no JSON: " + line, e);
        }
    }
}
