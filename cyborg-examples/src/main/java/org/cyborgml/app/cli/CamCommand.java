package org.cyborgml.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cyborgml.app.cams.CamMaps;
import org.cyborgml.app.cams.CamRun;
import org.cyborgml.app.cams.CamSource;
import org.cyborgml.app.cams.CamSummary;
import org.cyborgml.app.cams.ClassChoice;
import org.cyborgml.app.cams.MethodRun;
import org.cyborgml.app.cams.MethodSettings;
import org.cyborgml.app.console.Console;
import org.cyborgml.app.console.Examples;
import org.cyborgml.app.console.JsonOption;
import org.cyborgml.app.files.Output;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.ImageSource;
import org.cyborgml.saliency.batch.SaliencyMapSource;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.training.TrainedNetwork;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cam}: where a network looks in every image. */
@Command(
        name = "cam",
        description =
                "Shows where a trained network looks: class activation maps over the images, their mean, and their"
                        + " agreement with human maps.",
        footer = {
            "In --out: index.html, a contact sheet; overlays/, with --crops the CAMs mapped back onto the photographs; images.csv, a row per image with its scores and agreement;"
                    + " cams.npy, the scaled maps [N,h,w] in float32 as numpy loads them, in the rows' order; mean_cam.json"
                    + " and .png; summary.json with the mean agreement and its 95 %% interval, in which images"
                    + " whose human map is constant do not count; errors.txt for images that"
                    + " could not be used.",
            "With --method: index.html, the methods side by side; overlays/METHOD/; METHOD.npy; methods.csv, the measures"
                    + " of each image and method; summary.json with their means."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
@Examples({
    "cyborg cam --arch resnet50 --weights run/Logs/final_model.safetensors --images images --out cams",
    "cyborg cam --arch resnet50 --weights run/Logs/final_model.safetensors --images images --csv split.csv --heatmaps maps --out cams",
    "cyborg cam --arch resnet50 --weights run/Logs/final_model.safetensors --images images --method grad-cam,rise --out methods"
})
final class CamCommand implements Callable<Integer> {

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    @Mixin
    private final ImageSelection selection = new ImageSelection();

    @Mixin
    private final EmaOption ema = new EmaOption();

    @Mixin
    private final KernelOptions kernels = new KernelOptions();

    @Mixin
    private final CamOptions cams = new CamOptions();

    @Mixin
    private final MethodOptions methods = new MethodOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(
            names = "--as-maps",
            description =
                    "Write the CAMs as saliency maps and nothing else: grey PNG files of 16 bits in --out, a new or"
                            + " empty folder, that train takes as --heatmaps.")
    private boolean asMaps;

    @Option(
            names = "--side",
            paramLabel = "PIXELS",
            defaultValue = "224",
            description = "Longer side of the overlays in pixels.")
    private int side;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder to write to.",
            showDefaultValue = Visibility.NEVER)
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
        if (cams.needsLabels() && !selection.hasLabels()) {
            throw new IllegalArgumentException("--select true needs labels: give --csv");
        }
        Optional<MethodSettings> settings = methods.settings();
        if (asMaps && settings.isPresent()) {
            throw new IllegalArgumentException("--as-maps writes class activation maps: leave --method out");
        }
        if (asMaps && (cams.heatmaps().isPresent() || selection.crops().isPresent())) {
            throw new IllegalArgumentException(
                    cams.heatmaps().isPresent()
                            ? "--as-maps compares with nothing: leave --heatmaps out"
                            : "--as-maps makes maps of images as they go through the network, not of the photographs of --crops:"
                                    + " give the folder of faces crop as --images");
        }
        if (Files.exists(out.resolve("images.csv")) || Files.exists(out.resolve("methods.csv"))) {
            throw new IOException(out + ": holds CAMs already; give another --out");
        }
        Output.requireFolder(out);
        Console console = selection.console();
        TrainedNetwork trained =
                selection.loader(network, ema, kernels, console).tap(cams.tap()).load();
        ImageSource images = selection.source();
        selection.notes().forEach(console::say);
        List<CamSource> sources = sources(images, trained.classes());
        if (asMaps) {
            return writeMaps(trained, images, sources, console);
        }
        Optional<SaliencyMapSource> maps = cams.heatmaps().isEmpty()
                ? Optional.empty()
                : Optional.of(maps(cams.heatmaps().get(), sources));
        if (settings.isPresent()) {
            return explain(settings.get(), trained, images, maps, sources, console);
        }
        CamRun run = new CamRun(
                trained, images, maps, ClassChoice.named(cams.select(), trained.classes()), side, selection.batch());
        Files.createDirectories(out);
        CamSummary summary = run.run(sources, out, facts(trained.input().height()), console.scoring());
        console.say(String.format(
                Locale.ROOT,
                "%d CAMs%s; %s",
                summary.images(),
                cams.heatmaps().isEmpty() ? "" : compared(summary),
                out.resolve("index.html")));
        json.print(new Explained(
                out.toString(), summary.images(), summary.withMap(), summary.constantMaps(), summary.failures()));
        return ImageSelection.report(summary.failures(), out.resolve("errors.txt"), "used");
    }

    /**
     * Result for programs.
     *
     * @param folder that was written
     * @param images with maps
     * @param compared the part of them that were compared with human maps; null where nothing is compared
     * @param constant images left out of the comparison since their human map is constant; with --as-maps, constant CAMs
     * @param failures images that could not be used
     */
    private record Explained(
            String folder, int images, @Nullable Integer compared, @Nullable Integer constant, List<String> failures) {}

    private int explain(
            MethodSettings settings,
            TrainedNetwork trained,
            ImageSource images,
            Optional<SaliencyMapSource> maps,
            List<CamSource> sources,
            Console console)
            throws IOException {
        ClassChoice choice = ClassChoice.named(cams.select(), trained.classes());
        MethodRun run = new MethodRun(trained, images, maps, choice, settings, side, selection.batch());
        Files.createDirectories(out);
        Map<String, String> facts = facts(trained.input().height());
        facts.put("layer", settings.layer().orElse("the last one with feature maps"));
        facts.put("checked images", String.valueOf(settings.checked()));
        List<String> failures = run.run(sources, out, facts, console.scoring());
        console.say(settings.methods().size() + " methods; " + out.resolve("index.html"));
        json.print(new Explained(out.toString(), sources.size() - failures.size(), null, null, failures));
        return ImageSelection.report(failures, out.resolve("errors.txt"), "used");
    }

    private int writeMaps(TrainedNetwork trained, ImageSource images, List<CamSource> sources, Console console)
            throws IOException {
        CamMaps.Written written = new CamMaps(
                        trained.network(),
                        trained.input(),
                        images,
                        ClassChoice.named(cams.select(), trained.classes()),
                        selection.batch())
                .write(sources, out, console.scoring());
        console.say(written.written() + " maps"
                + (written.constant() == 0 ? "" : ", " + written.constant() + " of them constant, since the CAM is")
                + "; " + out);
        json.print(new Explained(out.toString(), written.written(), null, written.constant(), List.of()));
        return 0;
    }

    /** The human maps, of which one image at least must have one. */
    private SaliencyMapSource maps(Path folder, List<CamSource> sources) throws IOException {
        SaliencyMapSource maps = selection.maps(folder);
        for (CamSource source : sources) {
            try {
                if (maps.mapName(source.path()).isPresent()) {
                    return maps;
                }
            } catch (ImageFileException e) {
                return maps; // told of where the image is explained
            }
        }
        throw new IOException("none of " + sources.size() + " images has a map in " + folder
                + ": a map must be named as its image is, such as "
                + sources.get(0).path());
    }

    private static String compared(CamSummary summary) {
        return ", " + summary.withMap() + " compared with human maps"
                + (summary.constantMaps() == 0
                        ? ""
                        : ", " + summary.constantMaps() + " left out whose human map is constant");
    }

    private List<CamSource> sources(ImageSource images, ClassNames classes) throws IOException {
        return selection.hasLabels()
                ? selection.labelled(classes).stream()
                        .map(image -> new CamSource(image.path(), Optional.of(image.label())))
                        .toList()
                : selection.paths(images).stream()
                        .map(path -> new CamSource(path, Optional.empty()))
                        .toList();
    }

    private Map<String, String> facts(int inputSide) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("architecture", network.architecture() + " at " + inputSide);
        facts.put("weights", ema.noted(selection.weights().toString()));
        facts.put("precision", kernels.precision() + (kernels.isFast() ? ", fastest algorithms" : ""));
        facts.put("folder", selection.images().toString());
        facts.put("split", selection.splitInWords());
        facts.put("human maps", cams.heatmaps().map(Path::toString).orElse("none"));
        facts.put("tap", cams.tap().name().toLowerCase(Locale.ROOT));
        facts.put("class", cams.select());
        return facts;
    }
}
