package org.cyborgml.app.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.csv.CSVPrinter;
import org.cyborgml.data.CsvText;
import org.cyborgml.data.DataException;
import org.cyborgml.saliency.file.WholeFile;

/** Writes text files in UTF-8, each whole or not at all. */
public final class TextFiles {

    private TextFiles() {}

    /** Writes a text. */
    public static void write(Path file, String text) throws IOException {
        WholeFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a text unless the file has it already, so that processes that are reading it are not disturbed. */
    public static void update(Path file, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
            WholeFile.write(file, content);
        }
    }

    /**
     * Checks that a table of ours ends as it was written: in a row that is whole.
     *
     * @param wayOut follows "put back a copy of it, or"
     * @throws IOException if it was cut, or cannot be read
     */
    public static void requireWhole(Path file, String wayOut) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            channel.position(Math.max(0, channel.size() - 1));
            if (channel.read(last) < 1 || last.get(0) != '\n') {
                throw new DataException(
                        file + ": is damaged, its last row is cut: put back a copy of it, or " + wayOut);
            }
        }
    }

    /** Writes csv; the first row is the header, if there is one. */
    public static void writeCsv(Path file, Iterable<? extends Iterable<?>> rows) throws IOException {
        write(file, csv(rows));
    }

    /** The text of csv; the first row is the header, if there is one. */
    public static String csv(Iterable<? extends Iterable<?>> rows) throws IOException {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(text, CsvText.FORMAT)) {
            for (Iterable<?> row : rows) {
                printer.printRecord(row);
            }
        }
        return text.toString();
    }
}
