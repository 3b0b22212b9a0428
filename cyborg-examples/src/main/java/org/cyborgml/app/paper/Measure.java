package org.cyborgml.app.paper;

import org.cyborgml.app.experiment.TestMetrics;

/** A measure of a network on a test set. */
enum Measure {
    AUC("auc", "AUC", Better.HIGHER),
    ACCURACY("accuracy", "Accuracy", Better.HIGHER),
    AVERAGE_PRECISION("average-precision", "Average precision", Better.HIGHER),
    EER("eer", "Equal error rate", Better.LOWER),
    APCER("apcer", "APCER (share of synthetic images called real)", Better.LOWER),
    BPCER("bpcer", "BPCER (share of real images called synthetic)", Better.LOWER);

    /** Which of two values is the better one. */
    enum Better {
        HIGHER,
        LOWER
    }

    private final String id;
    private final String title;
    private final Better better;

    Measure(String id, String title, Better better) {
        this.id = id;
        this.title = title;
        this.better = better;
    }

    String id() {
        return id;
    }

    String title() {
        return title;
    }

    Better better() {
        return better;
    }

    double of(TestMetrics metrics) {
        return switch (this) {
            case AUC -> metrics.auc();
            case ACCURACY -> metrics.accuracy();
            case AVERAGE_PRECISION -> metrics.averagePrecision();
            case EER -> metrics.eer();
            case APCER -> metrics.apcer();
            case BPCER -> metrics.bpcer();
        };
    }
}
