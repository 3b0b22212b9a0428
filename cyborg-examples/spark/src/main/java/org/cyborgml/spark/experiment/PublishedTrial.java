package org.cyborgml.spark.experiment;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.saliency.file.FileHash;

/**
 * The files that attempts at a trial have published in the experiment's folder, {@code work/<trial>/<attempt>/}: contents of
 * files, named by their SHA-256, and manifests, each written after the contents that it names. A manifest counts if it can be read and all its
 * contents are there, so nothing is needed of the storage but that a file is there when it was closed: no rename, no lock. An
 * attempt writes in its own folder alone, so one that goes on although it is no longer wanted harms no other.
 */
final class PublishedTrial {

    private static final String MANIFEST_END = ".json";
    private static final String RESULT = "result.json";
    private static final int LOOKS = 10;

    private final Path out;
    private final String trial;

    /**
     * A trial.
     *
     * @param out the experiment's folder
     * @param trial its name
     */
    PublishedTrial(Path out, String trial) {
        this.out = out;
        this.trial = trial;
    }

    /** The folder of all that is published of an experiment and not committed. */
    static Path work(Path out) {
        return out.resolve("work");
    }

    private Path folder() {
        return work(out).resolve(trial);
    }

    /** The folder of an attempt. */
    Path attempt(String name) {
        return folder().resolve(name);
    }

    static Path manifestFile(Path attempt, int number) {
        return attempt.resolve(String.format(Locale.ROOT, "%08d", number) + MANIFEST_END);
    }

    /**
     * A manifest with the attempt that published it.
     *
     * @param attempt its folder
     * @param manifest what it published
     */
    record Found(Path attempt, Manifest manifest) {}

    /** The furthest state that is whole; empty if none is. */
    Optional<Found> furthest() throws IOException {
        List<Found> found = new ArrayList<>();
        for (Path attempt : entries(folder())) {
            for (Path file : entries(attempt)) {
                if (String.valueOf(file.getFileName()).endsWith(MANIFEST_END)) {
                    manifest(file).ifPresent(manifest -> found.add(new Found(attempt, manifest)));
                }
            }
        }
        found.sort(Comparator.comparing(Found::manifest, Manifest.ORDER).reversed());
        for (Found one : found) {
            if (isWhole(one)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** A manifest; empty if it is not whole, or the attempt has replaced it. */
    private static Optional<Manifest> manifest(Path file) throws IOException {
        try {
            return JsonFiles.readIfUsable(file, Manifest.class);
        } catch (NoSuchFileException | FileNotFoundException e) {
            return Optional.empty();
        }
    }

    private static boolean isWhole(Found found) throws IOException {
        Map<String, Long> sizes = new HashMap<>();
        for (Path file : entries(found.attempt())) {
            sizes.put(String.valueOf(file.getFileName()), size(file));
        }
        return found.manifest().files().values().stream()
                .allMatch(content -> Objects.equals(sizes.get(content.sha256()), content.bytes()));
    }

    /** The size of a file; none that a file has if the attempt has deleted it. */
    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return -1;
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /**
     * Copies the furthest state into a folder of this machine. One that another attempt replaces meanwhile, such as Spark's first
     * copy of a task, is looked for again.
     *
     * @param folder where nothing is
     * @return false if no state is whole
     * @throws IOException as {@link #fetch}
     */
    boolean fetchFurthest(Path folder) throws IOException {
        for (int i = 1; ; i++) {
            Optional<Found> found = furthest();
            try {
                if (found.isPresent()) {
                    fetch(found.get(), folder);
                }
                return found.isPresent();
            } catch (NoSuchFileException | FileNotFoundException e) {
                if (i == LOOKS) {
                    throw e;
                }
                deleteIfThere(folder);
            }
        }
    }

    /**
     * Copies a state into a folder of this machine.
     *
     * @throws IOException if a content is not what its name says, or cannot be read or written
     */
    static void fetch(Found found, Path folder) throws IOException {
        for (Map.Entry<String, Manifest.Content> file : found.manifest().files().entrySet()) {
            Path to = folder.resolve(file.getKey());
            Path from = found.attempt().resolve(file.getValue().sha256());
            Copies.copy(from, to);
            if (!FileHash.sha256(to).equals(file.getValue().sha256())) {
                throw new IOException(from + ": is damaged: its SHA-256 is not its name");
            }
        }
    }

    /**
     * Gives the files of a finished trial their place, its result last. Goes on with what was begun before. Only for the one
     * process that commits.
     *
     * @param place the trial's folder
     * @return false if nothing finished is published
     */
    boolean commit(Path place) throws IOException {
        Optional<Found> finished = finished(place);
        if (finished.isEmpty()) {
            return false;
        }
        Path attempt = finished.get().attempt();
        List<String> names = new ArrayList<>(finished.get().manifest().files().keySet());
        for (Path old : Copies.files(place)) {
            if (!names.contains(place.relativize(old).toString())) {
                Files.delete(old); // such as the note of an earlier failure
            }
        }
        // Its presence says that the trial is finished.
        if (names.remove(RESULT)) {
            names.add(RESULT);
        }
        Map<String, Integer> uses = new HashMap<>();
        finished.get().manifest().files().values().forEach(content -> uses.merge(content.sha256(), 1, Integer::sum));
        for (String name : names) {
            Manifest.Content content =
                    Objects.requireNonNull(finished.get().manifest().files().get(name));
            Path from = attempt.resolve(content.sha256());
            Path to = place.resolve(name);
            if (!Files.exists(from)) {
                continue; // moved by a driver that ended in the middle
            }
            if (uses.merge(content.sha256(), -1, Integer::sum) > 0) {
                Copies.copy(from, to);
            } else {
                Copies.move(from, to);
            }
        }
        delete();
        return true;
    }

    /** A finished state of which every content is in the attempt's folder, or in its place already. */
    private Optional<Found> finished(Path place) throws IOException {
        for (Path attempt : entries(folder())) {
            for (Path file : entries(attempt)) {
                if (!String.valueOf(file.getFileName()).endsWith(MANIFEST_END)) {
                    continue;
                }
                Optional<Manifest> manifest = manifest(file);
                if (manifest.isPresent()
                        && manifest.get().stage() == Manifest.Stage.FINISHED
                        && isHereOrThere(manifest.get(), attempt, place)) {
                    return Optional.of(new Found(attempt, manifest.get()));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isHereOrThere(Manifest manifest, Path attempt, Path place) throws IOException {
        for (Map.Entry<String, Manifest.Content> file : manifest.files().entrySet()) {
            if (!hasSize(
                            attempt.resolve(file.getValue().sha256()),
                            file.getValue().bytes())
                    && !hasSize(place.resolve(file.getKey()), file.getValue().bytes())) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasSize(Path file, long bytes) throws IOException {
        return Files.exists(file) && Files.size(file) == bytes;
    }

    /**
     * Deletes what the attempts have published. Of one that Spark has not ended yet something may stay, which is deleted with the
     * experiment's whole folder of work.
     */
    private void delete() {
        try {
            deleteIfThere(folder());
        } catch (IOException e) {
            return;
        }
    }

    private static void deleteIfThere(Path folder) throws IOException {
        if (Files.exists(folder)) {
            MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
        }
    }
}
