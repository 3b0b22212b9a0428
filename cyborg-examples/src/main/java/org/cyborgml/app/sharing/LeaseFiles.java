package org.cyborgml.app.sharing;

import com.google.common.base.Preconditions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cyborgml.saliency.file.FileWriteException;
import org.cyborgml.saliency.file.WholeFile;

/**
 * The files of leases: {@code NAME.NUMBER.json} for every time that a lease of that name was taken. A number is taken by creating
 * its file, which only one process can, and is never taken again since no file is deleted.
 *
 * @param folder of the files
 */
record LeaseFiles(Path folder) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._/-]+");
    private static final Pattern FILE = Pattern.compile("(.+)\\.\\d+\\.json");

    private Path file(String name, int number) {
        Preconditions.checkArgument(NAME.matcher(name).matches(), "name of a lease \"%s\"", name);
        return folder.resolve(String.format(Locale.ROOT, "%s.%04d.json", name.replace('/', '+'), number));
    }

    /** The names of all leases that were ever taken. */
    SortedSet<String> names() throws IOException {
        SortedSet<String> names = new TreeSet<>();
        if (!Files.isDirectory(folder)) {
            return names;
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> FILE.matcher(String.valueOf(file.getFileName())))
                    .filter(Matcher::matches)
                    .forEach(form -> names.add(form.group(1).replace('+', '/')));
        }
        return names;
    }

    /** The last number that was taken, seen from one that was; 0 for none. */
    int newest(String name, int known) {
        int newest = known;
        while (exists(name, newest + 1)) {
            newest++;
        }
        return newest;
    }

    boolean exists(String name, int number) {
        return Files.exists(file(name, number));
    }

    /** Tells if a file is known not to be there; a server that does not answer is no proof. */
    boolean isMissing(String name, int number) {
        return Files.notExists(file(name, number));
    }

    /**
     * Takes a number.
     *
     * @return false if another process was faster
     * @throws IOException if the file cannot be written
     */
    boolean create(String name, int number, LeaseNote note) throws IOException {
        Path file = file(name, number);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            write(channel, note);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw FileWriteException.of(file, e);
        }
    }

    /**
     * Writes over the note of a number that this process took.
     *
     * @throws NoSuchFileException if somebody deleted it
     */
    void overwrite(String name, int number, LeaseNote note) throws IOException {
        try (FileChannel channel = FileChannel.open(file(name, number), StandardOpenOption.WRITE)) {
            write(channel, note);
        }
    }

    private static void write(FileChannel channel, LeaseNote note) throws IOException {
        WholeFile.writeFully(channel, ByteBuffer.wrap(note.toBytes()));
        channel.force(false);
    }

    /** The content of a number's file; nothing if it is not there, or cannot be read just now. */
    String read(String name, int number) {
        try {
            return new String(Files.readAllBytes(file(name, number)), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // Such as a stale handle. What cannot be read does not change, and is judged by that.
            return "";
        }
    }

    Optional<LeaseNote> note(String name, int number) {
        return LeaseNote.parse(read(name, number));
    }
}
