package org.cyborgml.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.cyborgml.app.console.Console;
import org.cyborgml.app.console.OptionGroup;
import org.cyborgml.data.CheckReport;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.CroppedImages;
import org.cyborgml.data.DataCheck;
import org.cyborgml.data.ImageFolder;
import org.cyborgml.data.ImageSource;
import org.cyborgml.data.MapWeights;
import org.cyborgml.data.SaliencyData;
import org.cyborgml.data.SplitFile;
import org.cyborgml.saliency.batch.CroppedMaps;
import org.cyborgml.saliency.batch.MapFolder;
import org.cyborgml.saliency.batch.SaliencyMapSource;
import org.cyborgml.saliency.face.CropTable;
import org.cyborgml.training.TrainingSamples;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** The options that say what is trained on: images, classes, saliency maps. */
@OptionGroup("Data")
final class DataOptions {

    @Option(
            names = "--csv",
            required = true,
            paramLabel = "FILE",
            description = "Split file: rows of split,label,path; a header is recognised.",
            showDefaultValue = Visibility.NEVER)
    private Path csv = Path.of("");

    @Option(
            names = "--images",
            required = true,
            paramLabel = "DIR",
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
            paramLabel = "DIR",
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

    /** Tells if there are saliency maps. */
    boolean hasMaps() {
        return heatmaps != null;
    }

    /** Refuses weights of maps that are not given. */
    void requireConsistent() {
        if (mapWeights != null && heatmaps == null) {
            throw new IllegalArgumentException("--map-weights weighs the maps of --heatmaps, which are not given");
        }
    }

    /** The data, once it has passed the check of {@code experiment check}. */
    SaliencyData read(Console console) throws IOException {
        SplitFile split = SplitFile.read(csv);
        split.headerInWords().ifPresent(console::say);
        console.say("checking " + csv + ", its images and maps");
        Optional<CropTable> table = crops == null ? Optional.empty() : Optional.of(CropTable.read(crops));
        ImageFolder photographs = ImageFolder.open(images);
        ImageSource folder = table.isEmpty() ? photographs : CroppedImages.of(photographs, table.get());
        Optional<SaliencyMapSource> maps = heatmaps == null ? Optional.empty() : Optional.of(maps(heatmaps, table));
        DataCheck check = DataCheck.of(split, folder).withProgress(console.checking());
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

    /** Samples whose maps have the weights of the file, if there is one. */
    TrainingSamples weighted(TrainingSamples samples) throws IOException {
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

    /** The files, as params.json notes them. */
    Map<String, Object> notes() {
        Map<String, Object> notes = new LinkedHashMap<>();
        notes.put("csv", csv.toString());
        notes.put("images", images.toString());
        notes.put("heatmaps", heatmaps == null ? "" : heatmaps.toString());
        if (crops != null) {
            notes.put("crops", crops.toString());
        }
        if (mapWeights != null) {
            notes.put("map_weights", mapWeights.toString());
        }
        return notes;
    }
}
