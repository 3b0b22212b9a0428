package org.cyborgml.app.experiment;

import java.util.Locale;

/**
 * One training of an experiment and its tests.
 *
 * @param backbone id of the network
 * @param scenario how it is trained
 * @param run counted from 1
 * @param seed of the run
 */
public record Trial(String backbone, Scenario scenario, int run, long seed) {

    /** Its folder's name below {@code runs/}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s/%s/run%02d", backbone, scenario.id(), run);
    }
}
