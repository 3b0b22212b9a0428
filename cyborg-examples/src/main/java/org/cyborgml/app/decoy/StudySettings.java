package org.cyborgml.app.decoy;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.google.common.base.Preconditions;
import org.cyborgml.app.experiment.Scenario;
import org.cyborgml.data.SampleOrder;
import org.cyborgml.training.LearningRateSchedule;
import org.cyborgml.training.TrainingSettings;

/**
 * Settings that all arms and seeds of a study share.
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
@JsonNaming(PropertyNamingStrategies.LowerCamelCaseStrategy.class)
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

    static final int TRAIN_IMAGES = 3000;
    static final int TEST_IMAGES = 2000;
    static final int EPOCHS = 20;

    /** {@code decoy run --help} tells how it was chosen. */
    static final double LEARNING_RATE = 0.4;

    StudySettings {
        Preconditions.checkArgument(epochs >= 1 && epochs <= 1000, "epochs %s: must be from 1 to 1000", epochs);
        Preconditions.checkArgument(batch >= 2, "batch %s: must be at least 2", batch);
        Preconditions.checkArgument(
                learningRate > 0 && Double.isFinite(learningRate),
                "learning rate %s: must be above 0 and finite",
                learningRate);
    }

    /** The settings of a study on some images. */
    static StudySettings of(DecoySet set, StudyData data, int epochs, double learningRate) {
        return new StudySettings(
                set,
                data.sha256(),
                data.train().size(),
                data.validation().size(),
                data.test().size(),
                epochs,
                50,
                learningRate,
                0.9,
                1e-4);
    }

    /** The settings of one training. */
    TrainingSettings training(Scenario arm, long seed) {
        TrainingSettings base = TrainingSettings.reference()
                .withEpochs(epochs)
                .withBatch(batch)
                .withLearningRate(learningRate)
                .withSchedule(LearningRateSchedule.COSINE)
                .withMomentum(momentum)
                .withWeightDecay(weightDecay)
                .withOrder(SampleOrder.SHUFFLED_IN_ONE_STREAM);
        return arm.applyTo(base, seed);
    }
}
