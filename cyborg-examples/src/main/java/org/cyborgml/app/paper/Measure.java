package org.cyborgml.app.paper;

import java.util.List;
import org.cyborgml.app.experiment.TestMetrics;
import org.cyborgml.data.ClassNames;

/** A measure of a network on a test set. */
enum Measure {
    AUC("auc", "AUC", Better.HIGHER),
    ACCURACY("accuracy", "Accuracy", Better.HIGHER),
    BALANCED_ACCURACY("balanced-accuracy", "Balanced accuracy (mean recall of the classes)", Better.HIGHER),
    MACRO_F1("macro-f1", "Macro F1 (mean over the classes)", Better.HIGHER),
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

    /** The measures for some classes: attack detection's for real and synthetic faces only, binary ones for two classes. */
    static List<Measure> of(ClassNames classes) {
        if (classes.equals(ClassNames.FACES)) {
            return List.of(AUC, ACCURACY, AVERAGE_PRECISION, EER, APCER, BPCER);
        }
        return classes.size() == 2
                ? List.of(AUC, ACCURACY, AVERAGE_PRECISION, EER)
                : List.of(AUC, ACCURACY, BALANCED_ACCURACY, MACRO_F1);
    }

    /** The value; NaN where the test set's classes have no such measure. */
    double of(TestMetrics metrics) {
        Double value =
                switch (this) {
                    case AUC -> metrics.auc();
                    case ACCURACY -> metrics.accuracy();
                    case BALANCED_ACCURACY -> metrics.balancedAccuracy();
                    case MACRO_F1 -> metrics.macroF1();
                    case AVERAGE_PRECISION -> metrics.averagePrecision();
                    case EER -> metrics.eer();
                    case APCER -> metrics.apcer();
                    case BPCER -> metrics.bpcer();
                };
        return value == null ? Double.NaN : value;
    }
}
