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
import org.cyborgml.app.saliency.MapsPage;
import org.cyborgml.app.saliency.MapsSummary;
import org.cyborgml.saliency.annotation.AnnotationRecord;
import org.cyborgml.saliency.batch.BatchFailure;
import org.cyborgml.saliency.batch.BatchInput;
import org.cyborgml.saliency.batch.MapBatch;
import org.cyborgml.saliency.file.WholeFile;
import org.cyborgml.saliency.map.Judgements;
import org.cyborgml.spark.scoring.OpenSession;
import org.cyborgml.spark.scoring.TaskSize;
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
            "Turns annotations into saliency maps on a Spark cluster: the files that cyborg saliency build writes. Files and"
                    + " folders may be URIs.",
            "The driver reads all annotations, and needs the memory for them. Each task gets those of its own images."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
@Examples("spark-submit cyborg-spark.jar saliency build hdfs:///annotations.json --out hdfs:///built")
final class SparkMapsCommand implements Callable<Integer> {

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
        Judgements judgements = options.judgements(input);
        // Files of options that cannot be read are told of here.
        options.batch(judgements);
        Files.createDirectories(maps());
        List<String> problems = new ArrayList<>(
                input.failures().stream().map(BatchFailure::toString).toList());
        MapsSummary summary = new MapsSummary(maps());
        try (OpenSession session = OpenSession.named("cyborg saliency build")) {
            JavaSparkContext spark =
                    JavaSparkContext.fromSparkContext(session.spark().sparkContext());
            for (MapsOfTask built : build(spark, input, judgements)) {
                summary.add(built.summary());
                problems.addAll(built.problems());
            }
        }
        Path file = out.resolve("problems.txt");
        Files.deleteIfExists(file);
        if (!problems.isEmpty()) {
            WholeFile.write(file, (String.join("\n", problems) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        WholeFile.write(
                out.resolve("summary.html"),
                MapsPage.html(summary, problems, options.settings(input)).getBytes(StandardCharsets.UTF_8));
        console.say(MapBuildOptions.inWords(summary.maps(), summary.constant()) + "; " + out.resolve("summary.html"));
        MapBuildOptions.requireMarks(summary.maps(), summary.constant());
        if (!problems.isEmpty()) {
            throw new IOException(problems.size() + " problems, the first: " + problems.get(0) + "; all in " + file);
        }
        return 0;
    }

    /** Runs the tasks, and returns the counts and problems of each, in the order of the images. */
    private List<MapsOfTask> build(JavaSparkContext spark, BatchInput input, Judgements judgements) {
        long images =
                input.records().stream().map(AnnotationRecord::image).distinct().count();
        List<SentPart> parts = MapBatch.parts(input, TaskSize.images(spark, images)).parallelStream()
                .map(SentPart::of)
                .toList();
        MapTask task = new MapTask(
                UUID.randomUUID().toString(),
                arguments(),
                judgements,
                new SerializableConfiguration(spark.hadoopConfiguration()));
        return spark.parallelize(parts, parts.size()).map(task).collect();
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
