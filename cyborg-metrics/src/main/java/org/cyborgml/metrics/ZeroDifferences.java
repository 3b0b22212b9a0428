package org.cyborgml.metrics;

/** What the Wilcoxon signed-rank test does with differences of exactly 0. */
public enum ZeroDifferences {
    /** Drop them before ranking, as Wilcoxon (1945), R and SciPy's {@code "wilcox"} do. */
    DROP,
    /** Rank them with the others, then drop their ranks (Pratt 1959, SciPy's {@code "pratt"}). */
    PRATT
}
