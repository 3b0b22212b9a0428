package org.cyborgml.app.cams;

import java.util.function.ToDoubleFunction;

/** A measure of {@link MapMeasures}, as the summary of a run names it. */
enum AgreementMeasure {
    PEARSON("pearson", "Pearson's correlation", "1", MapMeasures::pearson),
    SIMILARITY("similarity", "Similarity (shared mass)", "1", MapMeasures::similarity),
    KL("kl", "KL divergence, nats", "0", MapMeasures::kl),
    MSE("mse", "Mean squared difference", "0", MapMeasures::mse);

    private final String key;
    private final String title;
    private final String best;
    private final ToDoubleFunction<MapMeasures> value;

    AgreementMeasure(String key, String title, String best, ToDoubleFunction<MapMeasures> value) {
        this.key = key;
        this.title = title;
        this.best = best;
        this.value = value;
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
        return value.applyAsDouble(measures);
    }
}
