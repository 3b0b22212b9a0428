package org.cyborgml.data;

import org.apache.commons.csv.CSVFormat;

/** The form of all csv files of this library. */
public final class CsvText {

    /** Commas, quotes where needed, lines that end in a line feed alone. */
    public static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setRecordSeparator("\n").get();

    private CsvText() {}
}
