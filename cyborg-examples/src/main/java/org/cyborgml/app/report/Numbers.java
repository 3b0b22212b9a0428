package org.cyborgml.app.report;

import java.util.Locale;
import java.util.stream.DoubleStream;
import org.cyborgml.metrics.ConfidenceInterval;
import org.cyborgml.metrics.RunSummary;

/** Writes the numbers of a report: with a real minus sign, and no more decimals than asked for. */
public final class Numbers {

    private Numbers() {}

    /**
     * A number with a fixed number of decimals.
     *
     * @param value any number
     * @param decimals at least 0
     * @return for example {@code −0.120}
     */
    public static String fixed(double value, int decimals) {
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        boolean zero = text.chars().noneMatch(c -> c >= '1' && c <= '9') && Double.isFinite(value);
        return zero ? text.replace("-", "") : text.replace('-', '\u2212');
    }

    /**
     * A difference, with its sign.
     *
     * @param value any number
     * @param decimals at least 0
     * @return for example {@code +0.120}
     */
    public static String signed(double value, int decimals) {
        String text = fixed(value, decimals);
        boolean zero = text.chars().noneMatch(c -> c >= '1' && c <= '9');
        return value > 0 && !zero ? "+" + text : text;
    }

    /**
     * A confidence interval of a difference.
     *
     * @return {@code [-0.012, +0.034]}
     */
    public static String interval(ConfidenceInterval interval, int decimals) {
        return "[" + signed(interval.lower(), decimals) + ", " + signed(interval.upper(), decimals) + "]";
    }

    /**
     * A mean difference with its confidence interval.
     *
     * @return {@code +0.011 [-0.012, +0.034]}
     */
    public static String difference(double mean, ConfidenceInterval interval, int decimals) {
        return signed(mean, decimals) + " " + interval(interval, decimals);
    }

    /**
     * Number of decimals that the rates of a table need: 3, or 4 where with 3 a number other than 0 would be written as 0.000.
     *
     * @param values the least of what the table writes, such as deviations or ends of intervals
     * @return 3 or 4
     */
    public static int decimals(DoubleStream values) {
        return values.map(Math::abs).anyMatch(value -> value > 0 && value < 0.0005) ? 4 : 3;
    }

    /**
     * Mean and standard deviation.
     *
     * @param summary of runs; of a single one the mean alone is written
     * @param decimals at least 0
     * @return for example {@code 0.812 ± 0.013}
     */
    public static String meanAndDeviation(RunSummary summary, int decimals) {
        String mean = fixed(summary.mean(), decimals);
        return summary.runs() == 1 ? mean : mean + " ± " + fixed(summary.standardDeviation(), decimals);
    }

    /**
     * A p-value.
     *
     * @param value in [0,1]
     * @return for example {@code 0.0312}, {@code 0.44} or {@code < 0.001}
     */
    public static String pValue(double value) {
        if (value < 0.001) {
            return "< 0.001";
        }
        return fixed(value, value < 0.1 ? 4 : 2);
    }

    /**
     * A p-value in a sentence.
     *
     * @param value in [0,1]
     * @return for example {@code p = 0.0312} or {@code p < 0.001}
     */
    public static String pEquals(double value) {
        String text = pValue(value);
        return text.startsWith("<") ? "p " + text : "p = " + text;
    }
}
