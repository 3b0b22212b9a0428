package org.cyborgml.loss;

/** Distances that know which cells of a map are neighbours. */
final class GridDistances {

    private GridDistances() {}

    static double pyramid(double[] human, double[] model, int width, double[] gradient) {
        int scales = SaliencyDistance.PYRAMID_SCALES;
        double[][] differences = new double[scales][];
        int[] widths = new int[scales];
        differences[0] = new double[model.length];
        widths[0] = width;
        for (int i = 0; i < model.length; i++) {
            differences[0][i] = model[i] - human[i];
        }
        double sum = 0;
        for (int scale = 0; scale < scales; scale++) {
            if (scale > 0) {
                differences[scale] = Blocks.of(differences[scale - 1], widths[scale - 1]);
                widths[scale] = Blocks.halved(widths[scale - 1]);
            }
            sum += meanSquare(differences[scale]) / scales;
        }
        double[] coarse = new double[differences[scales - 1].length];
        for (int scale = scales - 1; scale >= 0; scale--) {
            for (int i = 0; i < coarse.length; i++) {
                coarse[i] += 2 * differences[scale][i] / coarse.length / scales;
            }
            if (scale > 0) {
                coarse = Blocks.backward(coarse, differences[scale - 1].length, widths[scale - 1]);
            }
        }
        System.arraycopy(coarse, 0, gradient, 0, gradient.length);
        return sum;
    }

    private static double meanSquare(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v * v;
        }
        return sum / values.length;
    }

    /** Means over blocks of 2 x 2 cells; at the right and lower edge of a grid of odd size, over the cells that there are. */
    private static final class Blocks {

        static int halved(int cells) {
            return (cells + 1) / 2;
        }

        static double[] of(double[] map, int width) {
            int height = map.length / width;
            double[] means = new double[halved(height) * halved(width)];
            for (int i = 0; i < map.length; i++) {
                means[block(i, width)] += map[i] / cells(i, height, width);
            }
            return means;
        }

        static double[] backward(double[] ofMeans, int length, int width) {
            double[] gradient = new double[length];
            for (int i = 0; i < length; i++) {
                gradient[i] = ofMeans[block(i, width)] / cells(i, length / width, width);
            }
            return gradient;
        }

        private static int block(int cell, int width) {
            return cell / width / 2 * halved(width) + cell % width / 2;
        }

        private static int cells(int cell, int height, int width) {
            boolean isLastRow = cell / width / 2 * 2 == height - 1;
            boolean isLastColumn = cell % width / 2 * 2 == width - 1;
            return (isLastRow ? 1 : 2) * (isLastColumn ? 1 : 2);
        }
    }

    static double robust(double[] human, double[] model, int width, double[] gradient) {
        double marked = 0;
        for (double v : human) {
            marked += v;
        }
        double missed = 0;
        for (int i = 0; i < model.length; i++) {
            missed += marked == 0 ? 0 : human[i] / marked * (1 - decided(model[i]));
        }
        double slack = SaliencyDistance.RES_SLACK;
        double[] imputed = imputed(human, width);
        double difference = 0;
        for (int i = 0; i < model.length; i++) {
            difference += Math.abs(model[i] - imputed[i]);
            gradient[i] = Math.signum(model[i] - imputed[i]) / model.length;
            if (missed > slack) {
                double decided = decided(model[i]);
                gradient[i] -= human[i] / marked * SaliencyDistance.RES_STEEPNESS * (1 - decided * decided);
            }
        }
        return Math.max(0, missed - slack) + difference / model.length;
    }

    /** Nearly 1 where a cell of the model's map is bright, nearly -1 where it is dark. */
    private static double decided(double value) {
        return Math.tanh(SaliencyDistance.RES_STEEPNESS * (value - SaliencyDistance.RES_THRESHOLD));
    }

    /** The human map blurred over 3 x 3 cells and divided by its maximum; cells beyond the edge have no weight. */
    private static double[] imputed(double[] human, int width) {
        int height = human.length / width;
        double[] blurred = new double[human.length];
        double highest = 0;
        for (int i = 0; i < human.length; i++) {
            double sum = 0;
            double weights = 0;
            for (int y = Math.max(0, i / width - 1); y <= Math.min(height - 1, i / width + 1); y++) {
                for (int x = Math.max(0, i % width - 1); x <= Math.min(width - 1, i % width + 1); x++) {
                    double weight = (y == i / width ? 2 : 1) * (x == i % width ? 2 : 1);
                    sum += weight * human[y * width + x];
                    weights += weight;
                }
            }
            blurred[i] = sum / weights;
            highest = Math.max(highest, blurred[i]);
        }
        for (int i = 0; i < blurred.length; i++) {
            blurred[i] = highest == 0 ? 0 : blurred[i] / highest;
        }
        return blurred;
    }
}
