package org.cyborgml.app.decoy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.cyborgml.app.console.Console;
import org.cyborgml.app.console.ConsoleOption;
import org.cyborgml.app.console.Examples;
import org.cyborgml.app.console.ExperimentConsole;
import org.cyborgml.app.experiment.Lanes;
import org.cyborgml.app.experiment.PairedRuns;
import org.cyborgml.app.files.Output;
import org.cyborgml.app.provenance.Machine;
import org.cyborgml.app.report.Fact;
import org.cyborgml.app.report.Item;
import org.cyborgml.app.report.Item.Code;
import org.cyborgml.app.report.Item.Heading;
import org.cyborgml.app.report.Item.Paragraph;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.app.ui.TrainingPages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code demo}: the decoy study with two arms, classical training and CYBORG, on the images that come with this program. */
@Command(
        name = "demo",
        description = {
            "Trains classically and with CYBORG on images with a misleading patch (decoy Fashion-MNIST), tests both, and"
                    + " writes a report page. Takes two to three minutes on two cores.",
            "The folder is that of a decoy study: a demo that was stopped continues when it is run again, and decoy run adds"
                    + " controls to it."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
@Examples({"cyborg demo", "cyborg demo --seeds 10 --out demo-of-ten"})
public final class DemoCommand implements Callable<Integer> {

    private static final List<String> ARMS = List.of(Arms.CLASSICAL, Arms.CYBORG);

    @Option(names = "--out", paramLabel = "DIR", description = "Folder of report.html and the results.")
    private Path out = Path.of("demo-report");

    @Option(names = "--seed", paramLabel = "N", description = "The first seed; the next count on.")
    private long seed = 1;

    @Option(names = "--seeds", paramLabel = "N", description = "Trainings of each kind, at least 2.")
    private int seeds = 5;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Epochs of a training; the last one's network is tested.")
    private int epochs = StudySettings.EPOCHS;

    @Option(
            names = "--images",
            paramLabel = "N",
            description = "Training images, a multiple of 10 up to 6000; decoy run --data takes more.")
    private int images = StudySettings.TRAIN_IMAGES;

    @Mixin
    private final ConsoleOption output = new ConsoleOption();

    /** The command with its defaults, to be filled by picocli. */
    public DemoCommand() {}

    @Override
    public Integer call() throws IOException {
        if (seeds < 2) {
            throw new IllegalArgumentException("--seeds must be at least 2, to compare anything, found " + seeds);
        }
        Output.requireFolder(out);
        Console console = output.console();
        console.say("Decoy Fashion-MNIST: " + ARMS.size() * seeds + " trainings of " + epochs + " epochs on " + images
                + " images; the report goes to " + out.resolve("report.html"));
        StudyData data = StudyData.embedded(images, StudySettings.TEST_IMAGES);
        Study.run(
                StudySettings.of(DecoySet.FASHION, data, epochs, StudySettings.LEARNING_RATE),
                data,
                out,
                Arms.named(ARMS),
                Study.seeds(seed, seeds),
                Lanes.perCore(),
                new ExperimentConsole(console, TrainingPages.NONE, Arm::ofTrial));
        StudySummary summary = StudySummary.of(StudyFiles.read(out));
        StudyReport.write(out, summary, out, controls());
        if (!output.isQuiet()) {
            summarise(summary);
        }
        return 0;
    }

    private List<Item> controls() {
        String settings = " --seed " + seed + " --seeds " + seeds + " --epochs " + epochs + " --train-images " + images;
        String run = "java -jar cyborg-examples/target/cyborg.jar decoy run --out " + out + settings;
        String report = "java -jar cyborg-examples/target/cyborg.jar decoy report " + out;
        List<Item> items = new ArrayList<>();
        items.add(new Heading("Controls"));
        items.add(new Paragraph(
                "Does an image's own map help, or would any map? Each of these commands adds trainings with the"
                        + " same seeds to this folder; decoy report then makes this page again, with all of them:"));
        items.add(new Code(run + " --arms control\n" + run + " --arms no_decoy,maps_not_patch\n" + run
                + " --arms alpha,share\n" + run + " --arms distance,selection\n" + report));
        items.add(
                new Paragraph("control: the mean of all maps, the map of another image, maps without content. no_decoy:"
                        + " training without the patch, the upper bound. maps_not_patch: maps that are dark at the patch alone."
                        + " alpha, share, distance, selection: one setting of CYBORG changed."));
        items.add(new Heading("Limits"));
        items.add(new Item.Bullets(List.of(
                "The maps are masks, and perfect ones. People's marks are coarser, fewer and at times wrong.",
                "The standard deviations are over seeds; the images are the same in all trainings.",
                "The patches are artificial, and the networks small and trained briefly. This does not tell how much CYBORG"
                        + " helps on other data.")));
        items.add(new Heading("Provenance"));
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "Command",
                "demo --seed " + seed + " --seeds " + seeds + " --epochs " + epochs + " --images " + images));
        facts.add(new Fact("Data", "Fashion-MNIST, © 2017 Zalando SE, MIT licence; the part in this program"));
        Machine.versions().forEach((name, version) -> facts.add(new Fact(name, version)));
        Machine.hardware().forEach((name, what) -> facts.add(new Fact(name, what)));
        items.add(Item.Facts.of(facts));
        return items;
    }

    private void summarise(StudySummary summary) {
        System.out.println("Accuracy with patch values drawn at random, mean ± SD over seeds:");
        for (ArmSummary one : summary.arms()) {
            System.out.printf(
                    "  %-30s %s%s%n",
                    one.arm().title(),
                    Numbers.meanAndDeviation(one.summary(Column.RANDOM_VALUE), 3),
                    one.difference().map(DemoCommand::difference).orElse(""));
        }
        System.out.println("Report: " + out.resolve("report.html"));
    }

    private static String difference(PairedRuns paired) {
        return "   difference " + Numbers.difference(paired.mean(), paired.interval(), 3) + " (95 % interval)";
    }
}
