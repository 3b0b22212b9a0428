package org.cyborgml.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.cyborgml.saliency.batch.MapFolder;
import org.cyborgml.saliency.batch.SaliencyMapSource;
import org.cyborgml.saliency.image.FloatPlane;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.ImageHeader;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.image.Raster;
import org.jspecify.annotations.Nullable;

/** Checks that images have maps, each its own, and that these can guide a training. */
final class MapChecks {

    /** The largest difference of width / height between map and image that rounding of sizes explains. */
    private static final double SHAPE_TOLERANCE = 0.02;

    private final CheckFindings findings;
    private final ImageChecks images;
    private final CheckCount count;
    private final Map<Key, Seen> seen = new ConcurrentHashMap<>();

    MapChecks(CheckFindings findings, ImageChecks images, CheckCount count) {
        this.findings = findings;
        this.images = images;
        this.count = count;
    }

    private record Key(SaliencyMapSource maps, String place, String path) {}

    /**
     * The map of one image.
     *
     * @param name of the map; empty if the image has none, or it cannot be used
     * @param fault the reason why it cannot be used; empty if it can
     * @param size of the map; null if there is none
     * @param grey the luminance of a constant map, 0 to 1; -1 of others
     */
    private record Seen(String name, String fault, @Nullable ImageSize size, double grey) {

        static final Seen MISSING = new Seen("", "", null, -1);

        boolean isConstant() {
            return grey >= 0;
        }
    }

    /** An image with its map; paths of one image have one identity. */
    private record Pair(String path, String identity, ImageChecks.Seen image, Seen map) {}

    void check(MappedPart mapped) {
        List<Pair> pairs = pairs(mapped, mapped.part());
        List<Pair> others = mapped.others().stream()
                .flatMap(other -> pairs(mapped, other).stream())
                .toList();
        checkMissing(mapped, pairs);
        checkFaults(mapped, Stream.concat(pairs.stream(), others.stream()).toList());
        checkNotImages(mapped, pairs);
        checkShapes(mapped, pairs);
        checkConstant(mapped, pairs);
    }

    private List<Pair> pairs(MappedPart mapped, DataPart part) {
        return part.rows().parallelStream().map(row -> pair(mapped, part, row)).toList();
    }

    private Pair pair(MappedPart mapped, DataPart part, LabelledImage row) {
        Pair pair = new Pair(row.path(), images.identity(part, row), images.of(part, row), map(mapped, row.path()));
        count.looked(row.path());
        return pair;
    }

    private Seen map(MappedPart mapped, String path) {
        Key key = new Key(mapped.maps(), mapped.place(), path);
        Seen known = seen.get(key);
        if (known == null) {
            known = look(mapped.maps(), path);
            seen.put(key, known);
        }
        return known;
    }

    private static Seen look(SaliencyMapSource maps, String path) {
        try {
            Optional<String> name = maps.mapName(path);
            Optional<Raster> map = name.isEmpty() ? Optional.empty() : maps.read(path);
            if (map.isEmpty()) {
                return Seen.MISSING;
            }
            FloatPlane grey = map.get().toLuminance();
            return new Seen(name.get(), "", map.get().size(), grey.minimum() == grey.maximum() ? grey.minimum() : -1);
        } catch (ImageFileException | RuntimeException | OutOfMemoryError e) {
            String fault = "the map of " + path;
            return new Seen("", String.valueOf(ImageFileException.of(fault, e).getMessage()), null, -1);
        }
    }

    private void checkMissing(MappedPart mapped, List<Pair> pairs) {
        List<String> missing = pairs.stream()
                .filter(pair -> pair.map().equals(Seen.MISSING))
                .map(Pair::path)
                .toList();
        if (missing.size() == pairs.size()) {
            findings.problem(mapped.name() + ": none of its " + pairs.size() + " images has a map in " + mapped.place()
                    + names(mapped, missing));
        } else {
            findings.warnings(mapped.name() + " has images without a map in " + mapped.place(), missing);
        }
    }

    /** The first names of both sides, which show why they do not match. */
    private static String names(MappedPart mapped, List<String> missing) {
        Set<String> names = mapped.maps() instanceof MapFolder folder ? folder.mapNames() : Set.of();
        return names.isEmpty() || missing.isEmpty()
                ? ""
                : ": a map must be named as its image is, but the first image is " + missing.get(0)
                        + " and the first of " + names.size() + " maps "
                        + names.stream().sorted().findFirst().orElseThrow();
    }

