package org.cyborgml.scoring;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.cyborgml.data.CsvText;
import org.cyborgml.saliency.file.WholeFile;

/**
 * A score file while it is written. Until it is complete it grows under its name with {@code .part} behind it, and its first
 * line says which network, weights and images the scores come from; a later scoring with the same line continues behind the
 * last whole row.
 */
final class ScoreFile implements AutoCloseable {

    private final Path file;
    private final Path part;
    private final Set<String> scored = new HashSet<>();
    private final BufferedWriter text;
    private final CSVPrinter rows;
    private final ScoreLayout layout;

    private ScoreFile(Path file, String source, ScoreLayout layout, IntUnaryOperator keep) throws IOException {
        this.file = file;
        this.part = file.resolveSibling(file.getFileName() + ".part");
        this.layout = layout;
        String kept = wholeRows(source, keep);
        Files.writeString(part, kept);
        this.text = Files.newBufferedWriter(part, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        this.rows = new CSVPrinter(text, CsvText.FORMAT);
    }

    /**
     * Opens a score file.
     *
     * @param file its name when it is complete
     * @param source the origin of the scores: network, weights, images, in one line
     * @param layout of its rows
     * @param keep the number of rows to keep of an earlier scoring, given how many there are
     * @return the file
     */
    static ScoreFile open(Path file, String source, ScoreLayout layout, IntUnaryOperator keep) throws IOException {
        return new ScoreFile(file.toAbsolutePath(), "# " + source + "\n", layout, keep);
    }

    /** The text that can be kept of an earlier scoring, or what stands before the first row; notes whose scores it has. */
    private String wholeRows(String source, IntUnaryOperator keep) throws IOException {
        List<String> columns = layout.header();
        String begin = source + (columns.isEmpty() ? "" : CsvText.FORMAT.format(columns.toArray()) + "\n");
        String earlier = Files.exists(part) ? Files.readString(part) : "";
        String whole =
                earlier.startsWith(begin) ? earlier.substring(begin.length(), earlier.lastIndexOf('\n') + 1) : "";
        int most = keep.applyAsInt((int) whole.lines().count());
        StringBuilder kept = new StringBuilder(begin);
        try (CSVParser parser = CSVParser.parse(whole, CsvText.FORMAT)) {
            Iterator<CSVRecord> all = parser.iterator();
            while (scored.size() < most && all.hasNext()) {
                CSVRecord row = all.next();
                scored.add(row.get(0));
                kept.append(CsvText.FORMAT.format((Object[]) row.values())).append('\n');
            }
        }
        return kept.toString();
    }

    boolean has(String path) {
        return scored.contains(path);
    }

    int size() {
        return scored.size();
    }

    void add(ImageScore score) throws IOException {
        rows.printRecord(layout.row(score));
        scored.add(score.path());
    }

    void flush() throws IOException {
        rows.flush();
    }

    /** Gives the file its name. */
    void complete() throws IOException {
        rows.close(true);
        Path unfinished = part.resolveSibling(part.getFileName() + ".whole");
        try (Reader in = Files.newBufferedReader(part);
                BufferedWriter out = Files.newBufferedWriter(unfinished)) {
            int c = in.read();
            while (c >= 0 && c != '\n') {
                c = in.read();
            }
            in.transferTo(out);
        }
        WholeFile.move(unfinished, file);
        Files.delete(part);
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
