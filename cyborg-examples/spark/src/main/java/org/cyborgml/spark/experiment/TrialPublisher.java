package org.cyborgml.spark.experiment;

import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.cyborgml.app.experiment.TrialFolder;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.saliency.file.FileHash;
import org.jspecify.annotations.Nullable;

/** Publishes the files of one attempt at a trial. Not for several threads; no other thread may write the files meanwhile. */
final class TrialPublisher {

    private final Path attempt;
    private final TrialFolder folder;
    private final Map<Path, Seen> seen = new HashMap<>();

    /** Contents that the last manifest names. */
    private Set<String> before = ImmutableSet.of();

    private int number;

    /** A file as it was when its content was last looked at; a new one has another key, as it is written beside the old one. */
    private record Seen(FileTime modified, @Nullable Object key, Manifest.Content content) {}

    /**
     * A publisher.
     *
     * @param attempt its folder in the experiment's, which no other has
     * @param folder of the trial's files on this machine
     */
    TrialPublisher(Path attempt, TrialFolder folder) {
        this.attempt = attempt;
        this.folder = folder;
    }

    /** Publishes the files as they are, and deletes what this attempt had published and is not of them. */
    void publish(Manifest.Stage stage) throws IOException {
        Map<String, Manifest.Content> files = new TreeMap<>();
        if (number == 0) {
            Files.createDirectories(attempt);
        }
        Set<String> now = new HashSet<>();
        for (Path file : Copies.files(folder.path())) {
            if (isUnfinished(folder.path().relativize(file))) {
                continue;
            }
            Manifest.Content content = content(file);
            files.put(nameOf(file), content);
            if (now.add(content.sha256()) && !before.contains(content.sha256())) {
                Copies.copyInto(file, attempt.resolve(content.sha256()));
            }
        }
        number++;
        Path manifest = PublishedTrial.manifestFile(attempt, number);
        Files.write(
                manifest,
                JsonFiles.MAPPER.writeValueAsBytes(
                        new Manifest(stage, folder.training().log().epochs(), files)));
        Files.deleteIfExists(PublishedTrial.manifestFile(attempt, number - 1));
        for (String content : before) {
            if (!now.contains(content)) {
                Files.deleteIfExists(attempt.resolve(content));
            }
        }
        before = ImmutableSet.copyOf(now);
    }

    /** Tells whether a file is still being written: its name or that of a folder is then {@code .NAME.part}. */
    private static boolean isUnfinished(Path file) {
        for (Path name : file) {
            if (name.toString().startsWith(".") && name.toString().endsWith(".part")) {
                return true;
            }
        }
        return false;
    }

    private String nameOf(Path file) {
        return folder.path().relativize(file).toString().replace('\\', '/');
    }

    private Manifest.Content content(Path file) throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        Seen known = seen.get(file);
        if (known != null
                && known.modified().equals(now.lastModifiedTime())
                && Objects.equals(known.key(), now.fileKey())
                && known.content().bytes() == now.size()) {
            return known.content();
        }
        Manifest.Content content = new Manifest.Content(FileHash.sha256(file), now.size());
        seen.put(file, new Seen(now.lastModifiedTime(), now.fileKey(), content));
        return content;
    }
}
