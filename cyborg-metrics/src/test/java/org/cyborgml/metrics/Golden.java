package org.cyborgml.metrics;

import com.google.common.base.Splitter;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The golden files beside the tests, written by src/test/python/golden.py and src/test/r/golden.R. */
final class Golden {
    private Golden() {}

    /** The rows of a file as column name to text. */
    static List<Map<String, String>> rows(String file) {
        List<String> lines;
        try {
            lines = Resources.readLines(Resources.getResource(Golden.class, file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> header = Splitter.on(',').splitToList(lines.get(0));
        return lines.stream()
                .skip(1)
                .map(line -> {
                    List<String> cells = Splitter.on(',').splitToList(line);
                    Map<String, String> row = new LinkedHashMap<>();
                    for (int i = 0; i < header.size(); i++) {
                        row.put(header.get(i), cells.get(i));
                    }
                    return row;
                })
                .toList();
    }

    static List<Map<String, String>> rows(String file, String column, String value) {
        return rows(file).stream().filter(row -> value.equals(row.get(column))).toList();
    }

    /** The numbers of one column where case matches. */
    static double[] column(String file, String caseName, String column) {
        return rows(file, "case", caseName).stream()
                .mapToDouble(row -> Double.parseDouble(row.get(column)))
                .toArray();
    }

    static int[] labels(String file, String caseName) {
        return Arrays.stream(column(file, caseName, "label"))
                .mapToInt(v -> (int) v)
                .toArray();
    }

    /** quantity -> value of one case. */
    static Map<String, Double> quantities(String file, String caseName) {
        Map<String, Double> quantities = new LinkedHashMap<>();
        rows(file, "case", caseName).forEach(row -> quantities.put(row.get("quantity"), number(row.get("value"))));
        return quantities;
    }

    static double number(String text) {
        return Double.parseDouble(text);
    }

    static double[] numbers(String spaced) {
        return Splitter.on(' ')
                .splitToStream(spaced)
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** Labels with both classes at least twice, and scores of which about every second is tied. */
    static final class Sample {
        private final boolean[] positive;
        private final double[] scores;

        private Sample(boolean[] positive, double[] scores) {
            this.positive = positive;
            this.scores = scores;
        }

        boolean[] positive() {
            return positive;
        }

        double[] scores() {
            return scores;
        }

        static Sample random(long seed) {
            Random random = new Random(seed);
            int size = 4 + random.nextInt(60);
            int levels = 1 + random.nextInt(2 * size);
            boolean[] positive = new boolean[size];
            double[] scores = new double[size];
            for (int i = 0; i < size; i++) {
                positive[i] = i < 2 || (i >= 4 && random.nextInt(3) == 0);
                scores[i] = random.nextInt(levels) / 4.0 + (positive[i] ? 1 : 0) - levels / 8.0;
            }
            return new Sample(positive, scores);
        }

        BinaryScores counted() {
            return BinaryScores.of(positive, scores);
        }
    }
}
