package org.cyborgml.app.cams;

import java.util.Locale;

/** A measure of an explanation: of the map itself, of its agreement with the human map, or of what it says about the network. */
enum MethodMeasure {
    ENTROPY(Kind.CHECK, "Entropy, bits", ""),
    DELETION(Kind.CHECK, "Deletion, area", "low"),
    INSERTION(Kind.CHECK, "Insertion, area", "high"),
    SENSITIVITY_N(Kind.CHECK, "Sensitivity-n", "1"),
    RANDOMISED(Kind.CHECK, "Randomised network", "0"),
    STABILITY(Kind.CHECK, "Max-sensitivity", "0"),
    MIRRORED(Kind.CHECK, "Mirrored image", "1"),
    MOVED(Kind.CHECK, "Moved image", "1"),
    PEARSON(Kind.AGREEMENT, "CC", "1"),
    SIMILARITY(Kind.AGREEMENT, "SIM", "1"),
    KL(Kind.AGREEMENT, "KL, nats", "0"),
    NSS(Kind.AGREEMENT, "NSS", "high"),
    AUC_JUDD(Kind.AGREEMENT, "AUC-Judd", "1"),
    SHUFFLED_AUC(Kind.AGREEMENT, "sAUC", "1"),
    INFORMATION_GAIN(Kind.AGREEMENT, "IG, bits", "high");

    /** The table that a measure stands in. */
    enum Kind {
        CHECK,
        AGREEMENT
    }

    private final Kind kind;
    private final String title;
    private final String best;

    MethodMeasure(Kind kind, String title, String best) {
        this.kind = kind;
        this.title = title;
        this.best = best;
    }

    Kind kind() {
        return kind;
    }

    /** Its name in files. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its heading, with what is best. */
    String heading() {
        return best.isEmpty() ? title : title + " (best: " + best + ")";
    }
}
