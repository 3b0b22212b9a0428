package org.cyborgml.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cyborgml.metrics.AucEstimate;
import org.cyborgml.metrics.BinaryScores;
import org.cyborgml.metrics.ConfidenceInterval;
import org.cyborgml.metrics.DeLongTest;
import org.cyborgml.metrics.IntervalMethod;

/** Compares two detectors on the same images: AUC with 95 % intervals, and DeLong's test of the difference. */
public final class CompareDetectors {

    private static final double LEVEL = 0.95;

    private CompareDetectors() {}

    /**
     * Runs the program.
     *
     * @param arguments a file of lines {@code label,score of the first detector,score of the second}, label 0 or 1
     * @throws IOException if the file cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        List<String[]> rows = Files.readAllLines(Path.of(arguments[0])).stream()
                .map(line -> line.split(","))
                .toList();
        int[] labels = rows.stream().mapToInt(row -> Integer.parseInt(row[0])).toArray();
        double[] first =
                rows.stream().mapToDouble(row -> Double.parseDouble(row[1])).toArray();
        double[] second =
                rows.stream().mapToDouble(row -> Double.parseDouble(row[2])).toArray();
        print("first", labels, first);
        print("second", labels, second);
        DeLongTest.Result test = DeLongTest.withDefaults().test(labels, first, second);
        System.out.printf(
                "difference %.3f %s, p = %.4f%n", test.difference(), text(test.interval(LEVEL)), test.pValue());
    }

    private static void print(String name, int[] labels, double[] scores) {
        AucEstimate auc = AucEstimate.of(BinaryScores.of(labels, scores));
        System.out.printf("%s: AUC %.3f %s%n", name, auc.value(), text(auc.interval(LEVEL, IntervalMethod.LOGIT)));
    }

    private static String text(ConfidenceInterval interval) {
        return "[%.3f, %.3f]".formatted(interval.lower(), interval.upper());
    }
}
