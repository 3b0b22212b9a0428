package org.cyborgml.app.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cyborgml.data.BatchFormat;
import org.cyborgml.data.Batches;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.ImageFolder;
import org.cyborgml.data.ImageSource;
import org.cyborgml.data.InputFormat;
import org.cyborgml.data.LabelledImage;
import org.cyborgml.data.SampleSet;
import org.cyborgml.data.Split;
import org.cyborgml.models.Network;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.cyborgml.models.kernel.KernelPrecision;
import org.cyborgml.saliency.augmentation.Augmentation;
import org.cyborgml.saliency.batch.MapFolder;
import org.cyborgml.saliency.map.CamGrid;
import org.cyborgml.training.PaddingChoice;
import org.cyborgml.training.TrainingSettings;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/**
 * Shared by the trials of one backbone that a lane runs: its grid, decoded images, samples and the weights that it starts
 * from. Not for several threads.
 */
final class BackboneContext implements AutoCloseable {

    private final Backbone planned;

    /** As planned, with what the weights that it starts from note. */
    private final Backbone backbone;

    private final ExperimentFiles files;
    private final ImageSource images;
    private final BatchFormat format;
    private final ClassNames classes;
    private final long cacheBytes;
    private final Optional<Checkpoint> start;
    private final Memory<String, MapFolder> mapFolders = new Memory<>();
    private final Memory<String, SampleSet> samples = new Memory<>();
    private final Memory<String, Batches> batches = new Memory<>();
    private final Memory<Path, Batches> testBatches = new Memory<>();
    private final Memory<Path, SampleSet> tested = new Memory<>();

    /**
     * A context.
     *
     * @param lanes how many contexts share the memory for decoded images
     */
    BackboneContext(Backbone planned, ExperimentFiles files, KernelPrecision precision, int lanes) throws IOException {
        this.planned = planned;
        this.files = files;
        this.cacheBytes = Batches.defaultCacheBytes() / lanes;
        this.images = ImageFolder.open(files.imageRoot());
        this.classes = files.classes();
        this.start = planned.weights() == null
                ? Optional.empty()
                : Optional.of(NetworkWeights.read(files.resolve(planned.weights())));
        this.backbone =
                start.isEmpty() ? planned : planned.startingFrom(start.get().metadata());
        Network network = backbone.builder(classes).build();
        CamGrid grid = network.camGrid();
        InputFormat input = backbone.arch().input(backbone.size());
        this.format = new BatchFormat(input, grid, network.head().logits(), precision.dataType());
    }

    boolean isOf(Backbone other) {
        return planned.equals(other);
    }

    PaddingChoice padding() {
        return backbone.paddingChoice();
    }

    InputFormat input() {
        return format.input();
    }

    /** The images to train and validate with. */
    ImageSource images() {
        return images;
    }

    ClassNames classes() {
        return classes;
    }

    CamGrid grid() {
        return format.grid();
    }

    /**
     * Makes the batches of trainings. Those without augmentation share one memory of decoded images; those with it decode
     * anew every time, and have maps of their own to change with the images.
     */
    Batches batches(TrainingSettings settings, @Nullable String maps) throws IOException {
        Augmentation augmentation = settings.augmentation().at(backbone.size());
        String key = augmentation.isNone() ? "" : settings.augmentation() + " with " + maps;
        return batches.get(key, () -> Batches.builder(images, format)
                .cacheBytes(augmentation.isNone() ? cacheBytes : 0)
                .augmentation(augmentation, maps == null || augmentation.isNone() ? null : mapFolder(maps))
                .build());
    }

    /** Makes the batches of test images below a folder, which are kept decoded as memory allows. */
    Batches batches(Path root) throws IOException {
        return testBatches.get(root, () -> Batches.builder(ImageFolder.open(root), format)
                .cacheBytes(cacheBytes / 2)
                .build());
    }

    /** Test images below a folder, looked at the first time that they are asked for. */
    SampleSet tested(Path root, List<LabelledImage> rows) throws IOException {
        return tested.get(root, () -> SampleSet.open(rows, classes, ImageFolder.open(root), null, grid()));
    }

    /** The samples of a split file with the maps of a folder, as the plan names both. */
    SampleSet samples(String csv, Split split, @Nullable String maps) throws IOException {
        return samples.get(
                split + " of " + csv + " with " + maps,
                () -> SampleSet.open(
                        files.images(csv, split), classes, images, maps == null ? null : mapFolder(maps), grid()));
    }

    MapFolder mapFolder(String maps) throws IOException {
        return mapFolders.get(maps, () -> MapFolder.open(files.resolve(maps)));
    }

    /** The network at the start of a training. */
    ComputationGraph fresh(TrainingSettings settings) {
        ComputationGraph fresh =
                settings.applyTo(backbone.builder(classes)).build().init();
        start.ifPresent(checkpoint -> NetworkWeights.loadStart(fresh, checkpoint));
        return fresh;
    }

    /** The network that a training gave, to be tested. */
    ComputationGraph trained(TrainingSettings settings, TrialFolder trial) throws IOException {
        ComputationGraph network = backbone.builder(classes)
                .loss(settings.loss())
                .precision(settings.precision())
                .build()
                .init();
        NetworkWeights.load(network, trial.training().finalModel());
        return network;
    }

    @Override
    public void close() {
        batches.values().forEach(Batches::close);
        testBatches.values().forEach(Batches::close);
    }
}
