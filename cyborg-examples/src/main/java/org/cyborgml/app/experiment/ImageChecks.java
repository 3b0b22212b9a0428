package org.cyborgml.app.experiment;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cyborgml.data.LabelledImage;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.ImageFileException;

/** Checks that images are there and are images, each file once, and finds copies of images that are trained on. */
final class ImageChecks {

    private final ImageReading reading;
    private final CheckFindings findings;
    private final ImageDecoder decoder = ImageDecoder.withDefaults();
    private final Map<Path, String> faults = new ConcurrentHashMap<>();
    private final Map<Path, Long> sizes = new ConcurrentHashMap<>();
    private final Set<Path> trained = new HashSet<>();

    ImageChecks(ImageReading reading, CheckFindings findings) {
        this.reading = reading;
        this.findings = findings;
    }

    /** The file of an image; a slash at the start of its path does not lead out of the root. */
    static Path file(Path root, String path) {
        return root.resolve(path.replaceFirst("^/+", "")).toAbsolutePath().normalize();
    }

    void check(String name, Path root, List<LabelledImage> images) {
        images.parallelStream()
                .map(image -> file(root, image.path()))
                .filter(file -> !sizes.containsKey(file) && !faults.containsKey(file))
                .forEach(this::look);
        List<String> broken = new ArrayList<>();
        for (LabelledImage image : images) {
            String fault = faults.get(file(root, image.path()));
            if (fault != null) {
                broken.add(fault);
            }
        }
        findings.problems(name + " has images that cannot be used", broken);
    }

    private void look(Path file) {
        try {
            if (reading == ImageReading.FULL) {
                decoder.read(file);
            } else {
                decoder.readHeader(file);
            }
            sizes.put(file, Files.size(file));
        } catch (ImageFileException e) {
            faults.put(file, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            faults.put(file, file + ": " + e);
        }
    }

    void noteTrained(Path root, List<LabelledImage> images) {
        images.forEach(image -> trained.add(file(root, image.path())));
    }

    /** Warns of files of the same bytes on both sides; only those of the same length are read. */
    void warnOfCopies() {
        Set<Long> trainedSizes = new HashSet<>();
        trained.forEach(file -> trainedSizes.add(sizes.getOrDefault(file, -1L)));
        Set<Long> otherSizes = new HashSet<>();
        sizes.forEach((file, size) -> {
            if (!trained.contains(file)) {
                otherSizes.add(size);
            }
        });
        Map<String, Path> hashes = new HashMap<>();
        for (Path file : trained) {
            if (otherSizes.contains(sizes.getOrDefault(file, -1L))) {
                hashes.put(hash(file), file);
            }
        }
        List<String> copies = sizes.entrySet().parallelStream()
                .filter(entry -> trainedSizes.contains(entry.getValue()) && !trained.contains(entry.getKey()))
                .map(Map.Entry::getKey)
                .sorted()
                .filter(file -> hashes.containsKey(hash(file)))
                .map(file -> file + " is " + hashes.get(hash(file)))
                .toList();
        findings.warnings("images that are validated or tested with equal images that are trained on", copies);
    }

    private static String hash(Path file) {
        try {
            return com.google.common.io.Files.asByteSource(file.toFile())
                    .hash(Hashing.murmur3_128())
                    .toString();
        } catch (IOException e) {
            return "unreadable " + file; // like no other; that it cannot be read shows where it is used
        }
    }
}
