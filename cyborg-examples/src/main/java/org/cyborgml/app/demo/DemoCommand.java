package org.cyborgml.app.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.cyborgml.app.console.Progress;
import org.cyborgml.app.decoy.Metric;
import org.cyborgml.app.decoy.TestSet;
import org.cyborgml.app.demo.DemoResults.Comparison;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.saliency.file.WholeFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code demo}: trains classically and with CYBORG on decoy Fashion-MNIST over several seeds, and writes
 * {@code report.html} and {@code results.json} ({@link DemoResults}). Both files appear only when they are whole; an
 * interrupted demo leaves what stood there before.
 */
@Command(
        name = "demo",
        description =
                "Trains classically and with CYBORG on images with a misleading patch (decoy Fashion-MNIST), tests"
                        + " both, and writes a report page. Takes a few minutes on two cores.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class DemoCommand implements Callable<Integer> {

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for report.html and results.json.")
    private Path out = Path.of("demo-report");

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the patches and of the first run.")
    private long seed = 1;

    @Option(names = "--seeds", paramLabel = "N", description = "Runs per scenario, at least 2.")
    private int seeds = 5;

    @Option(names = "--epochs", paramLabel = "N", description = "Epochs per run.")
    private int epochs = 4;

    @Option(
            names = "--images",
            paramLabel = "N",
            description = "Training images, a multiple of 10. More than 6000 need Debian's package"
                    + " dataset-fashion-mnist, and test on all its 10000 test images.")
    private int images = 4000;

    @Option(names = "--quiet", description = "Print nothing but errors.")
    private boolean quiet;

    /** The command with its defaults, to be filled by picocli. */
    public DemoCommand() {}

    @Override
    public Integer call() throws IOException {
        DemoSettings settings = DemoSettings.of(seed, seeds, epochs, images);
        try (Progress progress = quiet ? Progress.NONE : Progress.onStandardError("demo")) {
            progress.say("Decoy Fashion-MNIST: " + 2 * seeds + " trainings of " + epochs + " epochs on " + images
                    + " images; the report goes to " + out.resolve("report.html"));
            FashionMnist data = FashionMnist.load(images, FashionMnist.INSTALLED);
            prepareFolder();
            DemoResults results = new DemoExperiment(settings, Architecture.SMALL_CNN, data, progress).run(command());
            ResultsFile.write(out.resolve("results.json"), results);
            WholeFile.write(out.resolve("report.html"), DemoReport.html(results).getBytes(StandardCharsets.UTF_8));
            if (!quiet) {
                summarise(results);
            }
        }
        return 0;
    }

    /** Before the work, so that a folder that cannot be had is known at once. */
    private void prepareFolder() throws IOException {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new IOException(out + ": is a file, must be a folder");
        }
        Files.createDirectories(out);
        if (!Files.isWritable(out)) {
            throw new IOException(out + ": cannot be written to");
        }
    }

    private String command() {
        return "demo --seed " + seed + " --seeds " + seeds + " --epochs " + epochs + " --images " + images;
    }

    private void summarise(DemoResults results) {
        System.out.println("Accuracy, mean ± SD over " + seeds + " seeds:");
        for (TestSet set : TestSet.values()) {
            Comparison c = results.comparison(set, Metric.ACCURACY).orElseThrow();
            System.out.printf(
                    "  %-24s classical %s   CYBORG %s%n",
                    set.title(), Numbers.meanAndDeviation(c.classical(), 3), Numbers.meanAndDeviation(c.cyborg(), 3));
        }
        System.out.println("Report: " + out.resolve("report.html"));
    }
}
