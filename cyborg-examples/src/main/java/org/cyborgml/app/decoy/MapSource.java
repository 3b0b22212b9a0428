package org.cyborgml.app.decoy;

import java.util.Locale;
import org.cyborgml.app.experiment.Scenario;

/** The saliency maps that an arm trains with. */
enum MapSource {
    /** The object's mask: bright on the garment or digit. */
    OBJECT,
    /** All but the patch: as Ross et al.'s penalty, these tell that the patch is wrong, and nothing of where the object is. */
    NOT_PATCH,
    /** Control: the mean of all object maps for every image. */
    MEAN,
    /** Control: the object map of another image. */
    SHUFFLED,
    /** Control: one grey, which is scaled to zeros. */
    UNIFORM;

    /** The name of these maps in a scenario. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The maps of a scenario; the object's where it has none. */
    static MapSource of(Scenario scenario) {
        return scenario.maps() == null ? OBJECT : valueOf(scenario.maps().toUpperCase(Locale.ROOT));
    }
}
