package org.cyborgml.models.layer;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Softmax cross-entropy of the pixels of some images, by logits that are interpolated bilinearly to the pixels. The interpolated logits of
 * all classes, several times as large as everything else, are held for single rows of pixels only. Rows are worked on by
 * all processors; results do not depend on how many there are.
 */
final class PixelCrossEntropy {

    /** Rows of cells that are worked on one after the other: large enough that little is done twice at their ends. */
    private static final int ROWS_OF_BAND = 8;

    private final int samples;
    private final int classes;
    private final int cellRows;
    private final int cellColumns;
    private final AlignedCells rows;
    private final AlignedCells columns;

    /** Number of bands of a sample. */
    private final int bands;

    private final double[] logits;
    private final int ignored;

    /**
     * The loss of one batch.
     *
     * @param logits in c order
     * @param shape of the logits, [N, C, h, w]
     * @param height of the images in pixels
     * @param width of the images in pixels
     * @param ignored label of pixels that have no class
     */
    PixelCrossEntropy(double[] logits, long[] shape, int height, int width, int ignored) {
        this.logits = logits;
        this.samples = (int) shape[0];
        this.classes = (int) shape[1];
        this.cellRows = (int) shape[2];
        this.cellColumns = (int) shape[3];
        this.rows = new AlignedCells(cellRows, height);
        this.columns = new AlignedCells(cellColumns, width);
        this.bands = (cellRows + ROWS_OF_BAND - 1) / ROWS_OF_BAND;
        this.ignored = ignored;
    }

    /**
     * The loss of every pixel.
     *
     * @param labels of the pixels, in c order
     * @return as many, 0 for pixels that are ignored
     */
    double[] losses(int[] labels) {
        double[] losses = new double[labels.length];
        IntStream.range(0, samples * bands).parallel().forEach(i -> new Band(i, Goal.LOSSES).run(labels, losses, 0));
        return losses;
    }

    /** Sum of the losses of all pixels, times a weight, and its gradient for the logits. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Weighted(double loss, double[] gradient) {}

    /**
     * The weighted sum of the losses of all pixels, and its gradient.
     *
     * @param labels of the pixels, in c order
     * @param weight of every pixel
     */
    Weighted weighted(int[] labels, double weight) {
        double[] losses = new double[labels.length];
        double[][] parts = new double[samples * bands][];
        IntStream.range(0, parts.length).parallel().forEach(i -> {
            Band band = new Band(i, Goal.GRADIENT);
            band.run(labels, losses, weight);
            parts[i] = band.gradient;
        });
        double[] gradient = new double[logits.length];
        for (int i = 0; i < parts.length; i++) {
            add(parts[i], i, gradient);
        }
        return new Weighted(weight * Arrays.stream(losses).sum(), gradient);
    }

    /** Adds the gradient of a band, which reaches into the first row of the next. */
    private void add(double[] part, int index, double[] gradient) {
        int first = index % bands * ROWS_OF_BAND;
        int count = Math.min(ROWS_OF_BAND + 1, cellRows - first) * cellColumns;
        for (int c = 0; c < classes; c++) {
            int to = ((index / bands * classes + c) * cellRows + first) * cellColumns;
            int from = c * (ROWS_OF_BAND + 1) * cellColumns;
            for (int j = 0; j < count; j++) {
                gradient[to + j] += part[from + j];
            }
        }
    }

    /** The goals of a pass over the pixels. */
    private enum Goal {
        LOSSES,
        GRADIENT
    }

    /** A few rows of cells of one sample, and the pixels between them and the next. */
    private final class Band {

        private final int sample;
        private final int first;
        private final int behind;
        private final boolean hasGradient;

        /** Logits of the cells' rows above and below a row of pixels, stretched to its width: [C, W]. */
        private double[] above;

        private double[] below;

        private final double[] gradAbove;
        private final double[] gradBelow;
        private final SoftmaxRow row;

        /** Of the logits of the band's rows and the next: [C, rows, w]. */
        private final double[] gradient;

        Band(int index, Goal goal) {
            this.sample = index / bands;
            this.first = index % bands * ROWS_OF_BAND;
            this.behind = Math.min(first + ROWS_OF_BAND, cellRows);
            this.hasGradient = goal == Goal.GRADIENT;
            int size = classes * columns.places();
            this.above = new double[size];
            this.below = new double[size];
            this.gradAbove = new double[hasGradient ? size : 0];
            this.gradBelow = new double[hasGradient ? size : 0];
            this.gradient = new double[hasGradient ? classes * (ROWS_OF_BAND + 1) * cellColumns : 0];
            this.row = new SoftmaxRow(classes, columns.places());
        }

        /** Fills the losses of the band's pixels, and its gradient. */
        void run(int[] labels, double[] losses, double weight) {
            stretch(first, above);
            for (int cell = first; cell < behind; cell++) {
                stretch(Math.min(cell + 1, cellRows - 1), below);
                Arrays.fill(gradAbove, 0);
                Arrays.fill(gradBelow, 0);
                int end = rows.first(cell + 1);
                for (int y = rows.first(cell); y < end; y++) {
                    int at = (sample * rows.places() + y) * columns.places();
                    row.mix(above, below, rows.share(y));
                    row.losses(labels, at, ignored, losses);
                    if (hasGradient) {
                        row.addGradients(labels, at, ignored, weight, rows.share(y), gradAbove, gradBelow);
                    }
                }
                if (hasGradient) {
                    gather(gradAbove, cell);
                    gather(gradBelow, Math.min(cell + 1, cellRows - 1));
                }
                double[] done = above;
                above = below;
                below = done;
            }
        }

        private void stretch(int cell, double[] stretched) {
            for (int c = 0; c < classes; c++) {
                int from = ((sample * classes + c) * cellRows + cell) * cellColumns;
                columns.spread(logits, from, stretched, c * columns.places());
            }
        }

        private void gather(double[] stretched, int cell) {
            for (int c = 0; c < classes; c++) {
                int to = (c * (ROWS_OF_BAND + 1) + cell - first) * cellColumns;
                columns.gather(stretched, c * columns.places(), gradient, to);
            }
        }
    }
}
