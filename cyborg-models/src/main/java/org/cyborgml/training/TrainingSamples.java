package org.cyborgml.training;

import com.google.common.base.Preconditions;
import java.io.IOException;
import org.cyborgml.data.BatchFormat;
import org.cyborgml.data.Batches;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.DataException;
import org.cyborgml.data.SaliencyData;
import org.cyborgml.data.SampleSet;
import org.cyborgml.data.Split;

/**
 * The samples of a training, checked and ready for one network: they can be shared by trainings that follow each other, so
 * that images are checked and decoded once.
 *
 * @param train trained on
 * @param validation validated with after every epoch
 * @param batches makes the batches of both; closed with this
 */
public record TrainingSamples(SampleSet train, SampleSet validation, Batches batches) implements AutoCloseable {

    /**
     * Checks the classes.
     *
     * @throws IllegalArgumentException if the two sets differ in their classes, or the network has another number of them
     */
    public TrainingSamples {
        Preconditions.checkArgument(
                train.classes().equals(validation.classes()),
                "training is of classes %s, validation of %s",
                train.classes(),
                validation.classes());
        Preconditions.checkArgument(
                batches.format().classes() == train.classes().size(),
                "the network tells %s classes apart, the images to train on are of %s: %s",
                batches.format().classes(),
                train.classes().size(),
                train.classes());
    }

    /**
     * Checks all images of a data set and reads all maps.
     *
     * @param data its split {@code train} is trained on, its split {@code test} validated with
     * @param format of the network's batches
     * @param settings of the training
     * @return the samples, to be closed
     * @throws IOException if a label is no class, an image or a map cannot be used, or the settings need maps and no image to
     *     train on has one
     */
    public static TrainingSamples open(SaliencyData data, BatchFormat format, TrainingSettings settings)
            throws IOException {
        SampleSet train = data.samples(Split.TRAIN, format.grid());
        SampleSet validation = data.samples(Split.TEST, format.grid());
        boolean needsMaps = settings.alpha() < 1 && settings.mapTarget() == MapTarget.SALIENCY_MAPS;
        if (needsMaps && train.withMap() == 0) {
            throw new DataException("alpha " + settings.alpha() + " needs saliency maps, and none of the "
                    + train.samples().size() + " images to train on has one; with alpha 1 none is needed");
        }
        return new TrainingSamples(
                train,
                validation,
                Batches.builder(data.images(), format)
                        .augmentation(
                                settings.augmentation().at(format.input().height()),
                                data.maps().orElse(null))
                        .build());
    }

    /**
     * The classes of the samples.
     *
     * @return the classes
     */
    public ClassNames classes() {
        return train.classes();
    }

    /** Stops the threads that decode images. */
    @Override
    public void close() {
        batches.close();
    }
}
