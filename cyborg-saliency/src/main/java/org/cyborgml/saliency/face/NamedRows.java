package org.cyborgml.saliency.face;

import com.google.common.primitives.Doubles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cyborgml.saliency.file.PlainText;

/** The rows of a csv with a header, whose separator is the comma, the semicolon or the tab; whichever the header has most. */
final class NamedRows {

    private final Path file;
    private final Map<String, Integer> columns;
    private final List<Row> rows;

    private NamedRows(Path file, Map<String, Integer> columns, List<Row> rows) {
        this.file = file;
        this.columns = columns;
        this.rows = rows;
    }

    /** Reads a file; the message of what is wrong with it names the file and the line. */
    static NamedRows read(Path file) throws IOException {
        String text = PlainText.read(file);
        String header = text.lines().findFirst().orElse("");
        char separator = ',';
        for (char candidate : new char[] {';', '\t'}) {
            separator = count(header, candidate) > count(header, separator) ? candidate : separator;
        }
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(separator)
                .setIgnoreEmptyLines(true)
                .get();
        Map<String, Integer> columns = new HashMap<>();
        List<Row> rows = new ArrayList<>();
        NamedRows table = new NamedRows(file, columns, rows);
        try (CSVParser parser = CSVParser.parse(text, format)) {
            int width = 0;
            for (CSVRecord cells : parser) {
                long line = parser.getCurrentLineNumber();
                if (width == 0) {
                    width = cells.size();
                    for (int i = 0; i < width; i++) {
                        String name = cells.get(i).strip().toLowerCase(Locale.ROOT);
                        if (columns.put(name, i) != null) {
                            throw new IOException(file + ": has two columns \"" + name + "\"");
                        }
                    }
                } else if (cells.size() != width) {
                    throw new IOException(file + ", line " + line + ": " + cells.size() + " fields: must have " + width
                            + ", as the header");
                } else {
                    rows.add(table
                    .new Row(line, cells.stream().map(String::strip).toList()));
                }
            }
        } catch (UncheckedIOException | IllegalStateException e) {
            throw new IOException(file + ": is not valid csv: " + e.getMessage(), e);
        }
        if (columns.isEmpty()) {
            throw new IOException(file + ": is empty: must have a header and a row for each face");
        }
        return table;
    }

    private static long count(String header, char separator) {
        return header.chars().filter(c -> c == separator).count();
    }

    List<Row> rows() {
        return rows;
    }

    boolean has(String column) {
        return columns.containsKey(column);
    }

    /** The first of some names that is a column. */
    Optional<String> anyOf(String... names) {
        return List.of(names).stream().filter(columns::containsKey).findFirst();
    }

    /** One row. */
    final class Row {

        private final long line;
        private final List<String> cells;

        private Row(long line, List<String> cells) {
            this.line = line;
            this.cells = cells;
        }

        String text(String column) throws IOException {
            Integer index = columns.get(column);
            if (index == null) {
                throw new IOException(file + ": has no column \"" + column + "\"");
            }
            return cells.get(index);
        }

        String filled(String column) throws IOException {
            String text = text(column);
            if (text.isEmpty() || text.indexOf('\0') >= 0) {
                throw error("\"" + column + "\" is empty or no text");
            }
            return text;
        }

        boolean isEmpty(String column) throws IOException {
            return text(column).isEmpty();
        }

        double number(String column) throws IOException {
            Double number = Doubles.tryParse(text(column));
            if (number == null || !Double.isFinite(number)) {
                throw error("\"" + column + "\" is \"" + text(column) + "\": must be a number");
            }
            return number;
        }

        int whole(String column) throws IOException {
            double number = number(column);
            if (number != (int) number) {
                throw error("\"" + column + "\" is " + text(column) + ": must be a whole number");
            }
            return (int) number;
        }

        /** An error of this row. */
        IOException error(String reason) {
            return new IOException(file + ", line " + line + ": " + reason);
        }
    }
}
