package org.cyborgml.gradientcheck;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Result of a {@link GradientCheck}.
 *
 * @param checked number of parameter elements compared
 * @param failures the elements beyond the tolerance, in the order of the parameters
 * @param worst the element with the largest absolute error; null if the network has no parameters
 * @param largestGradient the largest absolute value of a back-propagated gradient; 0 means that nothing was tested
 */
public record GradientCheckReport(
        long checked, List<Element> failures, @Nullable Element worst, double largestGradient) {

    /**
     * One element of a parameter array.
     *
     * @param parameter layer name and parameter key, e.g. {@code fc.weight}
     * @param index position in the flattened array
     * @param backpropagated gradient of the mean loss by back-propagation
     * @param numerical the same by central finite differences
     */
    public record Element(String parameter, long index, double backpropagated, double numerical) {

        /**
         * The difference.
         *
         * @return at least 0
         */
        public double absoluteError() {
            return Math.abs(backpropagated - numerical);
        }

        /**
         * The difference in relation to the gradients.
         *
         * @return in [0,1], NaN if a gradient is
         */
        public double relativeError() {
            double size = Math.abs(backpropagated) + Math.abs(numerical);
            return size == 0 ? 0 : absoluteError() / size;
        }

        boolean isWithin(double relative, double absolute) {
            return absoluteError() < absolute || relativeError() <= relative;
        }
    }

    /**
     * True if every element was within the tolerance.
     *
     * @return true if there are no failures
     */
    public boolean passed() {
        return failures.isEmpty();
    }

    /**
     * Throws unless every element was within the tolerance.
     *
     * @throws AssertionError naming the first failures
     */
    public void requirePassed() {
        if (!passed()) {
            throw new AssertionError(failures.size() + " of " + checked + " gradients are wrong, the first:\n"
                    + failures.stream().limit(5).map(Element::toString).collect(Collectors.joining("\n")));
        }
    }
}
