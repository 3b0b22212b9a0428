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
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.ImageHeader;
import org.cyborgml.saliency.image.ImageSize;
import org.jspecify.annotations.Nullable;

/** Checks that images are there and are images, each once, and finds copies of images that are trained on. */
final class ImageChecks {

    private final ImageReading reading;
    private final CheckFindings findings;
    private final CheckCount count;
    private final ImageDecoder decoder = ImageDecoder.withDefaults();
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    ImageChecks(ImageReading reading, CheckFindings findings, CheckCount count) {
        this.reading = reading;
        this.findings = findings;
        this.count = count;
    }

    /**
     * One image, looked at.
     *
     * @param fault the reason why it cannot be used; empty if it can
     * @param size of the stored pixels; null if it cannot be used
     * @param orientation EXIF's
     * @param file its file; null if it is in none
     * @param bytes of the file; -1 if it is in none
     */
    record Seen(String fault, @Nullable ImageSize size, int orientation, @Nullable Path file, long bytes) {

        boolean isUsable() {
            return size != null;
        }
    }

    /** A name that two paths have in common if they lead to one image, links followed. */
    static String identity(ImageSource images, String path) {
        if (!(images instanceof ImageFolder folder)) {
            return System.identityHashCode(images) + " " + path;
        }
        try {
            return folder.file(path).toRealPath().toString();
        } catch (IOException e) {
            // Whatever is wrong with the path shows where the image is read.
            return path;
        }
    }

    void check(DataPart part) {
        part.rows().parallelStream().forEach(row -> {
            of(part, row);
            count.looked(row.path());
        });
        List<String> broken = new ArrayList<>();
        for (LabelledImage row : part.rows()) {
            Seen image = of(part, row);
            if (!image.isUsable()) {
                broken.add(image.fault());
            }
        }
        findings.problems(part.name() + " has images that cannot be used", broken);
    }

    Seen of(DataPart part, LabelledImage row) {
        String identity = identity(part.images(), row.path());
        Seen known = seen.get(identity);
        if (known == null) {
            known = look(part, row.path());
            seen.put(identity, known);
        }
        return known;
    }

    private Seen look(DataPart part, String path) {
        boolean isDecoded =
                reading == ImageReading.FULL || (reading == ImageReading.TRAINED && part.use() != DataPart.Use.TEST);
        try {
            if (!(part.images() instanceof ImageFolder folder)) {
                return new Seen("", part.images().read(path).size(), ImageHeader.UPRIGHT, null, -1);
            }
            Path file = folder.file(path);
            ImageHeader header = decoder.readHeader(file);
            if (isDecoded) {
                folder.check(path);
            }
            return new Seen("", header.size(), header.orientation(), file, Files.size(file));
        } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
            return fault(String.valueOf(ImageFileException.of(path, e).getMessage()));
        }
    }

    private static Seen fault(String message) {
        return new Seen(message, null, ImageHeader.UPRIGHT, null, -1);
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
                    others.put(file, of(part, row).bytes());
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
                    bySize.computeIfAbsent(image.bytes(), x -> new LinkedHashMap<>())
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
