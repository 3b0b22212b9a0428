package org.cyborgml.saliency.file;

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

/**
 * The rows of a csv with a header, whose separator is the comma, the semicolon or the tab; whichever the header has most. Columns
 * are named in small letters, whatever case the file has. Immutable.
 */
public final class NamedRows {

    private final Path file;
    private final Map<String, Integer> columns;
    private final List<Row> rows;

    private NamedRows(Path file, Map<String, Integer> columns, List<Row> rows) {
        this.file = file;
        this.columns = columns;
        this.rows = rows;
    }

    /**
     * Reads a file.
     *
     * @param file a csv in UTF-8
     * @return its rows
     * @throws IOException if it cannot be read or is no such csv; the message names the file and the line
     */
    public static NamedRows read(Path file) throws IOException {
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
            throw new IOException(file + ": is empty: must have a header and a row for each image");
        }
        return table;
    }

    private static long count(String header, char separator) {
        return header.chars().filter(c -> c == separator).count();
    }

    /**
     * The rows.
     *
     * @return in the order of the file
     */
    public List<Row> rows() {
        return rows;
    }

    /**
     * Tells if there is a column.
     *
     * @param column its name in small letters
     * @return true if there is
     */
    public boolean has(String column) {
        return columns.containsKey(column);
    }

    /**
     * The first of some names that is a column.
     *
     * @param names in small letters
     * @return empty if none is
     */
    public Optional<String> anyOf(String... names) {
        return List.of(names).stream().filter(columns::containsKey).findFirst();
    }

    /** One row. The methods throw if there is no such column, or what is in it is not what is asked for. */
    public final class Row {

        private final long line;
        private final List<String> cells;

        private Row(long line, List<String> cells) {
            this.line = line;
            this.cells = cells;
        }

        /**
         * The text of a column.
         *
         * @param column its name in small letters
         * @return without white space around it; may be empty
         * @throws IOException if there is no such column
         */
        public String text(String column) throws IOException {
            Integer index = columns.get(column);
            if (index == null) {
                throw new IOException(file + ": has no column \"" + column + "\"");
            }
            return cells.get(index);
        }

        /**
         * The text of a column that must not be empty.
         *
         * @param column its name in small letters
         * @return the text
         * @throws IOException if there is no such column, or nothing in it
         */
        public String filled(String column) throws IOException {
            String text = text(column);
            if (text.isEmpty() || text.indexOf('\0') >= 0) {
                throw error("\"" + column + "\" is empty or no text");
            }
            return text;
        }

        /**
         * Tells if a column is empty in this row.
         *
         * @param column its name in small letters
         * @return true if it is
         * @throws IOException if there is no such column
         */
        public boolean isEmpty(String column) throws IOException {
            return text(column).isEmpty();
        }

        /**
         * The number in a column.
         *
         * @param column its name in small letters
         * @return a finite number
         * @throws IOException if there is no such column, or no number in it
         */
        public double number(String column) throws IOException {
            Double number = Doubles.tryParse(text(column));
            if (number == null || !Double.isFinite(number)) {
                throw error("\"" + column + "\" is \"" + text(column) + "\": must be a number");
            }
            return number;
        }

        /**
         * The whole number in a column.
         *
         * @param column its name in small letters
         * @return the number
         * @throws IOException if there is no such column, or no whole number in it
         */
        public int whole(String column) throws IOException {
            double number = number(column);
            if (number != (int) number) {
                throw error("\"" + column + "\" is " + text(column) + ": must be a whole number");
            }
            return (int) number;
        }

        /**
         * An error of this row.
         *
         * @param reason what is wrong
         * @return an exception whose message names file and line
         */
        public IOException error(String reason) {
            return new IOException(file + ", line " + line + ": " + reason);
        }
    }
}
