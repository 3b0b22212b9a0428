package org.cyborgml.app.decoy;

import com.google.common.base.Preconditions;

/**
 * What all arms and seeds of a study have in common.
 *
 * @param set the images
 * @param dataSha256 SHA-256 of all clean images and labels
 * @param trainImages number of training images
 * @param validationImages number of validation images
 * @param testImages number of images in each test set
 * @param epochs at least 1; the network after the last one is tested
 * @param batch images per step, at least 2
 * @param learningRate of the first epoch; falls along half a cosine to 0 after the last
 * @param momentum classical, in [0,1)
 * @param weightDecay added to the gradient, at least 0
 */
record StudySettings(
        DecoySet set,
        String dataSha256,
        int trainImages,
        int validationImages,
        int testImages,
        int epochs,
        int batch,
        double learningRate,
        double momentum,
        double weightDecay) {

    StudySettings {
        Preconditions.checkArgument(epochs >= 1 && epochs <= 1000, "epochs %s: must be from 1 to 1000", epochs);
        Preconditions.checkArgument(batch >= 2, "batch %s: must be at least 2", batch);
        Preconditions.checkArgument(
                learningRate > 0 && Double.isFinite(learningRate),
                "learning rate %s: must be above 0 and finite",
                learningRate);
    }
}
