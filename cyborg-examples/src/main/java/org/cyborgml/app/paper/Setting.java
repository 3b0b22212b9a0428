package org.cyborgml.app.paper;

import org.cyborgml.app.experiment.ExperimentRecord.BackboneEntry;
import org.cyborgml.app.experiment.ExperimentRecord.ScenarioEntry;

/**
 * A backbone in a scenario: what is run several times.
 *
 * @param backbone the backbone
 * @param scenario the scenario
 */
record Setting(BackboneEntry backbone, ScenarioEntry scenario) {

    @Override
    public String toString() {
        return backbone.title() + ", " + scenario.title();
    }
}
