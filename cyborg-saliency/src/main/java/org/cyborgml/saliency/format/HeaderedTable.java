package org.cyborgml.saliency.format;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A table with a header, whose separator (comma, semicolon or tab) is the one that the header has most often. */
final class HeaderedTable {

    private final AnnotationSource source;
    private final char separator;
    private final List<String> columns;

    private HeaderedTable(AnnotationSource source, char separator, List<String> columns) {
        this.source = source;
        this.separator = separator;
        this.columns = columns;
    }

    /** Takes a row. */
    @FunctionalInterface
    interface RowReader {
        /**
         * Reads a row.
         *
         * @param row as many fields as columns
         * @param line the number of its first line; the header's is 1
         */
        void read(List<String> row, long line);
    }

    /** The table of a file; without columns if the file is no text with a header. */
    static HeaderedTable of(AnnotationSource source) {
        String text = source.text();
        int end = text.indexOf('\n');
        String header = end < 0 ? text : text.substring(0, end);
        char separator = ',';
        for (char candidate : new char[] {';', '\t'}) {
            separator = count(header, candidate) > count(header, separator) ? candidate : separator;
        }
        if (source.json().isPresent() || source.begins('<') || header.indexOf('\0') >= 0) {
            return new HeaderedTable(source, separator, List.of());
        }
        try (CSVParser parser = CSVParser.parse(new StringReader(header), format(separator))) {
            List<String> columns = parser.stream()
                    .findFirst()
                    .map(row -> row.stream().map(String::strip).toList())
                    .orElse(List.of());
            return new HeaderedTable(source, separator, columns);
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            return new HeaderedTable(source, separator, List.of());
        }
    }

    private static long count(String header, char separator) {
        return header.chars().filter(c -> c == separator).count();
    }

    private static CSVFormat format(char separator) {
        return CSVFormat.RFC4180
                .builder()
                .setDelimiter(separator)
                .setIgnoreEmptyLines(true)
                .get();
    }

    List<String> columns() {
        return columns;
    }

    /** Place of a column, whatever the case of its letters; -1 if there is none. */
    int indexOf(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                return i;
            }
        }
        return -1;
    }

    /** Reads all rows; one with more or fewer fields than columns is a problem of no image. */
    void forEach(RecordCollector collector, RowReader reader) throws IOException {
        try (CSVParser parser = CSVParser.parse(new StringReader(source.text()), format(separator))) {
            boolean isHeader = true;
            for (CSVRecord row : parser) {
                long breaks = row.stream()
                        .flatMapToInt(String::chars)
                        .filter(c -> c == '\n')
                        .count();
                long line = parser.getCurrentLineNumber() - breaks;
                if (isHeader) {
                    isHeader = false;
                } else if (row.size() != columns.size()) {
                    collector.problem(
                            "",
                            "line " + line,
                            row.size() + " fields: must have " + columns.size() + ", as the header");
                } else {
                    reader.read(row.stream().map(String::strip).toList(), line);
                }
            }
        } catch (CSVException | UncheckedIOException | IllegalStateException e) {
            throw AnnotationSource.failure(
                    source.file() + ": is not valid CSV: "
                            + AnnotationFormatMessages.oneLine(String.valueOf(e.getMessage())),
                    e);
        }
    }
}
