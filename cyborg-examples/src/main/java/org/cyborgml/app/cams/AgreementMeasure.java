package org.cyborgml.app.cams;

import java.util.Locale;

/** A measure of {@link MapMeasures}, as the summary of a run names it. */
enum AgreementMeasure {
    PEARSON("Pearson's correlation", "1"),
    SIMILARITY("Similarity (shared mass)", "1"),
    KL("KL divergence, nats", "0"),
    MSE("Mean squared difference", "0");

    private final String title;
    private final String best;

    AgreementMeasure(String title, String best) {
        this.title = title;
        this.best = best;
    }

    /** Its name in files. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its name on pages. */
    String title() {
        return title;
    }

    /** The value of equal maps. */
    String best() {
        return best;
    }

    double of(MapMeasures measures) {
        return switch (this) {
            case PEARSON -> measures.pearson();
            case SIMILARITY -> measures.similarity();
            case KL -> measures.kl();
            case MSE -> measures.mse();
        };
    }
}
