package org.cyborgml.app.cams;

/** A measure of {@link MapMeasures}, as the summary of a run names it. */
enum AgreementMeasure {
    PEARSON("pearson", "Pearson's correlation", "1"),
    SIMILARITY("similarity", "Similarity (shared mass)", "1"),
    KL("kl", "KL divergence, nats", "0"),
    MSE("mse", "Mean squared difference", "0");

    private final String key;
    private final String title;
    private final String best;

    AgreementMeasure(String key, String title, String best) {
        this.key = key;
        this.title = title;
        this.best = best;
    }

    /** Its name in files. */
    String key() {
        return key;
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
