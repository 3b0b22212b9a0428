package org.cyborgml.app.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.commons.csv.CSVPrinter;
import org.cyborgml.data.CsvText;
import org.cyborgml.saliency.file.WholeFile;

/** Writes text files in UTF-8, each whole or not at all. */
public final class TextFiles {

    private TextFiles() {}

    /** Writes a text. */
    public static void write(Path file, String text) throws IOException {
        WholeFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes csv; the first row is the header, if there is one. */
    public static void writeCsv(Path file, Iterable<? extends Iterable<?>> rows) throws IOException {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(text, CsvText.FORMAT)) {
            for (Iterable<?> row : rows) {
                printer.printRecord(row);
            }
        }
        write(file, text.toString());
    }
}
