package org.cyborgml.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The ROC curves of several runs as one band: mean and standard deviation of the false positive rate at each true
 * positive rate of a grid, as in Fig. 5 of the CYBORG paper.
 *
 * <p>Each run's false positive rate is {@link RocCurve#falsePositiveRateAt}: linear between points, the left end of a
 * horizontal stretch.
 *
 * @see <a href="https://arxiv.org/abs/2112.00686">Boyd et al., CYBORG, WACV 2023</a>
 */
public final class RocBand {
    private final double[] truePositiveRates;
    private final RunSummary[] falsePositiveRates;

    private RocBand(double[] truePositiveRates, RunSummary[] falsePositiveRates) {
        this.truePositiveRates = truePositiveRates;
        this.falsePositiveRates = falsePositiveRates;
    }

    /**
     * The band over an evenly spaced grid from 0 to 1.
     *
     * @param runs the curve of each run
     * @param points the points of the grid, at least 2
     * @return the band
     * @throws IllegalArgumentException if there is no run or there are fewer than 2 points
     */
    public static RocBand of(List<RocCurve> runs, int points) {
        Arguments.atLeast("points", points, 2);
        double[] grid = new double[points];
        for (int i = 0; i < points; i++) {
            grid[i] = (double) i / (points - 1);
        }
        return of(runs, grid);
    }

    /**
     * The band over a grid.
     *
     * @param runs the curve of each run
     * @param truePositiveRates the grid, strictly increasing in [0,1]
     * @return the band
     * @throws IllegalArgumentException if there is no run, or the grid is empty, not increasing or outside [0,1]
     */
    public static RocBand of(List<RocCurve> runs, double... truePositiveRates) {
        Builder builder = builder(truePositiveRates);
        runs.forEach(builder::add);
        return builder.build();
    }

    /**
     * Takes runs one after another, of each of which only its false positive rates at the grid are kept: for curves too
     * large to be held all at once.
     *
     * @param truePositiveRates the grid, strictly increasing in [0,1]
     * @return a builder without runs
     * @throws IllegalArgumentException if the grid is empty, not increasing or outside [0,1]
     */
    public static Builder builder(double... truePositiveRates) {
        Arguments.rateGrid("truePositiveRates", truePositiveRates);
        return new Builder(truePositiveRates.clone());
    }

    /** Collects runs for a band. */
    public static final class Builder {
        private final double[] truePositiveRates;
        private final List<double[]> runs = new ArrayList<>();

        private Builder(double[] truePositiveRates) {
            this.truePositiveRates = truePositiveRates;
        }

        /**
         * Adds a run.
         *
         * @param run its curve, of which nothing but the rates at the grid is kept
         * @return this
         */
        public Builder add(RocCurve run) {
            runs.add(Arrays.stream(truePositiveRates)
                    .map(run::falsePositiveRateAt)
                    .toArray());
            return this;
        }

        /**
         * The band of the runs so far.
         *
         * @return the band
         * @throws IllegalArgumentException if there is no run
         */
        public RocBand build() {
            Arguments.notEmpty("runs", runs.size());
            RunSummary[] summaries = new RunSummary[truePositiveRates.length];
            for (int i = 0; i < summaries.length; i++) {
                int point = i;
                summaries[i] = RunSummary.of(
                        runs.stream().mapToDouble(run -> run[point]).toArray());
            }
            return new RocBand(truePositiveRates, summaries);
        }
    }

    /**
     * The number of grid points.
     *
     * @return at least 1
     */
    public int size() {
        return truePositiveRates.length;
    }

    /**
     * The true positive rate of a grid point.
     *
     * @param point in [0, size)
     * @return the rate, in [0,1]
     * @throws IndexOutOfBoundsException if there is no such point
     */
    public double truePositiveRate(int point) {
        return truePositiveRates[point];
    }

    /**
     * Mean and standard deviation of the runs' false positive rates at a grid point.
     *
     * @param point in [0, size)
     * @return the summary; its standard deviation is NaN for a single run
     * @throws IndexOutOfBoundsException if there is no such point
     */
    public RunSummary falsePositiveRate(int point) {
        return falsePositiveRates[point];
    }
}
