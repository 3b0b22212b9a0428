package org.cyborgml.examples.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cyborgml.examples.data.Batches;
import org.cyborgml.examples.data.ImageFolder;
import org.cyborgml.examples.data.NetworkGrid;
import org.cyborgml.examples.data.SampleOrder;
import org.cyborgml.examples.data.SampleSet;
import org.cyborgml.examples.data.Split;
import org.cyborgml.examples.data.SplitFile;
import org.cyborgml.examples.training.LearningRateSchedule;
import org.cyborgml.examples.training.RunFolder;
import org.cyborgml.examples.training.Training;
import org.cyborgml.examples.training.TrainingLog;
import org.cyborgml.examples.training.TrainingSettings;
import org.cyborgml.loss.ClassSelection;
import org.cyborgml.loss.FeatureTap;
import org.cyborgml.models.InceptionV3;
import org.cyborgml.models.Network;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.cyborgml.saliency.batch.MapFolder;
import org.cyborgml.saliency.map.CamGrid;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code train}: one training, or several with other seeds, in the authors' layout. */
@Command(
        name = "train",
        description = "Trains a network on the authors' files, classically (--alpha 1) or with CYBORG.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class TrainCommand implements Callable<Integer> {

    /** Of the heap, how much decoded images may take. */
    private static final double CACHE_SHARE = 0.4;

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    @Option(names = "--csv", required = true, description = "Split file: rows of split,label,path without header.")
    private Path csv = Path.of("");

    @Option(names = "--images", required = true, description = "Folder that the split file's paths are below.")
    private Path images = Path.of("");

    @Option(names = "--heatmaps", description = "Folder of saliency maps, named as the images are.")
    private @Nullable Path heatmaps;

    @Option(names = "--weights", description = "Checkpoint to start from (.safetensors or .pth).")
    private @Nullable Path weights;

    @Option(names = "--out", required = true, description = "Where Logs/ goes.")
    private Path out = Path.of("");

    @Option(names = "--alpha", defaultValue = "0.5", description = "Weight of the cross-entropy; 1: classical.")
    private double alpha;

    @Option(names = "--epochs", defaultValue = "50", description = "Epochs.")
    private int epochs;

    @Option(names = "--batch", defaultValue = "20", description = "Images of a step.")
    private int batch;

    @Option(names = "--lr", defaultValue = "0.005", description = "Learning rate of the first epoch.")
    private double learningRate;

    @Option(
            names = "--schedule",
            defaultValue = "step",
            description = "Of the learning rate: ${COMPLETION-CANDIDATES}.")
    private LearningRateSchedule schedule = LearningRateSchedule.STEP;

    @Option(names = "--momentum", defaultValue = "0.9", description = "Classical momentum.")
    private double momentum;

    @Option(names = "--weight-decay", defaultValue = "1e-6", description = "Added to the gradient of all parameters.")
    private double weightDecay;

    @Option(names = "--tap", defaultValue = "reference", description = "Maps of the CAM: ${COMPLETION-CANDIDATES}.")
    private FeatureTap tap = FeatureTap.REFERENCE;

    @Option(
            names = "--distance",
            defaultValue = "mse",
            converter = DistanceConverter.class,
            description = "Of the maps: mse, l2, l1, cosine, pearson, kl.")
    private org.cyborgml.loss.SaliencyDistance distance = org.cyborgml.loss.SaliencyDistance.MSE;

    @Option(names = "--select", defaultValue = "predicted", description = "Whose CAM: ${COMPLETION-CANDIDATES}.")
    private ClassSelection select = ClassSelection.PREDICTED;

    @Option(
            names = "--dropout",
            description =
                    "Share of feature maps dropped before the classifier, in [0,1); inception_v3 only, there 0.5.")
    private @Nullable Double dropout;

    @Option(names = "--no-shuffle", description = "Visit the images in the file's order.")
    private boolean unshuffled;

    @Option(names = "--precision", defaultValue = "float", description = "${COMPLETION-CANDIDATES}.")
    private Precision precision = Precision.FLOAT;

    @Option(names = "--seed", defaultValue = "1", description = "Of the first run; the next ones count on.")
    private long seed;

    @Option(names = "--runs", defaultValue = "1", description = "How many; more than one go to run1/, run2/, ...")
    private int runs;

    @Option(names = "--resume", description = "Go on where a training in --out was stopped.")
    private boolean resume;

    @Option(names = "--quiet", description = "Say nothing but errors.")
    private boolean quiet;

    @Override
    public Integer call() throws IOException {
        TrainingSettings settings = settings();
        if (runs < 1) {
            throw new IllegalArgumentException("--runs must be at least 1, found " + runs);
        }
        if (alpha < 1 && heatmaps == null) {
            throw new IllegalArgumentException(
                    "--alpha " + alpha + " needs saliency maps: give --heatmaps, or --alpha 1");
        }
        refuseToOverwrite();
        builder(network.architecture().side());
        Console console = new Console(quiet);
        Optional<Checkpoint> start = NetworkOptions.read(weights);
        int side = network.side(start);
        SplitFile split = SplitFile.read(csv);
        ImageFolder folder = ImageFolder.open(images, side);
        MapFolder maps = heatmaps == null ? null : MapFolder.open(heatmaps);
        console.say("checking " + csv + " and its images");
        CamGrid grid = NetworkGrid.of(builder(side).build());
        SampleSet train = SampleSet.open(split.images(Split.TRAIN), folder, maps, grid);
        SampleSet validation = SampleSet.open(split.images(Split.TEST), folder, maps, grid);
        console.say(describe(train, validation));
        int logits = builder(side).build().head().logits();
        long cache = (long) (Runtime.getRuntime().maxMemory() * CACHE_SHARE);
        try (Batches batches = new Batches(folder, network.normalisation(), grid, logits, precision.type(), cache)) {
            for (int run = 0; run < runs; run++) {
                TrainingSettings one = settings.withSeed(seed + run);
                console.say(runs == 1 ? "training" : "run " + (run + 1) + " of " + runs + ", seed " + one.seed());
                RunFolder runFolder = RunFolder.of(outOf(run));
                Training training = new Training(
                        one, provenance(side), train, validation, batches, runFolder, console.training(one.epochs()));
                ComputationGraph fresh = network(one, side, start, console);
                TrainingLog log = resume ? training.resume(fresh) : training.begin(fresh);
                int best = log.bestEpoch();
                console.say(String.format(
                        "epoch %d is the best: validation accuracy %.4f; %s",
                        best + 1, log.validationAccuracy().get(best), runFolder.finalModel()));
            }
        }
        return 0;
    }

    private TrainingSettings settings() {
        return new TrainingSettings(
                alpha,
                distance,
                select,
                tap,
                epochs,
                batch,
                learningRate,
                schedule,
                momentum,
                weightDecay,
                unshuffled ? SampleOrder.AS_LISTED : SampleOrder.SHUFFLED,
                seed);
    }

    private Path outOf(int run) {
        return runs == 1 ? out : out.resolve("run" + (run + 1));
    }

    private void refuseToOverwrite() throws IOException {
        for (int run = 0; run < runs && !resume; run++) {
            if (RunFolder.of(outOf(run)).isBegun()) {
                throw new IOException(
                        outOf(run) + ": holds a training already; give --resume to go on with it, or another --out");
            }
        }
    }

    private Network.Builder<?> builder(int side) {
        Network.Builder<?> builder = network.builder(side);
        if (dropout != null) {
            if (!(builder instanceof InceptionV3.Builder inception)) {
                throw new IllegalArgumentException("--dropout " + dropout + ": " + network.architecture()
                        + " has no dropout, only inception_v3 has");
            }
            inception.dropout(dropout);
        }
        return builder;
    }

    private ComputationGraph network(TrainingSettings settings, int side, Optional<Checkpoint> start, Console console)
            throws IOException {
        ComputationGraph fresh = builder(side)
                .seed(settings.seed())
                .loss(settings.loss())
                .updater(settings.updater())
                .weightDecay(settings.weightDecay())
                .dataType(precision.type())
                .build()
                .init();
        if (start.isPresent()) {
            console.say(NetworkWeights.load(fresh, start.get()).toString());
        }
        return fresh;
    }

    private Map<String, Object> provenance(int side) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(NetworkOptions.ARCHITECTURE, network.architecture().toString());
        all.put(NetworkOptions.SIZE, side);
        all.put("precision", precision.name());
        all.put("dropout", dropout == null ? "" : dropout.toString());
        all.put("csv", csv.toString());
        all.put("images", images.toString());
        all.put("heatmaps", heatmaps == null ? "" : heatmaps.toString());
        all.put("weights", weights == null ? "" : weights.toString());
        return all;
    }

    private static String describe(SampleSet train, SampleSet validation) {
        String maps = train.withMap() == 0
                ? "no maps"
                : train.withMap() + " with a map"
                        + (train.constantMaps() > 0 ? ", " + train.constantMaps() + " of them constant" : "");
        return train.samples().size() + " images to train on (" + maps + "), "
                + validation.samples().size() + " to validate with";
    }
}
