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
import java.util.Locale;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.cyborgml.data.CsvText;
import org.cyborgml.saliency.file.WholeFile;

/**
 * A score file while it is written: rows of path, score and perhaps logits, without header. Until it is complete it grows
 * under the name with {@code .part} behind it, whose first line says what the scores come from; a scoring that was
 * stopped goes on behind its last whole row if it comes from the same.
 */
final class ScoreFile implements AutoCloseable {

    private final Path file;
    private final Path part;
    private final Set<String> scored = new HashSet<>();
    private final BufferedWriter text;
    private final CSVPrinter rows;

    private ScoreFile(Path file, String source, IntUnaryOperator keep) throws IOException {
        this.file = file;
        this.part = file.resolveSibling(file.getFileName() + ".part");
        String kept = wholeRows(source, keep);
        Files.writeString(part, kept);
        this.text = Files.newBufferedWriter(part, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        this.rows = new CSVPrinter(text, CsvText.FORMAT);
    }

    /**
     * Opens a score file.
     *
     * @param file its name when it is complete
     * @param source what the scores come from: network, weights, images, in one line
     * @param keep how many of so many rows of an earlier scoring are to be kept
     * @return the file
     */
    static ScoreFile open(Path file, String source, IntUnaryOperator keep) throws IOException {
        return new ScoreFile(file.toAbsolutePath(), "# " + source + "\n", keep);
    }

    /** What can be kept of an earlier scoring, and notes whose scores it has. */
    private String wholeRows(String header, IntUnaryOperator keep) throws IOException {
        String earlier = Files.exists(part) ? Files.readString(part) : "";
        String whole =
                earlier.startsWith(header) ? earlier.substring(header.length(), earlier.lastIndexOf('\n') + 1) : "";
        int rows = keep.applyAsInt((int) whole.lines().count());
        StringBuilder kept = new StringBuilder(header);
        try (CSVParser parser = CSVParser.parse(whole, CsvText.FORMAT)) {
            Iterator<CSVRecord> all = parser.iterator();
            while (scored.size() < rows && all.hasNext()) {
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

    void add(String path, double score, List<Double> logits) throws IOException {
        rows.print(path);
        rows.print(String.format(Locale.ROOT, "%.8f", score));
        for (double logit : logits) {
            rows.print(String.format(Locale.ROOT, "%.6f", logit));
        }
        rows.println();
        scored.add(path);
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
