package org.cyborgml.app.experiment;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.cyborgml.saliency.file.FileWriteException;

/**
 * The folder in which one of several processes does a trial: beside the trial's place, {@code run01}, under a name that only the
 * holder of one lease has, {@code .run01.TOKEN.part}. It gets the trial's name when the trial is finished, unless finished results
 * are there already, whose bits are the same. Since no two processes write in one folder, a process that has lost its lease without
 * knowing can harm nothing.
 */
final class WorkFolder {

    /** End of the names of all work folders. */
    static final String END = ".part";

    /** End of the name of one that is not complete yet. */
    static final String COPY_END = ".copy" + END;

    /** End of the name of what was taken from the trial's place. */
    private static final String OLD_END = ".old" + END;

    private static final int TRIES = 10;

    private final Path place;
    private final String token;

    /**
     * A work folder.
     *
     * @param place the trial's place
     * @param token of the lease
     */
    WorkFolder(Path place, String token) {
        this.place = place;
        this.token = token;
    }

    private Path named(String end) {
        return place.resolveSibling("." + place.getFileName() + "." + token + end);
    }

    Path path() {
        return named(END);
    }

    /** Looks whether a folder holds a finished trial. */
    @FunctionalInterface
    interface Finished {
        boolean isFinished(TrialFolder folder) throws IOException;
    }

    /**
     * Makes the folder, with a copy of the furthest work that is there already: in the trial's place, or of those who had the lease
     * before. Their folders go.
     *
     * @param earlier tokens of the leases before
     * @throws IOException if it cannot be written
     */
    void fill(List<String> earlier) throws IOException {
        List<WorkFolder> before =
                earlier.stream().map(one -> new WorkFolder(place, one)).toList();
        List<Path> sources = new ArrayList<>(List.of(place));
        before.forEach(one -> sources.addAll(List.of(one.path(), one.named(OLD_END))));
        sources.removeIf(folder -> !Files.isDirectory(folder));
        sources.sort(Comparator.comparing(WorkProgress::of).reversed());
        try {
            Files.createDirectories(Objects.requireNonNull(place.getParent()));
            for (Path source : sources) {
                if (FolderSnapshot.copy(source, named(COPY_END))) {
                    Files.move(named(COPY_END), path(), StandardCopyOption.ATOMIC_MOVE);
                    break;
                }
            }
            Files.createDirectories(path());
        } catch (IOException e) {
            throw FileWriteException.of(path(), e);
        }
        deleteThoseOf(earlier);
    }

    /** Deletes the folders of those who had the lease before; one that did not know may have made a new file since. */
    void deleteThoseOf(List<String> earlier) throws IOException {
        for (String one : earlier) {
            new WorkFolder(place, one).delete();
        }
    }

    /** Deletes the folder, and what belongs to it. */
    void delete() throws IOException {
        for (String end : List.of(END, COPY_END, OLD_END)) {
            FolderSnapshot.delete(named(end));
        }
    }

    /**
     * Gives the folder the trial's name. What stood there unfinished goes; finished results stay.
     *
     * @param finished looks at folders
     * @return false if another process has finished the trial before
     * @throws IOException if the folder cannot be moved
     */
    boolean moveIntoPlace(Finished finished) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            if (finished.isFinished(TrialFolder.of(place))) {
                delete();
                return false;
            }
            if (!Files.isDirectory(path())) {
                throw new NoSuchFileException(path().toString());
            }
            if (clear(finished) && isMoved(finished)) {
                return true;
            }
        }
        throw new IOException(path() + ": cannot be renamed to " + place);
    }

    /**
     * Takes away what stands in the trial's place.
     *
     * @return false if that turned out to be finished results, put there since the look; they are put back
     */
    private boolean clear(Finished finished) throws IOException {
        Path old = named(OLD_END);
        try {
            Files.move(place, old, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            return true; // nothing stood there
        }
        if (!finished.isFinished(TrialFolder.of(old))) {
            return true;
        }
        try {
            Files.move(old, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            FolderSnapshot.delete(old); // others of the same bits stand there
        }
        return false;
    }

    private boolean isMoved(Finished finished) throws IOException {
        try {
            Files.move(path(), place, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (NoSuchFileException e) {
            // A client of NFS that asks twice, since an answer was lost, is told this of a rename that was done.
            if (finished.isFinished(TrialFolder.of(place))) {
                return true;
            }
            throw e;
        } catch (FileSystemException e) {
            return false; // another process put something there: finished results, or a note of its failure
        } finally {
            FolderSnapshot.delete(named(OLD_END));
        }
    }
}
