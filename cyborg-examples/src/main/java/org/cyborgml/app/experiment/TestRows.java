package org.cyborgml.app.experiment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVPrinter;
import org.cyborgml.data.CsvText;
import org.cyborgml.data.LabelledImage;

/** Writes the rows of a test set as a split file. */
final class TestRows {

    private TestRows() {}

    static byte[] write(List<LabelledImage> images) throws IOException {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter rows = new CSVPrinter(text, CsvText.FORMAT)) {
            for (LabelledImage image : images) {
                rows.printRecord(image.split().word(), image.label(), image.path());
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
