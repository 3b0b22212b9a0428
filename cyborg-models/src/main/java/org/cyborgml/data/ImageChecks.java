package org.cyborgml.data;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.ImageHeader;
import org.cyborgml.saliency.image.ImageSize;
import org.jspecify.annotations.Nullable;

/** Checks that images are there and are images, each once, and finds copies of images that are trained on. */
final class ImageChecks {

    private final ImageReading reading;
    private final ImageInspector inspector;
    private final CheckFindings findings;
    private final CheckCount count;
    private final Map<Place, Located> located = new ConcurrentHashMap<>();
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    ImageChecks(ImageReading reading, ImageInspector inspector, CheckFindings findings, CheckCount count) {
        this.reading = reading;
        this.inspector = inspector;
        this.findings = findings;
        this.count = count;
    }

    /** A path of a source. */
    private record Place(ImageSource images, String path) {}

    /**
     * An image's place.
     *
     * @param identity what two paths have in common if they lead to one image, links followed
     * @param file null if it is in none, or whatever is wrong with the path is to show where the image is read
     */
    private record Located(String identity, @Nullable Path file) {}

    /**
     * One image, looked at.
     *
     * @param found what it is
     * @param file its file; null if it is in none or cannot be used
     */
    record Seen(InspectedImage found, @Nullable Path file) {

        boolean isUsable() {
            return found.isUsable();
        }

        @Nullable
        ImageSize size() {
            return found.size();
        }

        int orientation() {
            return found.orientation();
        }
    }

    /** A name that two paths have in common if they lead to one image, links followed. */
    static String identity(ImageSource images, String path) {
        return locate(images, path).identity();
    }

    /** The identity of an image, for which the storage is asked once. */
    String identity(DataPart part, LabelledImage row) {
        return located(part.images(), row.path()).identity();
    }

    private Located located(ImageSource images, String path) {
        Place place = new Place(images, path);
        Located known = located.get(place);
        if (known == null) {
            known = locate(images, path);
            located.put(place, known);
        }
        return known;
    }

    private static Located locate(ImageSource images, String path) {
        if (!(images instanceof ImageFolder folder)) {
            return new Located(System.identityHashCode(images) + " " + path, null);
        }
        Path file = null;
        try {
            file = folder.file(path);
            return new Located(file.toRealPath().toString(), file);
        } catch (IOException e) {
            // Whatever is wrong with the path shows where the image is read.
            return new Located(path, file);
        }
    }

    /** Looks at all images of parts, each once. */
    void look(List<DataPart> parts) {
        Map<String, ImageRequest> wanted = new LinkedHashMap<>();
        for (DataPart part : parts) {
            List<String> identities =
                    part.rows().parallelStream().map(row -> identity(part, row)).toList();
            for (int i = 0; i < identities.size(); i++) {
                String path = part.rows().get(i).path();
                if (part.images() instanceof ImageFolder folder) {
                    ImageRequest request = new ImageRequest(folder, path, extent(part));
                    if (wanted.putIfAbsent(identities.get(i), request) != null) {
                        count.looked(path);
                    }
                }
            }
            if (!(part.images() instanceof ImageFolder)) {
                part.rows().parallelStream().forEach(row -> {
                    of(part, row);
                    count.looked(row.path());
                });
            }
        }
        List<InspectedImage> found = inspector.inspect(List.copyOf(wanted.values()), count::looked);
        int at = 0;
        for (Map.Entry<String, ImageRequest> one : wanted.entrySet()) {
            InspectedImage image = found.get(at++);
            ImageRequest request = one.getValue();
            Path file =
                    image.isUsable() ? located(request.folder(), request.path()).file() : null;
            seen.put(one.getKey(), new Seen(image, file));
        }
    }

    private ImageRequest.Extent extent(DataPart part) {
        boolean isWhole =
                reading == ImageReading.FULL || (reading == ImageReading.TRAINED && part.use() != DataPart.Use.TEST);
        return isWhole ? ImageRequest.Extent.WHOLE : ImageRequest.Extent.HEADER;
    }

