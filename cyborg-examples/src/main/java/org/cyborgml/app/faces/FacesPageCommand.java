package org.cyborgml.app.faces;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cyborgml.app.console.ConsoleOption;
import org.cyborgml.app.console.Examples;
import org.cyborgml.app.files.Output;
import org.cyborgml.app.report.Fact;
import org.cyborgml.app.report.Item;
import org.cyborgml.app.report.Item.Bullets;
import org.cyborgml.app.report.Item.Gallery;
import org.cyborgml.app.report.Item.Heading;
import org.cyborgml.app.report.Item.Note;
import org.cyborgml.app.report.Item.Paragraph;
import org.cyborgml.app.report.Item.PictureRow;
import org.cyborgml.app.report.Page;
import org.cyborgml.saliency.face.CropTable;
import org.cyborgml.saliency.face.FaceCrop;
import org.cyborgml.saliency.file.WholeFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code faces page}: one page with the faces of photographs, their crops, parts and CAMs. */
@Command(
        name = "page",
        description = {
            "Makes one page, with its pictures inside, of what faces crop, faces parse and cam --crops made of photographs:",
            "the faces found, the crops, and the parts and CAMs brought back onto the photographs."
        },
        footer = {
            "Run before: faces crop --images PHOTOGRAPHS --out CROPS; faces parse --images CROPS/images --out PARSING; cam"
                    + " --images PHOTOGRAPHS --crops CROPS/crops.csv --out CAMS; the last two as you wish."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
@Examples("cyborg faces page --images photographs --crops crops --parsing parsing --cams cams --out faces.html")
final class FacesPageCommand implements Callable<Integer> {

    @Option(
            names = "--images",
            required = true,
            paramLabel = "DIR",
            description = "Folder of photographs.",
            showDefaultValue = Visibility.NEVER)
    private Path images = Path.of("");

    @Option(
            names = "--crops",
            required = true,
            paramLabel = "DIR",
            description = "Folder that faces crop made of them.",
            showDefaultValue = Visibility.NEVER)
    private Path crops = Path.of("");

    @Option(names = "--parsing", paramLabel = "DIR", description = "Folder that faces parse made of the crops.")
    private @Nullable Path parsing;

    @Option(names = "--cams", paramLabel = "DIR", description = "Folder that cam made of the crops.")
    private @Nullable Path cams;

    @Option(names = "--title", paramLabel = "TEXT", defaultValue = "Faces", description = "Title of the page.")
    private String title = "Faces";

    @Option(
            names = "--note",
            paramLabel = "TEXT",
            description = "A sentence for the page, such as where photographs and weights come from; may be repeated.",
            showDefaultValue = Visibility.NEVER)
    private List<String> notes = List.of();

    @Option(names = "--most", paramLabel = "N", defaultValue = "100", description = "Photographs on the page at most.")
    private int most = 100;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The page.",
            showDefaultValue = Visibility.NEVER)
    private Path out = Path.of("");

    @Mixin
    private final ConsoleOption output = new ConsoleOption();

    @Override
    public Integer call() throws IOException {
        if (most < 1) {
            throw new IllegalArgumentException("--most " + most + ": must be at least 1");
        }
        Output.requireFile(out);
        CropTable table = CropTable.read(crops.resolve("crops.csv"));
        FacePictures pictures =
                new FacePictures(images, crops, Optional.ofNullable(parsing), Optional.ofNullable(cams));
        Map<String, List<FaceCrop>> shown = new LinkedHashMap<>();
        for (FaceCrop crop : table.crops()) {
            if (shown.size() < most || shown.containsKey(crop.photograph())) {
                shown.computeIfAbsent(crop.photograph(), table::ofPhotograph);
            }
        }
        List<FaceCrop> all = shown.values().stream().flatMap(List::stream).toList();
        List<String> missing = new ArrayList<>();
        addMissing(missing, all, pictures::parts, "parts", parsing);
        addMissing(missing, all, pictures::cam, "CAM", cams);
        List<Item> items = new ArrayList<>();
        items.add(new Note("Made by the command faces page of CYBORG for the JVM."));
        items.add(Item.Facts.of(facts(table, shown.size())));
        notes.forEach(note -> items.add(new Paragraph(note)));
        List<PictureRow> rows = new ArrayList<>();
        for (Map.Entry<String, List<FaceCrop>> one : shown.entrySet()) {
            rows.add(pictures.row(one.getKey(), one.getValue()));
        }
        items.add(new Gallery(1, caption(), rows, ""));
        if (!missing.isEmpty()) {
            items.add(new Heading("Not there"));
            items.add(new Bullets(missing));
        }
        WholeFile.write(out, new Page(title, items).html().getBytes(StandardCharsets.UTF_8));
        output.console().say(shown.size() + " photographs; " + out);
        return 0;
    }

    /** The picture of a crop, if there is a folder for it. */
    @FunctionalInterface
    private interface Place {
        Optional<Path> of(FaceCrop crop);
    }

    private static void addMissing(
            List<String> missing, List<FaceCrop> shown, Place place, String what, @Nullable Path folder)
            throws IOException {
        List<FaceCrop> without = shown.stream()
                .filter(crop ->
                        place.of(crop).filter(file -> !Files.exists(file)).isPresent())
                .toList();
        if (folder != null && without.size() == shown.size()) {
            throw new IOException(folder + ": has the " + what + " of none of " + shown.size() + " crops, such as "
                    + place.of(shown.get(0)).orElseThrow());
        }
        without.forEach(crop -> missing.add(what + " of " + crop.path()));
    }

    private List<Fact> facts(CropTable table, int shown) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Photographs", images.toString()));
        facts.add(new Fact("Crops", table.crops().size() + " in " + crops));
        facts.add(new Fact("Photographs shown", Integer.toString(shown)));
        facts.add(new Fact("Parts of faces", parsing == null ? "not given" : parsing.toString()));
        facts.add(new Fact("CAMs", cams == null ? "not given" : cams.toString()));
        return facts;
    }

    private String caption() {
        return "Each photograph with the faces found on it, then for each face its crop with the detector's score"
                + (parsing == null ? "" : ", the parts of the face on the photograph")
                + (cams == null ? "" : ", the class activation map on the photograph")
                + ". Yellow: the box; red: the landmarks; blue: what is cropped.";
    }
}
