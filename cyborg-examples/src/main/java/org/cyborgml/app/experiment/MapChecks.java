package org.cyborgml.app.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cyborgml.data.LabelledImage;
import org.cyborgml.saliency.batch.MapFolder;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.ImageSize;

/** Checks that images have their maps and that these are of the images' shape. */
final class MapChecks {

    /** The largest difference of width / height between map and image that rounding of sizes explains. */
    private static final double SHAPE_TOLERANCE = 0.02;

    private final CheckFindings findings;
    private final ImageDecoder decoder = ImageDecoder.withDefaults();

    MapChecks(CheckFindings findings) {
        this.findings = findings;
    }

    /** Problems of one image's map: at most one of these. */
    private record Seen(String missing, String fault, String misshapen) {
        static final Seen FINE = new Seen("", "", "");
    }

    void check(String name, Path folder, Path imageRoot, List<LabelledImage> images) {
        if (!Files.isDirectory(folder)) {
            findings.problem("map folder " + folder + " is not a folder");
            return;
        }
        try {
            MapFolder maps = MapFolder.open(folder);
            List<Seen> all = images.parallelStream()
                    .map(image -> look(maps, imageRoot, image.path()))
                    .toList();
            List<String> missing = some(all.stream().map(Seen::missing).collect(Collectors.toList()));
            if (missing.size() == images.size()) {
                findings.problem(name + ": none of its " + images.size() + " images has a map in " + folder);
            } else {
                findings.warnings(name + " has images without a map in " + folder, missing);
            }
            findings.problems(
                    name + " has maps that cannot be used",
                    some(all.stream().map(Seen::fault).toList()));
            findings.warnings(
                    name + " has maps of another shape than their image",
                    some(all.stream().map(Seen::misshapen).toList()));
        } catch (IOException e) {
            findings.problem("map folder " + folder + ": " + e);
        }
    }

    private static List<String> some(List<String> all) {
        List<String> some = new ArrayList<>(all);
        some.removeIf(String::isEmpty);
        return some;
    }

    private Seen look(MapFolder maps, Path imageRoot, String path) {
        ImageSize image;
        try {
            image = decoder.readHeader(ImageChecks.file(imageRoot, path)).size();
        } catch (ImageFileException e) {
            return Seen.FINE; // a problem of the image, told elsewhere
        }
        try {
            Optional<Path> map = maps.find(path);
            if (map.isEmpty()) {
                return new Seen(path, "", "");
            }
            ImageSize size = decoder.readHeader(map.get()).size();
            return Math.abs(shape(size) / shape(image) - 1) < SHAPE_TOLERANCE
                    ? Seen.FINE
                    : new Seen("", "", map.get() + " of " + size + " for an image of " + image);
        } catch (ImageFileException e) {
            return new Seen("", String.valueOf(e.getMessage()), "");
        }
    }

    private static double shape(ImageSize size) {
        return (double) size.width() / size.height();
    }
}
