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
import java.util.function.BiFunction;
import org.cyborgml.app.console.Console;
import org.cyborgml.app.files.Output;
import org.cyborgml.app.ui.TrainingPages;
import org.cyborgml.data.BatchFormat;
import org.cyborgml.data.CheckReport;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.CroppedImages;
import org.cyborgml.data.DataCheck;
import org.cyborgml.data.ImageFolder;
import org.cyborgml.data.ImageSource;
import org.cyborgml.data.MapWeights;
import org.cyborgml.data.SaliencyData;
import org.cyborgml.data.SampleOrder;
import org.cyborgml.data.SampleSet;
import org.cyborgml.data.SplitFile;
import org.cyborgml.loss.ClassSelection;
import org.cyborgml.loss.FeatureTap;
import org.cyborgml.loss.GradientBalance;
import org.cyborgml.loss.SaliencyDistance;
import org.cyborgml.models.Network;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.cyborgml.saliency.batch.CroppedMaps;
import org.cyborgml.saliency.batch.MapFolder;
import org.cyborgml.saliency.batch.SaliencyMapSource;
import org.cyborgml.saliency.face.CropTable;
import org.cyborgml.training.AlphaSchedule;
import org.cyborgml.training.AugmentationChoice;
import org.cyborgml.training.FirstSteps;
import org.cyborgml.training.LearningRateSchedule;
import org.cyborgml.training.MapTarget;
import org.cyborgml.training.NetworkNotes;
import org.cyborgml.training.Optimizer;
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
final class TrainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    @Mixin
    private final UiOptions ui = new UiOptions();

    @Option(
            names = "--csv",
            required = true,
            description = "Split file: rows of split,label,path; a header is recognised.",
            showDefaultValue = Visibility.NEVER)
    private Path csv = Path.of("");

    @Option(
            names = "--images",
            required = true,
            description = "Folder that the split file's paths are below.",
            showDefaultValue = Visibility.NEVER)
    private Path images = Path.of("");

    @Option(
            names = "--classes",
            paramLabel = "NAMES",
            description =
                    "The classes in the order of the network's outputs, such as cat,dog,hare. Default: the labels of"
                            + " the images to train on, Real before Synthetic, others in alphabetical order.")
    private @Nullable ClassNames classes;

    @Option(
            names = "--heatmaps",
            description = "Folder of saliency maps, named as the images are, in their folders or in none.")
    private @Nullable Path heatmaps;

    @Option(
            names = "--map-weights",
            paramLabel = "FILE",
            description =
                    "Rows of path,weight: the weight of each image's map in the saliency term, by annotator or reaction"
                            + " time for instance; 1 is as without.")
    private @Nullable Path mapWeights;

    @Option(
            names = "--crops",
            paramLabel = "FILE",
            description =
                    "crops.csv of faces crop: --csv, --images and --heatmaps are of the photographs, and the crops of"
                            + " images and maps are trained on.")
    private @Nullable Path crops;

    @Option(
            names = "--weights",
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

    @Option(names = "--out", description = "Where Logs/ goes.", showDefaultValue = Visibility.NEVER)
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

    @Option(
            names = "--alpha",
            description = "Weight of the cross-entropy; 1: classical. Default: 0.5; cnndetection without --heatmaps 1.")
    private @Nullable Double alpha;

    @Option(
            names = "--alpha-schedule",
            description = "Part of the saliency term's weight, 1 - alpha, by epoch: ${COMPLETION-CANDIDATES}. Default:"
                    + " constant.")
    private @Nullable AlphaSchedule alphaSchedule;

    @Option(names = "--epochs", description = "Epochs. Default: 50; with schedule plateau as many as that allows.")
    private @Nullable Integer epochs;

    @Option(
            names = "--batch",
            description =
                    "Images of a step. Default: 20; cnndetection 64; the efficientnets and xception_deepfake 32, 36"
                            + " with --triplets.")
    private @Nullable Integer batch;

    @Option(
            names = "--optimizer",
            description = "${COMPLETION-CANDIDATES}. Default: sgd; cnndetection, self_attention, the efficientnets and"
                    + " xception_deepfake adam.")
    private @Nullable Optimizer optimizer;

    @Option(
            names = "--lr",
            description = "Learning rate of the first epoch. Default: 0.005; cnndetection and self_attention 1e-4, the"
                    + " efficientnets and xception_deepfake 1e-5.")
    private @Nullable Double learningRate;

    @Option(
            names = "--schedule",
            description = "Of the learning rate: ${COMPLETION-CANDIDATES}. Default: step; self_attention constant;"
                    + " cnndetection, the efficientnets and xception_deepfake plateau.")
    private @Nullable LearningRateSchedule schedule;

    @Option(names = "--momentum", description = "Classical momentum, of sgd. Default: 0.9.")
    private @Nullable Double momentum;

    @Option(
            names = "--weight-decay",
            description = "Added to the gradient of all parameters. Default: 1e-6; cnndetection, the efficientnets and"
                    + " xception_deepfake 0, self_attention 5e-4.")
    private @Nullable Double weightDecay;

    @Option(names = "--tap", defaultValue = "reference", description = "Maps of the CAM: ${COMPLETION-CANDIDATES}.")
    private FeatureTap tap = FeatureTap.REFERENCE;

    @Option(
            names = "--distance",
            description =
                    "Of the maps: mse, l2, l1, cosine, pearson, kl; energy, rrr, ppce, res, entropy, mse_entropy, avoid"
                            + " (maps of where not to look), pyramid, which are of other work (SaliencyDistance has the formulas)."
                            + " Default: mse; self_attention l1.")
    private @Nullable SaliencyDistance distance;

    @Option(names = "--select", defaultValue = "predicted", description = "Whose CAM: ${COMPLETION-CANDIDATES}.")
    private ClassSelection select = ClassSelection.PREDICTED;

    @Option(
            names = "--target",
            description = "What maps are held against: ${COMPLETION-CANDIDATES}. Default: saliency_maps; self_attention"
                    + " without --heatmaps class_masks.")
    private @Nullable MapTarget target;

    @Option(
            names = "--augment",
            description = "Random changes of training images and their maps: none, or steps such as"
                    + " flip=0.5,zoom=0.8,rotate=10,blur=0.5,jpeg=0.5, or cnndetection=0.5 or bonettini=0.5. Default: none;"
                    + " cnndetection its own with 0.5; the efficientnets and xception_deepfake bonettini=0.5.")
    private @Nullable AugmentationChoice augmentation;

    @Option(
            names = "--dropout",
            description =
                    "Share of feature maps dropped before the classifier, in [0,1). Default: 0.5 for inception_v3, 0 for the"
                            + " others, which have no dropout.")
    private @Nullable Double dropout;

    @Option(names = "--no-shuffle", description = "Visit the images in the file's order.")
    private boolean unshuffled;

    @Mixin
    private final KernelOptions kernels = new KernelOptions();

    @Option(names = "--seed", defaultValue = "1", description = "Of the first run; the next ones count on.")
    private long seed;

    @Option(names = "--runs", defaultValue = "1", description = "How many; more than one go to run1/, run2/, ...")
    private int runs;

    @Option(
            names = "--resume",
            description = "Go on where a training in --out was stopped; with more --epochs, extend a finished one.")
    private boolean resume;

    @Option(names = "--quiet", description = "Say nothing but errors.")
    private boolean quiet;

    @Override
    public Integer call() throws IOException {
        TrainingSettings settings = settings();
        if (runs < 1) {
            throw new IllegalArgumentException("--runs must be at least 1, found " + runs);
        }
        boolean needsMaps = settings.alpha() < 1 || balance != null;
        if (needsMaps && heatmaps == null && settings.mapTarget() == MapTarget.SALIENCY_MAPS) {
            throw new IllegalArgumentException(
                    balance != null
                            ? "--balance needs saliency maps: give --heatmaps"
                            : "--alpha " + settings.alpha() + " needs saliency maps: give --heatmaps, or --alpha 1");
        }
        if (mapWeights != null && heatmaps == null) {
            throw new IllegalArgumentException("--map-weights weighs the maps of --heatmaps, which are not given");
        }
        if (triplets && heatmaps != null) {
            throw new IllegalArgumentException(
                    "--triplets learns features without saliency maps: give --heatmaps with the second stage, or not at all");
        }
        if (balance == null) {
            refuseToOverwrite();
            Output.requireFolder(out());
        }
        builder(network.architecture().side(), Optional.empty());
        Console console = new Console(quiet);
        Optional<Checkpoint> start = weights == null ? Optional.empty() : Optional.of(ema.read(weights, console));
        int side = network.side(start);
        SaliencyData data = data(console);
        Network.Builder<?> shape = builder(side, start).precision(settings.precision());
        BatchFormat format =
                BatchFormat.of(classes(shape, data.classes()).build().conf(), network.input(side));
        try (TrainingPages pages = ui.open(console);
                TrainingSamples samples = weighted(TrainingSamples.open(data, format, settings))) {
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
            }
        }
        return 0;
    }

    private TrainingSettings settings() {
        TrainingSettings reference = triplets
                ? TrainingSettings.referenceForTriplets()
                : TrainingSettings.referenceFor(network.architecture());
        TrainingSettings s = reference
                .withTap(tap)
                .withClassSelection(select)
                .withPrecision(kernels.precision())
                .withOrder(unshuffled ? SampleOrder.AS_LISTED : reference.order())
                .withSeed(seed);
        if (heatmaps != null) {
            // With maps at hand the baselines learn from them, as in the paper's section on them.
            s = s.withAlpha(TrainingSettings.reference().alpha()).withMapTarget(MapTarget.SALIENCY_MAPS);
        }
        s = changed(s, alpha, TrainingSettings::withAlpha);
        s = changed(s, alphaSchedule, TrainingSettings::withAlphaSchedule);
        s = changed(s, epochs, TrainingSettings::withEpochs);
        s = changed(s, batch, TrainingSettings::withBatch);
        s = changed(s, optimizer, TrainingSettings::withOptimizer);
        s = changed(s, learningRate, TrainingSettings::withLearningRate);
        s = changed(s, schedule, TrainingSettings::withSchedule);
        s = changed(s, momentum, TrainingSettings::withMomentum);
        s = changed(s, weightDecay, TrainingSettings::withWeightDecay);
        s = changed(s, distance, TrainingSettings::withDistance);
        s = changed(s, target, TrainingSettings::withMapTarget);
        return changed(s, augmentation, TrainingSettings::withAugmentation);
    }

    private static <T> TrainingSettings changed(
            TrainingSettings settings, @Nullable T value, BiFunction<TrainingSettings, T, TrainingSettings> change) {
        return value == null ? settings : change.apply(settings, value);
    }

    /** Samples whose maps have the weights of the file, if there is one. */
    private TrainingSamples weighted(TrainingSamples samples) throws IOException {
        if (mapWeights == null) {
            return samples;
        }
        try {
            return new TrainingSamples(
                    samples.train().withMapWeights(MapWeights.read(mapWeights)),
                    samples.validation(),
                    samples.batches());
        } catch (IOException e) {
            samples.close();
            throw e;
        }
    }

    private static void say(List<GradientBalance> steps) {
        GradientBalance median = GradientBalance.median(steps);
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
        return MissingOption.require(out, command, "--out=<out>");
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
        if (dropout != null) {
            try {
                builder.dropout(dropout);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "--dropout " + dropout + ": " + network.architecture() + " " + e.getMessage(), e);
            }
        }
        return builder;
    }

    /** A network has two classes unless it is told otherwise, by two logits or by one. */
    private static Network.Builder<?> classes(Network.Builder<?> builder, ClassNames classes) {
        return classes.size() == 2 ? builder : builder.numClasses(classes.size());
    }

    /** The data, once it has passed the check of {@code experiment check}. */
    private SaliencyData data(Console console) throws IOException {
        SplitFile split = SplitFile.read(csv);
        split.headerInWords().ifPresent(console::say);
        console.say("checking " + csv + ", its images and maps");
        Optional<CropTable> table = crops == null ? Optional.empty() : Optional.of(CropTable.read(crops));
        ImageFolder photographs = ImageFolder.open(images);
        ImageSource folder = table.isEmpty() ? photographs : CroppedImages.of(photographs, table.get());
        Optional<SaliencyMapSource> maps = heatmaps == null ? Optional.empty() : Optional.of(maps(heatmaps, table));
        DataCheck check = DataCheck.of(split, folder);
        if (classes != null) {
            check = check.withClasses(classes);
        }
        if (maps.isPresent()) {
            check = check.withMaps(maps.get(), String.valueOf(heatmaps));
        }
        CheckReport report = check.check();
        report.warnings().forEach(warning -> console.say("warning: " + warning));
        report.requirePassed("the data");
        SaliencyData data = SaliencyData.of(split, folder);
        if (classes != null) {
            data = data.withClasses(classes);
        }
        return maps.isPresent() ? data.withMaps(maps.get()) : data;
    }

    private static SaliencyMapSource maps(Path folder, Optional<CropTable> crops) throws IOException {
        MapFolder maps = MapFolder.open(folder);
        return crops.isEmpty() ? maps : CroppedMaps.of(maps, crops.get());
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
        all.put("dropout", dropout == null ? "" : dropout.toString());
        all.put("csv", csv.toString());
        all.put("images", images.toString());
        all.put("heatmaps", heatmaps == null ? "" : heatmaps.toString());
        if (crops != null) {
            all.put("crops", crops.toString());
        }
        if (mapWeights != null) {
            all.put("map_weights", mapWeights.toString());
        }
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