    private void checkFaults(MappedPart mapped, List<Pair> pairs) {
        List<String> faults = pairs.stream()
                .filter(pair -> pair.image().isUsable())
                .map(pair -> pair.map().fault())
                .filter(fault -> !fault.isEmpty())
                .distinct()
                .toList();
        findings.problems(mapped.name() + " has maps that cannot be used", faults);
        Map<String, Map<String, String>> owners = new LinkedHashMap<>();
        for (Pair pair : pairs) {
            if (!pair.map().name().isEmpty()) {
                owners.computeIfAbsent(pair.map().name(), x -> new LinkedHashMap<>())
                        .putIfAbsent(pair.identity(), pair.path());
            }
        }
        List<String> shared = owners.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> entry.getKey() + " is that of "
                        + String.join(" and ", entry.getValue().values()))
                .toList();
        findings.problems(
                mapped.name() + " has maps of several images in " + mapped.place()
                        + ", each must be of one (maps may lie in the images' folders)",
                shared);
    }

    /** The folder of the images given in place of that of the maps: every image finds itself. */
    private void checkNotImages(MappedPart mapped, List<Pair> pairs) {
        if (!(mapped.maps() instanceof MapFolder folder)) {
            return;
        }
        List<String> themselves = new ArrayList<>();
        for (Pair pair : pairs) {
            try {
                Path map = folder.find(pair.path()).orElse(null);
                if (map != null
                        && pair.image().file() != null
                        && Files.isSameFile(map, pair.image().file())) {
                    themselves.add(pair.path());
                }
            } catch (IOException e) {
                // A map that cannot be used is told of above.
            }
        }
        findings.problems(mapped.name() + " has images that are their own maps in " + mapped.place(), themselves);
    }

    private void checkShapes(MappedPart mapped, List<Pair> pairs) {
        List<String> turned = new ArrayList<>();
        List<String> misshapen = new ArrayList<>();
        List<String> oriented = new ArrayList<>();
        for (Pair pair : pairs) {
            ImageSize image = pair.image().size();
            ImageSize map = pair.map().size();
            if (image == null || map == null) {
                continue;
            }
            String what = pair.map().name() + " of " + map + " for " + pair.path() + " of " + image;
            if (isOfShape(map, image)) {
                if (pair.image().orientation() != ImageHeader.UPRIGHT) {
                    oriented.add(pair.path());
                }
            } else if (isOfShape(map, image.transposed())) {
                turned.add(what);
            } else {
                misshapen.add(what);
            }
        }
        findings.problems(
                mapped.name()
                        + " has maps that lie across their image (EXIF orientation turns neither images nor maps)",
                turned);
        findings.warnings(mapped.name() + " has maps of another shape than their image", misshapen);
        findings.warnings(
                mapped.name()
                        + " has images with an EXIF orientation, which turns neither images nor maps: their maps must lie"
                        + " on the stored pixels, not on the picture that a viewer shows",
                oriented);
    }

    private static boolean isOfShape(ImageSize map, ImageSize image) {
        double shape = (double) map.width() / map.height() * image.height() / image.width();
        return Math.abs(shape - 1) < SHAPE_TOLERANCE;
    }

    private void checkConstant(MappedPart mapped, List<Pair> pairs) {
        List<Pair> withMap =
                pairs.stream().filter(pair -> !pair.map().name().isEmpty()).toList();
        List<Pair> constant =
                withMap.stream().filter(pair -> pair.map().isConstant()).toList();
        if (constant.isEmpty()) {
            return;
        }
        List<String> names =
                constant.stream().map(pair -> pair.map().name()).distinct().toList();
        boolean isControl = constant.stream()
                .allMatch(pair -> pair.map().grey() > 0 && pair.map().grey() < 1);
        boolean mustGuide = mapped.part().use() == DataPart.Use.TRAINING;
        if (constant.size() == withMap.size() && mustGuide && !isControl) {
            findings.problem(mapped.name() + ": all of its " + names.size() + " maps in " + mapped.place()
                    + " are of one grey all over, such as " + names.get(0) + ": no place is marked more than another");
        } else {
            findings.warnings(
                    mapped.name() + " has maps of one grey all over, which mark no place more than another", names);
        }
    }
}
