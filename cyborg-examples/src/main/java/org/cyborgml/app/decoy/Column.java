package org.cyborgml.app.decoy;

/** A column of {@code results.csv} behind arm and seed: a number of a trained network. */
enum Column {
    /** Mean cross-entropy of the last epoch's steps, nats. */
    CROSS_ENTROPY("cross_entropy"),
    /** Mean distance of the maps in the last epoch; 0 where it is not computed. */
    SALIENCY("saliency"),
    /** Accuracy on the validation images, which are patched as the training images are. */
    VALIDATION_ACCURACY("validation_accuracy"),
    /** Accuracy on {@link PatchRule#AS_TRAINED}. */
    AS_TRAINED("as_trained"),
    /** Accuracy on {@link PatchRule#RANDOM_VALUE}: the study's main number. */
    RANDOM_VALUE("random_value"),
    /** Accuracy on {@link PatchRule#NO_PATCH}. */
    NO_PATCH("no_patch"),
    /** Accuracy on {@link PatchRule#OTHER_LABEL}. */
    OTHER_LABEL("other_label"),
    /** Accuracy on {@link PatchRule#ELSEWHERE}. */
    ELSEWHERE("elsewhere"),
    /** Mean over classes of the AUC of one against the rest, random patch values. */
    AUC("auc_random_value"),
    /** Mean correlation of the predicted class's CAM with the object's map, random patch values. */
    CAM_CORRELATION("cam_correlation"),
    /** Mean share of the CAM's sum on the object, random patch values. */
    CAM_ON_OBJECT("cam_on_object"),
    /** Mean share of the CAM's sum on the patch, random patch values. */
    CAM_ON_PATCH("cam_on_patch"),
    /** Seconds of training and tests. */
    SECONDS("seconds");

    private final String header;

    Column(String header) {
        this.header = header;
    }

    String header() {
        return header;
    }

    static Column ofAccuracy(PatchRule rule) {
        return valueOf(rule.name());
    }
}
