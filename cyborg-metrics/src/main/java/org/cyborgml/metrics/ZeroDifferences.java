package org.cyborgml.metrics;

/** The treatment of differences of exactly 0 in the Wilcoxon signed-rank test. */
public enum ZeroDifferences {
    /** Drop them before ranking, as Wilcoxon (1945), R and SciPy's {@code "wilcox"} do. */
    DROP,
    /** Rank them with the others, then drop their ranks (Pratt 1959, SciPy's {@code "pratt"}). */
    PRATT
}