    void check(DataPart part) {
        List<String> broken = new ArrayList<>();
        for (LabelledImage row : part.rows()) {
            Seen image = of(part, row);
            if (!image.isUsable()) {
                broken.add(image.found().fault());
            }
        }
        findings.problems(part.name() + " has images that cannot be used", broken);
    }

    /** An image, which was looked at unless it is in no file. */
    Seen of(DataPart part, LabelledImage row) {
        String identity = identity(part, row);
        Seen known = seen.get(identity);
        if (known == null) {
            known = new Seen(inspect(part.images(), row.path()), null);
            seen.put(identity, known);
        }
        return known;
    }

    private static InspectedImage inspect(ImageSource images, String path) {
        try {
            return InspectedImage.usable(images.read(path).size(), ImageHeader.UPRIGHT, InspectedImage.NO_FILE);
        } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
            return InspectedImage.broken(
                    String.valueOf(ImageFileException.of(path, e).getMessage()));
        }
    }

    /** Warns of files of the same bytes on both sides; only those of the same length are read. */
    void warnOfCopies(List<DataPart> parts) {
        Set<Path> trained = new HashSet<>();
        Map<Path, Long> others = new HashMap<>();
        for (DataPart part : parts) {
            for (LabelledImage row : part.rows()) {
                Path file = of(part, row).file();
                if (file != null && part.use() == DataPart.Use.TRAINING) {
                    trained.add(file);
                } else if (file != null) {
                    others.put(file, of(part, row).found().bytes());
                }
            }
        }
        others.keySet().removeAll(trained);
        Set<Long> otherSizes = new HashSet<>(others.values());
        Set<Long> trainedSizes = new HashSet<>();
        Map<String, Path> hashes = new HashMap<>();
        for (Path file : trained) {
            long size = size(file);
            if (otherSizes.contains(size)) {
                trainedSizes.add(size);
                hashes.put(hash(file), file);
            }
        }
        List<String> copies = others.entrySet().parallelStream()
                .filter(entry -> trainedSizes.contains(entry.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .filter(file -> hashes.containsKey(hash(file)))
                .map(file -> file + " is " + hashes.get(hash(file)))
                .toList();
        findings.warnings("images that are validated or tested with equal images that are trained on", copies);
    }

    /** Warns of files of the same bytes that are trained on under two labels; only those of the same length are read. */
    void warnOfCopiesUnderTwoLabels(List<DataPart> parts) {
        Map<Long, Map<Path, String>> bySize = new HashMap<>();
        for (DataPart part : parts) {
            for (LabelledImage row : part.rows()) {
                Seen image = of(part, row);
                if (part.use() == DataPart.Use.TRAINING && image.file() != null) {
                    bySize.computeIfAbsent(image.found().bytes(), x -> new LinkedHashMap<>())
                            .put(image.file(), row.label());
                }
            }
        }
        List<String> copies = new ArrayList<>();
        for (Map<Path, String> files : bySize.values()) {
            if (new HashSet<>(files.values()).size() > 1) {
                Map<String, Path> byHash = new HashMap<>();
                files.forEach((file, label) -> {
                    Path other = byHash.putIfAbsent(hash(file), file);
                    if (other != null && !label.equals(files.get(other))) {
                        copies.add(file + ", " + label + ", is " + other + ", " + files.get(other));
                    }
                });
            }
        }
        findings.warnings(
                "equal images are trained on under two labels",
                copies.stream().sorted().toList());
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return -1;
        }
    }

    private static String hash(Path file) {
        try {
            return MoreFiles.asByteSource(file).hash(Hashing.murmur3_128()).toString();
        } catch (IOException e) {
            return "unreadable " + file; // like no other; that it cannot be read shows where it is used
        }
    }
}
