package org.cyborgml.metrics;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Random;

/**
 * Time and memory of ROC, AUC and DeLong variance of a million scores with ties, and of the metrics of 1,000 classes. Not a
 * test; after {@code test-compile}:
 *
 * <pre>
 * mvn -q -pl cyborg-metrics dependency:build-classpath -Dmdep.outputFile=target/classpath
 * taskset -c 0 java -Xmx600m -XX:+UseSerialGC -cp \
 *     cyborg-metrics/target/classes:cyborg-metrics/target/test-classes:$(cat cyborg-metrics/target/classpath) \
 *     org.cyborgml.metrics.MetricsBenchmark
 * </pre>
 */
public final class MetricsBenchmark {
    private static final int CASES = 1_000_000;
    private static final double MEBIBYTE = 1 << 20;

    private MetricsBenchmark() {}

    public static void main(String[] arguments) {
        // The first line is the cold JVM. 50,000 levels: 20 cases per score; 0 levels: nearly all scores distinct.
        for (int levels : new int[] {50_000, 50_000, 50_000, 100, 0}) {
            measure(levels);
        }
        measureClasses(1000, 50_000);
    }

    private static void measureClasses(int classes, int cases) {
        Random random = new Random(1);
        int[] labels = random.ints(cases, 0, classes).toArray();
        double[][] scores = new double[cases][];
        for (int i = 0; i < cases; i++) {
            scores[i] = random.doubles(classes).toArray();
            scores[i][labels[i]] += 0.5;
        }
        long start = System.nanoTime();
        MulticlassMetrics metrics = MulticlassMetrics.of(labels, scores);
        System.out.printf(
                "%d cases of %d classes: macro AUC %.6f, accuracy %.6f; %.3f s%n",
                cases,
                classes,
                metrics.macroAuc().orElseThrow(),
                metrics.accuracy(),
                (System.nanoTime() - start) / 1e9);
    }

    private static void measure(int levels) {
        Random random = new Random(1);
        boolean[] positive = new boolean[CASES];
        double[] first = new double[CASES];
        double[] second = new double[CASES];
        for (int i = 0; i < CASES; i++) {
            positive[i] = random.nextBoolean();
            double score = random.nextGaussian() + (positive[i] ? 1 : 0);
            first[i] = level(score, levels);
            second[i] = level(score + random.nextGaussian(), levels);
        }
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        System.gc();
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);

        long allocated = thread.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        BinaryScores scores = BinaryScores.of(positive, first);
        RocCurve curve = RocCurve.of(scores);
        double[][] points = {curve.thresholds(), curve.falsePositiveRates(), curve.truePositiveRates()};
        AucEstimate auc = AucEstimate.of(scores);
        ConfidenceInterval interval = auc.interval(0.95, IntervalMethod.WALD);
        double seconds = (System.nanoTime() - start) / 1e9;
        allocated = thread.getCurrentThreadAllocatedBytes() - allocated;
        System.out.printf(
                "%d cases, %d points: AUC %.6f [%.6f, %.6f]; ROC + AUC + DeLong %.3f s, allocated %.1f MiB, peak heap"
                        + " with input %.1f MiB%n",
                CASES,
                points[0].length,
                auc.value(),
                interval.lower(),
                interval.upper(),
                seconds,
                allocated / MEBIBYTE,
                peakHeap() / MEBIBYTE);

        start = System.nanoTime();
        DeLongTest.Result test = DeLongTest.withDefaults().test(positive, first, second);
        System.out.printf("    DeLong's paired test: z %.3f, %.3f s%n", test.z(), (System.nanoTime() - start) / 1e9);
    }

    private static double level(double score, int levels) {
        return levels == 0 ? score : Math.rint(score * levels / 8) * 8 / levels;
    }

    /** An upper bound: the pools need not reach their peaks together. */
    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }
}
