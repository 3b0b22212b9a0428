package org.cyborgml.app.decoy;

import java.util.Locale;
import org.cyborgml.app.experiment.Scenario;
import org.cyborgml.app.experiment.Trial;

/**
 * A scenario of the study.
 *
 * @param group the question that it belongs to
 * @param scenario the way to train
 */
record Arm(Group group, Scenario scenario) {

    /** The questions of the study. */
    enum Group {
        /** Classical training without and with the decoy, and CYBORG as in the authors' code. */
        REFERENCE,
        /** Another distance of maps. */
        DISTANCE,
        /** Another class's CAM. */
        SELECTION,
        /** Another weight of the cross-entropy. */
        ALPHA,
        /** Maps of something else. */
        MAPS,
        /** Maps for a part of the images. */
        SHARE,
        /** Maps that must not help if guidance is what helps. */
        CONTROL,
        /** Settings among which one is to be recommended; not part of the study. */
        SETTINGS;

        /** As on the command line. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    String name() {
        return scenario.id();
    }

    String title() {
        return scenario.title();
    }

    /** Tells whether a name is the arm's or that of its group. */
    boolean isNamed(String name) {
        return name().equals(name) || group.word().equalsIgnoreCase(name);
    }

    /** Tells whether the patches of the training images give the label away. */
    boolean isDecoy() {
        return !Arms.CLEAN.equals(scenario.csv());
    }

    /** Tells whether the loss has a saliency term. */
    boolean isGuided() {
        return scenario.alpha() != 1;
    }

    /** The name of a study's trial. */
    static String ofTrial(Trial trial) {
        return trial.scenario().title() + ", seed " + trial.seed();
    }
}
