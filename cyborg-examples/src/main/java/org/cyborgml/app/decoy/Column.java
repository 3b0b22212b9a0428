package org.cyborgml.app.decoy;

import java.util.Locale;

/** A column of {@code results.csv} behind arm and seed: a number of a trained network. */
enum Column {
    /** Mean cross-entropy of the last epoch's steps, nats. */
    CROSS_ENTROPY,
    /** Mean distance of the maps in the last epoch; 0 where it is not computed. */
    SALIENCY,
    /** Accuracy on the validation images, which are patched as the training images are. */
    VALIDATION_ACCURACY,
    /** Accuracy on {@link PatchRule#AS_TRAINED}. */
    AS_TRAINED,
    /** Accuracy on {@link PatchRule#RANDOM_VALUE}: the study's main number. */
    RANDOM_VALUE,
    /** Accuracy on {@link PatchRule#NO_PATCH}. */
    NO_PATCH,
    /** Accuracy on {@link PatchRule#OTHER_LABEL}. */
    OTHER_LABEL,
    /** Accuracy on {@link PatchRule#ELSEWHERE}. */
    ELSEWHERE,
    /** Mean over classes of the AUC of one against the rest, random patch values. */
    AUC_RANDOM_VALUE,
    /** Mean correlation of the predicted class's CAM with the object's map, random patch values. */
    CAM_CORRELATION,
    /** Mean share of the CAM's sum on the object, random patch values. */
    CAM_ON_OBJECT,
    /** Mean share of the CAM's sum on the patch, random patch values. */
    CAM_ON_PATCH,
    /** Seconds of training and tests. */
    SECONDS;

    /** Its heading in csv. */
    String header() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Column ofAccuracy(PatchRule rule) {
        return valueOf(rule.name());
    }
}
