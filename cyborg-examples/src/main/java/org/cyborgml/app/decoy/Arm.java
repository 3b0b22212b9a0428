package org.cyborgml.app.decoy;

import org.cyborgml.loss.ClassSelection;
import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.loss.FeatureTap;
import org.cyborgml.loss.SaliencyDistance;

/**
 * One way of training in the study.
 *
 * @param name as it stands in files and on the command line
 * @param title as it stands in tables and figures
 * @param group what question it belongs to
 * @param training whether training images have patches
 * @param alpha weight of the classification term; 1 is classical
 * @param distance of the maps
 * @param selection whose CAM is compared
 * @param maps what the maps are of
 * @param share of the training images that have a map, above 0 to 1
 */
record Arm(
        String name,
        String title,
        Group group,
        Training training,
        double alpha,
        SaliencyDistance distance,
        ClassSelection selection,
        MapSource maps,
        double share) {

    /** What an arm is there for. */
    enum Group {
        /** What the others are measured by: no decoy, classical, CYBORG as the authors have it. */
        REFERENCE,
        /** Another distance of maps. */
        DISTANCE,
        /** Another class's CAM. */
        SELECTION,
        /** Another weight. */
        ALPHA,
        /** Maps of something else. */
        MAPS,
        /** Maps of a part of the samples. */
        SHARE,
        /** Maps that must not help if guidance is what helps. */
        CONTROL
    }

    /** What training and validation images are like. */
    enum Training {
        /** The patch gives the label away. */
        DECOY,
        /** As they are. */
        CLEAN
    }

    static final double PUBLISHED_ALPHA = 0.5;

    static Arm classical(String name, String title, Training training) {
        return new Arm(
                name,
                title,
                Group.REFERENCE,
                training,
                1,
                SaliencyDistance.MSE,
                ClassSelection.PREDICTED,
                MapSource.OBJECT,
                1);
    }

    /** CYBORG as the authors' code has it, with maps of the object for all images. */
    static Arm cyborg(String name, String title, Group group) {
        return new Arm(
                name,
                title,
                group,
                Training.DECOY,
                PUBLISHED_ALPHA,
                SaliencyDistance.MSE,
                ClassSelection.PREDICTED,
                MapSource.OBJECT,
                1);
    }

    Arm withAlpha(double value) {
        return new Arm(name, title, group, training, value, distance, selection, maps, share);
    }

    Arm withDistance(SaliencyDistance value) {
        return new Arm(name, title, group, training, alpha, value, selection, maps, share);
    }

    Arm withSelection(ClassSelection value) {
        return new Arm(name, title, group, training, alpha, distance, value, maps, share);
    }

    Arm withMaps(MapSource value) {
        return new Arm(name, title, group, training, alpha, distance, selection, value, share);
    }

    Arm withShare(double value) {
        return new Arm(name, title, group, training, alpha, distance, selection, maps, value);
    }

    CyborgLoss loss() {
        return CyborgLoss.reference()
                .withTap(FeatureTap.POOLED)
                .withAlpha(alpha)
                .withDistance(distance)
                .withClassSelection(selection);
    }
}
