package org.cyborgml.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cyborgml.app.console.Console;
import org.cyborgml.app.console.ConsoleOption;
import org.cyborgml.app.console.Examples;
import org.cyborgml.app.console.JsonOption;
import org.cyborgml.app.files.Output;
import org.cyborgml.app.ui.TrainingPages;
import org.cyborgml.data.BatchFormat;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.SaliencyData;
import org.cyborgml.data.SampleSet;
import org.cyborgml.loss.GradientBalance;
import org.cyborgml.models.Network;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.cyborgml.training.FirstSteps;
import org.cyborgml.training.MapTarget;
import org.cyborgml.training.NetworkNotes;
import org.cyborgml.training.RunFolder;
import org.cyborgml.training.Trainer;
import org.cyborgml.training.TrainingLog;
import org.cyborgml.training.TrainingSamples;
import org.cyborgml.training.TrainingSettings;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code train}: one training, or several with other seeds, in the authors' layout. */
@Command(
        name = "train",
        description = "Trains a network on the authors' files, classically (--alpha 1) or with CYBORG.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
@Examples({
    "cyborg train --arch resnet50 --csv split.csv --images images --heatmaps maps --out run",
    "cyborg train --arch resnet50 --csv split.csv --images images --alpha 1 --runs 10 --out classical",
    "cyborg train --arch small_cnn --csv split.csv --images images --heatmaps maps --epochs 80 --resume --out run"
})
final class TrainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where Logs/ goes. Needed, unless --balance is given.",
            showDefaultValue = Visibility.NEVER)
    private @Nullable Path out;

    @Option(
            names = "--balance",
            paramLabel = "STEPS",
            description =
                    "Train for so many steps only, keep nothing, and print the norms of the gradients of both terms"
                            + " of the loss for the weights that they share, and the alpha at which they are equal (after GradNorm,"
                            + " Chen et al. 2018): a start for --alpha where no unbiased validation set can choose it. Needs no"
                            + " --out.")
    private @Nullable Integer balance;

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    @Mixin
    private final DataOptions data = new DataOptions();

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description =
                    "Checkpoint to start from: .safetensors, .pth, .ckpt, .bin, or the index of sharded files (or its folder).")
    private @Nullable Path weights;

    @Mixin
    private final EmaOption ema = new EmaOption();

    @Option(
            names = "--triplets",
            description =
                    "The first stage of efficientnet_b4_st and efficientnet_b4_att_st: learn the features by triplets"
                            + " (accuracies in the log: share of triplets whose positive is nearer). Then train again with the"
                            + " resulting file as --weights and without this.")
    private boolean triplets;

    @Mixin
    private final LossOptions loss = new LossOptions();

    @Mixin
    private final OptimisationOptions optimisation = new OptimisationOptions();

    @Mixin
    private final KernelOptions kernels = new KernelOptions();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the first run; the next ones count on.")
    private long seed;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many; more than one go to run1/, run2/, ...")
    private int runs;

    @Option(
            names = "--resume",
            description = "Go on where a training in --out was stopped; with more --epochs, extend a finished one.")
    private boolean resume;

    @Mixin
    private final UiOptions ui = new UiOptions();

    @Mixin
    private final ConsoleOption output = new ConsoleOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Override
    public Integer call() throws IOException {
        TrainingSettings settings = settings();
        if (runs < 1) {
            throw new IllegalArgumentException("--runs must be at least 1, found " + runs);
        }
        boolean needsMaps = settings.alpha() < 1 || balance != null;
        if (needsMaps && !data.hasMaps() && settings.mapTarget() == MapTarget.SALIENCY_MAPS) {
            throw new IllegalArgumentException(
                    balance != null
                            ? "--balance needs saliency maps: give --heatmaps"
                            : "--alpha " + settings.alpha() + " needs saliency maps: give --heatmaps, or --alpha 1");
        }
        data.requireConsistent();
        if (triplets && data.hasMaps()) {
            throw new IllegalArgumentException(
                    "--triplets learns features without saliency maps: give --heatmaps with the second stage, or not at all");
        }
        if (balance == null) {
            refuseToOverwrite();
            Output.requireFolder(out());
        }
        builder(network.architecture().side(), Optional.empty());
        Console console = output.console();
        Optional<Checkpoint> start = weights == null ? Optional.empty() : Optional.of(ema.read(weights, console));
        int side = network.side(start);
        SaliencyData read = data.read(console);
        Network.Builder<?> shape = builder(side, start).precision(settings.precision());
        BatchFormat format =
                BatchFormat.of(classes(shape, read.classes()).build().conf(), network.input(side));
        try (TrainingPages pages = ui.open(console);
                TrainingSamples samples = data.weighted(TrainingSamples.open(read, format, settings))) {
            console.say(describe(samples));
            if (balance != null) {
                Network toTrain = classes(settings.applyTo(builder(side, start)), samples.classes())
                        .build();
                say(new FirstSteps(settings, samples).balances(fresh(toTrain, start, console), balance));
                return 0;
            }
            List<Trainer> trainers = new ArrayList<>();
            for (int run = 0; run < runs; run++) {
                TrainingSettings one = settings.withSeed(seed + run);
                Network toTrain = classes(one.applyTo(builder(side, start)), samples.classes())
                        .build();
                trainers.add(Trainer.builder(one, outOf(run))
                        .samples(samples)
                        .network(() -> fresh(toTrain, start, console))
                        .notes(provenance(side, start))
                        .progress(pages.following(console.training(), outOf(run).toString()))
                        .build());
            }
            if (resume) {
                for (Trainer trainer : trainers) {
                    trainer.isFinished(); // All are asked before one is trained, since this refuses what cannot go on.
                }
            }
            List<TrainedRun> finished = new ArrayList<>();
            for (int run = 0; run < runs; run++) {
                Trainer trainer = trainers.get(run);
                boolean isFinished = resume && trainer.isFinished();
                String which = runs == 1 ? "" : "run " + (run + 1) + " of " + runs + ", seed " + (seed + run) + ": ";
                console.say(which + (isFinished ? "finished already" : "training"));
                TrainingLog log = resume ? trainer.resume() : trainer.train();
                int best = log.bestEpoch();
                console.say(String.format(
                        "epoch %d of %d is the best: validation accuracy %.4f; %s",
                        best + 1,
                        log.epochs(),
                        log.validationAccuracy().get(best),
                        RunFolder.of(outOf(run)).finalModel()));
                finished.add(new TrainedRun(
                        seed + run,
                        RunFolder.of(outOf(run)).finalModel().toString(),
                        log.epochs(),
                        best + 1,
                        log.validationAccuracy().get(best)));
            }
            json.print(Map.of("runs", finished));
        }
        return 0;
    }

    /**
     * A run for programs.
     *
     * @param seed its seed
     * @param finalModel file of its weights
     * @param epochs how many it has
     * @param bestEpoch counted from 1
     * @param validationAccuracy of the best epoch
     */
    private record TrainedRun(long seed, String finalModel, int epochs, int bestEpoch, double validationAccuracy) {}

    /** The balance for programs: median norms of the gradients of both terms, and the alpha at which they are equal. */
    private record Balance(int steps, double classification, double saliency, double alpha) {}

    private TrainingSettings settings() {
        TrainingSettings reference = triplets
                ? TrainingSettings.referenceForTriplets()
                : TrainingSettings.referenceFor(network.architecture());
        TrainingSettings s = reference.withPrecision(kernels.precision()).withSeed(seed);
        if (data.hasMaps()) {
            // With maps at hand the baselines learn from them, as in the paper's section on them.
            s = s.withAlpha(TrainingSettings.reference().alpha()).withMapTarget(MapTarget.SALIENCY_MAPS);
        }
        return optimisation.applyTo(loss.applyTo(s));
    }

    private void say(List<GradientBalance> steps) {
        GradientBalance median = GradientBalance.median(steps);
        if (json.isGiven()) {
            json.print(new Balance(steps.size(), median.classification(), median.saliency(), median.alpha()));
            return;
        }
        System.out.printf(
                Locale.ROOT,
                "medians over %d steps: gradient norm %.4g of the classification, %.4g of the saliency; equal at alpha"
                        + " %.3f%n",
                steps.size(),
                median.classification(),
                median.saliency(),
                median.alpha());
    }

    private Path out() {
        return MissingOption.require(out, command, "--out=DIR");
    }

    private Path outOf(int run) {
        return runs == 1 ? out() : out().resolve("run" + (run + 1));
    }

    private void refuseToOverwrite() throws IOException {
        for (int run = 0; run < runs && !resume; run++) {
            if (RunFolder.of(outOf(run)).isBegun()) {
                throw new IOException(
                        outOf(run) + ": holds a training already; give --resume to go on with it (with more --epochs to"
                                + " extend it), or another --out");
            }
        }
    }

    private Network.Builder<?> builder(int side, Optional<Checkpoint> start) throws IOException {
        Network.Builder<?> builder = triplets ? network.featuresBuilder(side, start) : network.builder(side, start);
        optimisation.setDropout(builder, network.architecture());
        return builder;
    }

    /** A network has two classes unless it is told otherwise, by two logits or by one. */
    private static Network.Builder<?> classes(Network.Builder<?> builder, ClassNames classes) {
        return classes.size() == 2 ? builder : builder.numClasses(classes.size());
    }

    private static ComputationGraph fresh(Network network, Optional<Checkpoint> start, Console console) {
        ComputationGraph fresh = network.init();
        if (start.isPresent()) {
            console.say(NetworkWeights.loadStart(fresh, start.get()).toString());
        }
        return fresh;
    }

    private Map<String, Object> provenance(int side, Optional<Checkpoint> start) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(NetworkNotes.ARCHITECTURE, network.architecture().toString());
        all.put(NetworkNotes.SIZE, side);
        all.putAll(network.attention(start).notes());
        all.putAll(network.padding(start).notes());
        if (triplets) {
            all.put("stage", "triplets");
        }
        all.put("dropout", optimisation.dropoutInWords());
        all.putAll(data.notes());
        all.put("weights", weights == null ? "" : ema.noted(weights.toString()));
        return all;
    }

    private static String describe(TrainingSamples samples) {
        SampleSet train = samples.train();
        String maps = train.withMap() == 0
                ? "no maps"
                : train.withMap() + " with a map"
                        + (train.constantMaps() > 0 ? ", " + train.constantMaps() + " of them constant" : "");
        return train.samples().size() + " images to train on (" + maps + "), "
                + samples.validation().samples().size() + " to validate with; "
                + samples.classes().size() + " classes: " + samples.classes();
    }
}
