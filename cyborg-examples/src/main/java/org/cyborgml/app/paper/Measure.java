package org.cyborgml.app.paper;

import java.util.List;
import java.util.Locale;
import org.cyborgml.app.experiment.TestMetrics;
import org.cyborgml.data.ClassNames;

/** A measure of a network on a test set. */
enum Measure {
    AUC("AUC", Better.HIGHER),
    ACCURACY("Accuracy", Better.HIGHER),
    BALANCED_ACCURACY("Balanced accuracy (mean recall of the classes)", Better.HIGHER),
    MACRO_F1("Macro F1 (mean over the classes)", Better.HIGHER),
    AVERAGE_PRECISION("Average precision", Better.HIGHER),
    EER("Equal error rate", Better.LOWER),
    APCER("APCER (share of synthetic images called real)", Better.LOWER),
    BPCER("BPCER (share of real images called synthetic)", Better.LOWER);

    /** Which of two values is the better one. */
    enum Better {
        HIGHER,
        LOWER
    }

    private final String title;
    private final Better better;

    Measure(String title, Better better) {
        this.title = title;
        this.better = better;
    }

    /** Its name in files. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String title() {
        return title;
    }

    Better better() {
        return better;
    }

    /** Its title within a sentence. */
    String inText() {
        return title.equals(title.toUpperCase(Locale.ROOT)) ? title : title.toLowerCase(Locale.ROOT);
    }

    /** The measure that scenarios are compared by: AUC of two classes, accuracy (top-1) of more. */
    static Measure main(ClassNames classes) {
        return classes.size() == 2 ? AUC : ACCURACY;
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
