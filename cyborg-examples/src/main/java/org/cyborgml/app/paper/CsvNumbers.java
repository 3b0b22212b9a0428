package org.cyborgml.app.paper;

import java.util.stream.Stream;
import org.cyborgml.metrics.RunSummary;
import org.jspecify.annotations.Nullable;

/** Numbers in full for csv files; what is not there is empty. */
final class CsvNumbers {

    private CsvNumbers() {}

    static String of(@Nullable Double value) {
        return value == null || Double.isNaN(value) ? "" : String.valueOf(value);
    }

    /** Runs, mean, deviation. */
    static Stream<String> of(RunSummary summary) {
        return Stream.of(String.valueOf(summary.runs()), of(summary.mean()), of(summary.standardDeviation()));
    }
}
