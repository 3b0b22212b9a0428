package org.cyborgml.explain;

/** The first principal component of points, by power iteration on the smaller of the two products of their matrix. */
final class FirstComponent {

    private static final int MOST_STEPS = 20_000;
    private static final double CLOSE = 1e-14;

    private FirstComponent() {}

    /**
     * The projections of points onto it, with any sign.
     *
     * @param matrix [F][cells]: in a column the F numbers of a point, centred over the points
     * @return a number for each point
     */
    static double[] projection(double[][] matrix) {
        int cells = matrix[0].length;
        if (matrix.length < cells) {
            return FeatureCells.weighted(direction(products(matrix)), matrix);
        }
        double[][] points = new double[cells][matrix.length];
        for (int f = 0; f < matrix.length; f++) {
            for (int i = 0; i < cells; i++) {
                points[i][f] = matrix[f][i];
            }
        }
        // Of the singular value s, the unit vector over the cells is the projection over s.
        double[][] products = products(points);
        double[] direction = direction(products);
        double singular = Math.sqrt(Math.max(0, dot(direction, times(products, direction))));
        for (int i = 0; i < cells; i++) {
            direction[i] *= singular;
        }
        return direction;
    }

    private static double[][] products(double[][] rows) {
        double[][] products = new double[rows.length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j <= i; j++) {
                products[i][j] = dot(rows[i], rows[j]);
                products[j][i] = products[i][j];
            }
        }
        return products;
    }

    /** The unit vector of the greatest eigenvalue; zeros for a matrix of zeros. */
    private static double[] direction(double[][] symmetric) {
        int start = 0;
        for (int i = 0; i < symmetric.length; i++) {
            start = symmetric[i][i] > symmetric[start][start] ? i : start;
        }
        double[] direction = unit(symmetric[start].clone());
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] next = unit(times(symmetric, direction));
            double change = 0;
            for (int i = 0; i < next.length; i++) {
                change = Math.max(change, Math.abs(next[i] - direction[i]));
            }
            direction = next;
            if (change < CLOSE) {
                break;
            }
        }
        return direction;
    }

    private static double[] unit(double[] vector) {
        double length = Math.sqrt(dot(vector, vector));
        for (int i = 0; i < vector.length; i++) {
            vector[i] = length == 0 ? 0 : vector[i] / length;
        }
        return vector;
    }

    private static double[] times(double[][] matrix, double[] vector) {
        double[] product = new double[matrix.length];
        for (int i = 0; i < product.length; i++) {
            product[i] = dot(matrix[i], vector);
        }
        return product;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
