package org.cyborgml.explain;

import java.util.List;

/**
 * The class's probability while an image changes, from its first state to its last in equal steps.
 *
 * @param probabilities in [0,1], at least two
 */
public record ScoreCurve(List<Double> probabilities) {

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if there are fewer than two
     */
    public ScoreCurve {
        probabilities = List.copyOf(probabilities);
        if (probabilities.size() < 2) {
            throw new IllegalArgumentException("a curve has at least 2 points, found " + probabilities.size());
        }
    }

    /**
     * The area under the curve over [0,1], by trapezoids.
     *
     * @return in [0,1]
     */
    public double area() {
        double ends = (probabilities.get(0) + probabilities.get(probabilities.size() - 1)) / 2;
        double sum = probabilities.stream().mapToDouble(p -> p).sum();
        return (sum - ends) / (probabilities.size() - 1);
    }
}
