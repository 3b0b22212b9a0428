package org.cyborgml.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cyborgml.app.console.Console;
import org.cyborgml.app.console.ConsoleOption;
import org.cyborgml.app.console.OptionGroup;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.CroppedImages;
import org.cyborgml.data.ImageFolder;
import org.cyborgml.data.ImageSource;
import org.cyborgml.data.LabelledImage;
import org.cyborgml.data.SampleSet;
import org.cyborgml.data.Split;
import org.cyborgml.data.SplitFile;
import org.cyborgml.models.kernel.KernelPrecision;
import org.cyborgml.saliency.batch.CroppedMaps;
import org.cyborgml.saliency.batch.MapFolder;
import org.cyborgml.saliency.batch.SaliencyMapSource;
import org.cyborgml.saliency.face.CropTable;
import org.cyborgml.saliency.file.FileHash;
import org.cyborgml.saliency.file.WholeFile;
import org.cyborgml.training.TrainedNetwork;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say which images go through which weights, shared by the commands that run a trained network. */
@OptionGroup("Images and weights")
public final class ImageSelection {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description =
                    "Checkpoint: .safetensors, .pth, .ckpt, .bin, the index of sharded files (or its folder), or DL4J's .zip.",
            showDefaultValue = Visibility.NEVER)
    private @Nullable Path weights;

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description = "Folder of images.",
            showDefaultValue = Visibility.NEVER)
    private @Nullable Path images;

    @Option(
            names = "--crops",
            paramLabel = "FILE",
            description =
                    "crops.csv of faces crop: --images has the photographs, and their crops go through the network.")
    private @Nullable Path crops;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "Split file that says which images; all in the folder if not given.")
    private @Nullable Path csv;

    @Option(
            names = "--classes",
            paramLabel = "NAMES",
            description =
                    "The network's classes in the order of its outputs, such as cat,dog,hare. Default: those that the"
                            + " weights name, else Real,Synthetic for two classes.")
    private @Nullable ClassNames classes;

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            defaultValue = "test",
            description = "Which of its splits: ${COMPLETION-CANDIDATES}.")
    private Split split = Split.TEST;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "16",
            description = "Images that go through the network at once.")
    private int batch;

    @Mixin
    private final ConsoleOption output = new ConsoleOption();

    /** The options, to be filled by picocli. */
    public ImageSelection() {}

    /** The console that the options ask for. */
    public Console console() {
        return output.console();
    }

    /** Reads the weights, to be loaded into the network of some options. */
    TrainedNetwork.Loader loader(NetworkOptions network, EmaOption ema, KernelOptions kernels, Console console)
            throws IOException {
        KernelPrecision precision = kernels.precision();
        network.architecture();
        images();
        console.say("reading " + weights());
        return network.loader(ema.read(weights(), console)).classes(classes).precision(precision);
    }

    /** Images that go through the network at once. */
    public int batch() {
        return batch;
    }

    /** The checkpoint. */
    public Path weights() {
        return MissingOption.require(weights, command, "--weights=FILE");
    }

    boolean hasWeights() {
        return weights != null;
    }

    /** The folder of the images, or of the photographs of {@code --crops}. */
    public Path images() {
        return MissingOption.require(images, command, "--images=DIR");
    }

    /** Tells if a folder of images is given. */
    public boolean hasImages() {
        return images != null;
    }

    /** The table of the crops; empty if the images are not cropped. */
    public Optional<Path> crops() {
        return Optional.ofNullable(crops);
    }

    /** Tells if a split file says which images, and of which classes they are. */
    public boolean hasLabels() {
        return csv != null;
    }

    /** The classes of the network; empty if they are what the weights say. */
    public Optional<ClassNames> classes() {
        return Optional.ofNullable(classes);
    }

    /** The images with their labels, which must be of these classes; none without a split file. */
    List<LabelledImage> labelled(ClassNames classes) throws IOException {
        List<LabelledImage> images = rows();
        SampleSet.requireClasses(images, classes);
        return images;
    }

    /** The images with their labels as the split file has them; none without one. */
    public List<LabelledImage> rows() throws IOException {
        return csv == null ? List.of() : SplitFile.read(csv).images(split);
    }

    /** The images: those of the folder, or the crops of its photographs. */
    public ImageSource source() throws IOException {
        ImageFolder folder = ImageFolder.open(images());
        return crops == null ? folder : CroppedImages.of(folder, CropTable.read(crops));
    }

    /** The maps of these images, in a folder: cropped as they are. */
    SaliencyMapSource maps(Path folder) throws IOException {
        MapFolder maps = MapFolder.open(folder);
        return crops == null ? maps : CroppedMaps.of(maps, CropTable.read(crops));
    }

    /** Notes on the choice: a header that was recognised, files that are left out. */
    public List<String> notes() throws IOException {
        Optional<String> note = csv != null
                ? SplitFile.read(csv).headerInWords()
                : crops != null
                        ? Optional.empty()
                        : ImageFolder.open(images()).listing().leftOut();
        return note.stream().toList();
    }

    /** The paths of the images. */
    public List<String> paths(ImageSource source) throws IOException {
        return csv == null
                ? source.list()
                : rows().stream().map(LabelledImage::path).toList();
    }

    /** Which images, in words. */
    String splitInWords() {
        return csv == null ? "all images" : split.word() + " of " + csv;
    }

    /** The crops, identified by their content; empty if the images are not cropped. */
    Optional<String> cropsHash() throws IOException {
        return crops == null ? Optional.empty() : Optional.of(FileHash.sha256(crops));
    }

    /**
     * Writes what could not be used to a file, which goes if there is nothing.
     *
     * @param what happened to the images, for the message
     * @return 0
     * @throws IOException if there is something: the message has the first, and names the file
     */
    static int report(List<String> failures, Path file, String what) throws IOException {
        if (failures.isEmpty()) {
            Files.deleteIfExists(file);
            return 0;
        }
        WholeFile.write(file, (String.join("\n", failures) + "\n").getBytes(StandardCharsets.UTF_8));
        throw new IOException(failures.size() + " images could not be " + what + ", the first: " + failures.get(0)
                + "; all in " + file);
    }
}
