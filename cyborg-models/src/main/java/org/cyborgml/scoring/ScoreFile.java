package org.cyborgml.scoring;

import com.google.common.primitives.Bytes;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.cyborgml.data.CsvText;
import org.cyborgml.saliency.file.FileWriteException;
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
    private final Writer text;
    private final CSVPrinter rows;
    private final ScoreLayout layout;

    private ScoreFile(Path file, String source, ScoreLayout layout, IntUnaryOperator keep) throws IOException {
        this.file = file;
        this.part = file.resolveSibling(file.getFileName() + ".part");
        this.layout = layout;
        String kept = wholeRows(source, keep);
        try {
            Files.writeString(part, kept);
        } catch (IOException e) {
            throw FileWriteException.of(part, e);
        }
        this.text = WholeFile.textWriter(part, StandardOpenOption.APPEND);
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
        List<CSVRecord> rows = rows(begin);
        int most = keep.applyAsInt(rows.size());
        StringBuilder kept = new StringBuilder(begin);
        for (CSVRecord row : rows.subList(0, Math.min(most, rows.size()))) {
            scored.add(row.get(0));
            kept.append(CsvText.FORMAT.format((Object[]) row.values())).append('\n');
        }
        return kept.toString();
    }

    /**
     * The rows of an earlier scoring, up to the first that is not whole: a full disk or a crash may cut the file anywhere, in
     * the middle of a character too, and may leave zeros behind.
     */
    private List<CSVRecord> rows(String begin) throws IOException {
        if (!Files.isRegularFile(part)) {
            return List.of();
        }
        byte[] bytes = Files.readAllBytes(part);
        int end = Bytes.lastIndexOf(bytes, (byte) '\n') + 1;
        String earlier = new String(bytes, 0, end, StandardCharsets.UTF_8);
        List<CSVRecord> rows = new ArrayList<>();
        if (!earlier.startsWith(begin)) {
            return rows;
        }
        try (CSVParser parser = CSVParser.parse(earlier.substring(begin.length()), CsvText.FORMAT)) {
            for (CSVRecord row : parser) {
                if (!layout.isRow(row)) {
                    break;
                }
                rows.add(row);
            }
        } catch (UncheckedIOException | IllegalStateException e) {
            // The rows before it are whole.
        }
        return rows;
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
                Writer out = WholeFile.textWriter(unfinished)) {
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
