package org.cyborgml.spark.saliency;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.cyborgml.app.cli.MapBuildOptions;
import org.cyborgml.app.console.Console;
import org.cyborgml.app.console.ConsoleOption;
import org.cyborgml.app.console.Examples;
import org.cyborgml.app.files.Output;
import org.cyborgml.saliency.batch.BatchFailure;
import org.cyborgml.saliency.batch.BatchInput;
import org.cyborgml.saliency.batch.MapBatch;
import org.cyborgml.saliency.file.WholeFile;
import org.cyborgml.spark.scoring.OpenSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code saliency build} on Spark: each task builds the maps of some images. */
@Command(
        name = "build",
        description = {
            "Turns annotations into saliency maps on a Spark cluster: the files of maps/ that cyborg saliency build writes, and"
                    + " problems.txt with what is wrong with images. Files and folders may be URIs.",
            "Each executor reads all annotations once, and needs the memory for them."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
@Examples("spark-submit cyborg-spark.jar saliency build hdfs:///annotations.json --out hdfs:///built")
final class SparkMapsCommand implements Callable<Integer> {

    private static final int TASKS_OF_A_CORE = 4;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final MapBuildOptions options = new MapBuildOptions();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "URI",
            description = "Where maps and problems go.",
            showDefaultValue = Visibility.NEVER)
    private Path out = Path.of("");

    @Mixin
    private final ConsoleOption output = new ConsoleOption();

    MapBuildOptions options() {
        return options;
    }

    Path maps() {
        return out.resolve("maps");
    }

    @Override
    public Integer call() throws IOException {
        Output.requireFolder(out);
        Console console = output.console();
        BatchInput input = options.input();
        options.notes(input).forEach(console::say);
        // Files of options that cannot be read are told of here.
        options.batch(input);
        Files.createDirectories(maps());
        List<String> problems = new ArrayList<>(
                input.failures().stream().map(BatchFailure::toString).toList());
        List<String> constant = new ArrayList<>();
        int maps = 0;
        try (OpenSession session = OpenSession.named("cyborg saliency build")) {
            JavaSparkContext spark =
                    JavaSparkContext.fromSparkContext(session.spark().sparkContext());
            for (MapsOfTask built : build(spark, MapBatch.images(input))) {
                maps += built.maps();
                constant.addAll(built.constant());
                problems.addAll(built.problems());
            }
        }
        Path file = out.resolve("problems.txt");
        Files.deleteIfExists(file);
        if (!problems.isEmpty()) {
            WholeFile.write(file, (String.join("\n", problems) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        console.say(MapBuildOptions.inWords(maps, constant) + "; " + out);
        MapBuildOptions.requireMarks(maps, constant);
        if (!problems.isEmpty()) {
            throw new IOException(problems.size() + " problems, the first: " + problems.get(0) + "; all in " + file);
        }
        return 0;
    }

    /** The maps of all tasks, in the order of the images. */
    private List<MapsOfTask> build(JavaSparkContext spark, int images) {
        int tasks = Math.max(1, Math.min(images, TASKS_OF_A_CORE * spark.defaultParallelism()));
        List<int[]> parts = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            parts.add(new int[] {(int) ((long) images * task / tasks), (int) ((long) images * (task + 1) / tasks)});
        }
        MapTask task = new MapTask(
                UUID.randomUUID().toString(), arguments(), new SerializableConfiguration(spark.hadoopConfiguration()));
        return spark.parallelize(parts, tasks).map(task).collect();
    }

    /** The command line as the executors read it again. */
    private List<String> arguments() {
        ParseResult parsed = spec.commandLine().getParseResult();
        List<String> arguments = new ArrayList<>();
        for (OptionSpec option : parsed.matchedOptions()) {
            if (option.arity().max() == 0) {
                arguments.add(option.longestName());
            } else {
                option.originalStringValues().forEach(value -> arguments.add(option.longestName() + "=" + value));
            }
        }
        arguments.add("--");
        for (ArgSpec argument : parsed.matchedPositionals()) {
            arguments.addAll(argument.originalStringValues());
        }
        return arguments;
    }
}
