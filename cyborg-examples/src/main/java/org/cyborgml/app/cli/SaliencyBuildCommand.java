package org.cyborgml.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.cyborgml.app.console.Console;
import org.cyborgml.app.console.ConsoleOption;
import org.cyborgml.app.console.Examples;
import org.cyborgml.app.console.JsonOption;
import org.cyborgml.app.files.Output;
import org.cyborgml.app.saliency.MapsPage;
import org.cyborgml.app.saliency.MapsSummary;
import org.cyborgml.saliency.batch.BatchFailure;
import org.cyborgml.saliency.batch.BatchInput;
import org.cyborgml.saliency.batch.BatchMap;
import org.cyborgml.saliency.batch.BatchResult;
import org.cyborgml.saliency.file.WholeFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code saliency build}: maps of annotations. */
@Command(
        name = "build",
        description = {
            "Turns annotations into saliency maps: maps/ for --heatmaps, and summary.html.",
            "ANNOTATIONS is a file of LabelMe, COCO, CVAT (XML for images), VGG Image Annotator (JSON or CSV), Label Studio"
                    + " (JSON), a table of an eye tracker's fixations, or of our own form; a folder of such files; or a"
                    + " folder with a folder of mask images per annotator. The content tells which; cyborg saliency formats"
                    + " describes each. What is wrong with an image is listed in problems.txt, and the others get their"
                    + " maps."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
@Examples({
    "cyborg saliency build annotations.json --out built",
    "cyborg saliency build fixations.csv --images images --fixations density --sigma 20 --out built"
})
final class SaliencyBuildCommand implements Callable<Integer> {

    @Mixin
    private final MapBuildOptions options = new MapBuildOptions();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Where maps and summary go.",
            showDefaultValue = Visibility.NEVER)
    private Path out = Path.of("");

    @Mixin
    private final ConsoleOption output = new ConsoleOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Override
    public Integer call() throws IOException {
        Output.requireFolder(out);
        Console console = output.console();
        BatchInput input = options.input();
        options.notes(input).forEach(console::say);
        BatchResult result = options.batch(options.judgements(input))
                .withProgress(console.batch())
                .build(input, out.resolve("maps"));
        List<String> failures =
                result.failures().stream().map(BatchFailure::toString).toList();
        Path problems = out.resolve("problems.txt");
        Files.deleteIfExists(problems);
        if (!failures.isEmpty()) {
            WholeFile.write(problems, (String.join("\n", failures) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        MapsSummary summary = new MapsSummary(out.resolve("maps"));
        for (BatchMap map : result.maps()) {
            summary.add(map);
        }
        WholeFile.write(
                out.resolve("summary.html"),
                MapsPage.html(summary, failures, options.settings(input)).getBytes(StandardCharsets.UTF_8));
        List<String> constant = result.constant();
        console.say(MapBuildOptions.inWords(result.maps().size(), constant) + "; " + out.resolve("summary.html"));
        json.print(new Built(out.toString(), result.maps().size(), constant, failures));
        MapBuildOptions.requireMarks(result.maps().size(), constant);
        if (!failures.isEmpty()) {
            throw new IOException(
                    failures.size() + " problems, the first: " + failures.get(0) + "; all in " + problems);
        }
        return 0;
    }

    /**
     * Result for programs.
     *
     * @param folder that was written
     * @param maps how many
     * @param constant images whose map is constant
     * @param failures images without a map, and why
     */
    private record Built(String folder, int maps, List<String> constant, List<String> failures) {}
}
