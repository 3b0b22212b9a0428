package org.cyborgml.app.decoy;

/** What {@code results.csv} says of a trained network, after its arm and seed. */
enum Column {
    /** Mean cross-entropy of the last epoch's steps, nats. */
    CROSS_ENTROPY("cross_entropy"),
    /** Mean distance of the maps in the last epoch; 0 where it is not computed. */
    SALIENCY("saliency"),
    /** Accuracy on the validation images, which are patched as the training images are. */
    VALIDATION_ACCURACY("validation_accuracy"),
    /** Accuracy on {@link TestSet#AS_TRAINED}. */
    AS_TRAINED("as_trained"),
    /** Accuracy on {@link TestSet#RANDOM_VALUE}: what the study is about. */
    RANDOM_VALUE("random_value"),
    /** Accuracy on {@link TestSet#NO_PATCH}. */
    NO_PATCH("no_patch"),
    /** Accuracy on {@link TestSet#OTHER_LABEL}. */
    OTHER_LABEL("other_label"),
    /** Accuracy on {@link TestSet#ELSEWHERE}. */
    ELSEWHERE("elsewhere"),
    /** Mean over classes of the AUC of one against the rest, random patch values. */
    AUC("auc_random_value"),
    /** Mean correlation of the predicted class's CAM with the object's map, random patch values. */
    CAM_CORRELATION("cam_correlation"),
    /** Mean share of the CAM's sum on the object, random patch values. */
    CAM_ON_OBJECT("cam_on_object"),
    /** Mean share of the CAM's sum on the patch, random patch values. */
    CAM_ON_PATCH("cam_on_patch"),
    /** Seconds that training and tests took. */
    SECONDS("seconds");

    private final String header;

    Column(String header) {
        this.header = header;
    }

    String header() {
        return header;
    }

    static Column ofAccuracy(TestSet set) {
        return valueOf(set.name());
    }
}
