package org.cyborgml.app.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folders in which processes that shared an experiment did one of its trials.
 *
 * @param place the trial's place, beside which they are
 */
record WorkFolders(Path place) {

    /** The folders that there are, complete or not. */
    List<Path> left() throws IOException {
        Path parent = Objects.requireNonNull(place.getParent());
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        String begin = "." + place.getFileName() + ".";
        try (Stream<Path> all = Files.list(parent)) {
            return all.filter(Files::isDirectory)
                    .filter(folder -> {
                        String name = String.valueOf(folder.getFileName());
                        return name.startsWith(begin) && name.endsWith(WorkFolder.END);
                    })
                    .sorted()
                    .toList();
        }
    }

    /**
     * Brings the furthest work to the trial's place, unless the trial is finished, and deletes the rest. Only for a process that
     * has the experiment's folder for itself.
     */
    void bringBack(boolean isFinished) throws IOException {
        List<Path> left = left();
        Optional<Path> furthest = left.stream()
                .filter(folder -> !folder.toString().endsWith(WorkFolder.COPY_END))
                .max(Comparator.comparing(WorkProgress::of));
        if (!isFinished && furthest.isPresent() && isFurther(furthest.get())) {
            FolderSnapshot.delete(place);
            Files.move(furthest.get(), place, StandardCopyOption.ATOMIC_MOVE);
        }
        for (Path folder : left) {
            FolderSnapshot.delete(folder);
        }
    }

    private boolean isFurther(Path folder) {
        return !Files.isDirectory(place) || WorkProgress.of(folder).compareTo(WorkProgress.of(place)) > 0;
    }
}
