package org.cyborgml.app.faces;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cyborgml.app.console.Console;
import org.cyborgml.app.console.Examples;
import org.cyborgml.data.ImageFolder;
import org.cyborgml.saliency.batch.BatchProgress;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.PngWriter;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.image.SampleDepth;
import org.cyborgml.saliency.map.SaliencyMap;
import org.cyborgml.scoring.FaceParser;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code faces parse}: images of faces to label maps and saliency maps. */
@Command(
        name = "parse",
        description = {
            "Finds the parts of faces by BiSeNet, and makes saliency maps of chosen parts.",
            "The images are of one face each, as faces crop writes them.",
            "The weights are face-parsing.PyTorch's, or have its names; none come along."
        },
        footer = {
            "In --out, 512x512 pixels each, under the images' names: maps/, saliency maps for --heatmaps; labels/, a part's"
                    + " number in each pixel; pictures/, the parts in colours; problems.txt.",
            "Parts, by number from 0: background, skin, l_brow, r_brow, l_eye, r_eye, eye_g (glasses), l_ear, r_ear, ear_r"
                    + " (earring), nose, mouth, u_lip, l_lip, neck, neck_l (necklace), cloth, hair, hat."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
@Examples({
    "cyborg faces parse --images crops/images --weights bisenet.pth --out parsing",
    "cyborg faces parse --images crops/images --weights bisenet.pth --parts l_eye,r_eye,mouth=0.5 --out parsing"
})
final class FacesParseCommand implements Callable<Integer> {

    private static final int BATCH = 4;

    @Mixin
    private final FolderOptions folders = new FolderOptions();

    @Option(
            names = "--weights",
            required = true,
            paramLabel = "FILE",
            description = "BiSeNet's weights, .pth or .safetensors.",
            showDefaultValue = Visibility.NEVER)
    private Path weights = Path.of("");

    @Option(
            names = "--parts",
            defaultValue = "face",
            paramLabel = "PART=WEIGHT,...",
            description =
                    "Parts in the saliency maps, with weights from 0 to 1 (1 if left out). face: skin, brows, eyes,"
                            + " glasses, ears, nose, mouth and lips.")
    private String parts = "face";

    private final List<String> problems = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        Map<Integer, Double> importance = PartWeights.parse(parts).byLabel();
        folders.requireOut();
        ImageFolder folder = ImageFolder.open(folders.images());
        Map<String, String> names = names(folder.list());
        Console console = folders.console();
        BatchProgress progress = console.batch();
        List<String> paths = List.copyOf(names.keySet());
        try (FaceParser parser = FaceParser.load(weights)) {
            for (int from = 0; from < paths.size(); from += BATCH) {
                int to = Math.min(paths.size(), from + BATCH);
                parse(parser, folder, paths.subList(from, to), names, importance);
                progress.finished(to, paths.size(), paths.get(to - 1));
            }
        }
        folders.writeList("problems.txt", problems);
        if (!problems.isEmpty()) {
            throw new IOException(problems.size() + " images could not be read, the first: " + problems.get(0)
                    + "; all in " + folders.out("problems.txt"));
        }
        console.say(paths.size() + " images; maps for --heatmaps in " + folders.out("maps"));
        return 0;
    }

    /** Every image with the name of its maps. */
    private static Map<String, String> names(List<String> paths) throws IOException {
        Map<String, String> names = new LinkedHashMap<>();
        Map<String, String> owners = new LinkedHashMap<>();
        for (String path : paths) {
            String name = path.replaceFirst("\\.[^./]*$", "") + ".png";
            String other = owners.put(name, path);
            if (other != null) {
                throw new IOException(
                        other + " and " + path + " would have one map, " + name + ": rename one of the images");
            }
            names.put(path, name);
        }
        return names;
    }

    private void parse(
            FaceParser parser,
            ImageFolder folder,
            List<String> paths,
            Map<String, String> names,
            Map<Integer, Double> importance)
            throws IOException {
        Map<String, Raster> read = new LinkedHashMap<>();
        for (String path : paths) {
            try {
                read.put(path, folder.read(path));
            } catch (ImageFileException e) {
                problems.add(e.getMessage());
            }
        }
        if (read.isEmpty()) {
            return;
        }
        List<Raster> labels = parser.labels(List.copyOf(read.values()));
        int i = 0;
        for (String path : read.keySet()) {
            Raster map = labels.get(i++);
            String name = names.getOrDefault(path, path);
            write(map, "labels", name);
            write(FaceParser.coloured(map), "pictures", name);
            write(SaliencyMap.ofSegmentation(map, importance).toRaster(SampleDepth.EIGHT_BITS), "maps", name);
        }
    }

    private void write(Raster image, String kind, String name) throws IOException {
        Path file = folders.out(kind, name);
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        PngWriter.write(image, file);
    }
}
