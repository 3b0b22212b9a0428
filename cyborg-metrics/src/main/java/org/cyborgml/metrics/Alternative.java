package org.cyborgml.metrics;

/** The alternative hypothesis of a test of a difference: first minus second, or other minus baseline. */
public enum Alternative {
    /** The difference is not 0. */
    TWO_SIDED {
        @Override
        double pValue(double below, double above) {
            return Math.min(1, 2 * Math.min(below, above));
        }
    },
    /** The difference is above 0. */
    GREATER {
        @Override
        double pValue(double below, double above) {
            return Math.min(1, above);
        }
    },
    /** The difference is below 0. */
    LESS {
        @Override
        double pValue(double below, double above) {
            return Math.min(1, below);
        }
    };

    /** The p-value from the probabilities of the statistic or less, and of the statistic or more. */
    abstract double pValue(double below, double above);
}
