package org.cyborgml.app.decoy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cyborgml.app.decoy.Arm.Group;
import org.cyborgml.app.decoy.Arm.Training;
import org.cyborgml.loss.ClassSelection;
import org.cyborgml.loss.SaliencyDistance;

/** The arms of the study. */
final class Arms {

    /** What all others are compared with. */
    static final String CLASSICAL = "classical";

    /** What was fixed beforehand to be compared with it. */
    static final String CYBORG = "cyborg";

    /** The upper bound. */
    static final String NO_DECOY = "no_decoy";

    private static final List<Double> ALPHAS = List.of(0.05, 0.1, 0.25, 0.75, 0.9, 0.95);
    private static final List<Double> SHARES = List.of(0.01, 0.1, 0.5);

    private Arms() {}

    /** All arms, in the order of tables and of work. */
    static List<Arm> all() {
        List<Arm> all = new ArrayList<>();
        all.add(Arm.classical(NO_DECOY, "No decoy in training", Training.CLEAN));
        all.add(Arm.classical(CLASSICAL, "Classical", Training.DECOY));
        all.add(Arm.cyborg(CYBORG, "CYBORG", Group.REFERENCE));
        all.add(Arm.cyborg("maps_not_patch", "Maps of all but the patch", Group.MAPS)
                .withMaps(MapSource.NOT_PATCH));
        all.add(Arm.cyborg("maps_mean", "Control: mean map", Group.CONTROL).withMaps(MapSource.MEAN));
        all.add(Arm.cyborg("maps_shuffled", "Control: shuffled maps", Group.CONTROL)
                .withMaps(MapSource.SHUFFLED));
        all.add(Arm.cyborg("maps_uniform", "Control: uniform maps", Group.CONTROL)
                .withMaps(MapSource.UNIFORM));
        for (double share : SHARES) {
            String percent = String.format(Locale.ROOT, "%.0f %%", 100 * share);
            all.add(Arm.cyborg("share_" + share, "Maps of " + percent, Group.SHARE)
                    .withShare(share));
        }
        for (double alpha : ALPHAS) {
            all.add(Arm.cyborg("alpha_" + alpha, "Alpha " + alpha, Group.ALPHA).withAlpha(alpha));
        }
        // Where the maps count most: whether they need be an image's own is no less a question there.
        all.add(Arm.cyborg("maps_mean_alpha_0.1", "Control: mean map, alpha 0.1", Group.CONTROL)
                .withMaps(MapSource.MEAN)
                .withAlpha(0.1));
        for (SaliencyDistance distance : SaliencyDistance.values()) {
            if (distance != SaliencyDistance.MSE) {
                String name = distance.name().toLowerCase(Locale.ROOT);
                all.add(Arm.cyborg("distance_" + name, "Distance " + name, Group.DISTANCE)
                        .withDistance(distance));
            }
        }
        all.add(Arm.cyborg("select_true", "CAM of the true class", Group.SELECTION)
                .withSelection(ClassSelection.TRUE));
        return all;
    }

    /**
     * The arm of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Arm one(String name) {
        return all().stream()
                .filter(arm -> arm.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("arm " + name + ": must be one of "
                        + all().stream().map(Arm::name).toList()));
    }

    /**
     * The arms of some names or names of groups, in the order of {@link #all}; all for an empty list.
     *
     * @throws IllegalArgumentException if one is unknown
     */
    static List<Arm> named(List<String> names) {
        for (String name : names) {
            if (all().stream().noneMatch(arm -> isNamed(arm, name))) {
                throw new IllegalArgumentException("arm " + name + ": must be a group ("
                        + all().stream()
                                .map(arm -> arm.group().name().toLowerCase(Locale.ROOT))
                                .distinct()
                                .toList()
                        + ") or one of " + all().stream().map(Arm::name).toList());
            }
        }
        return all().stream()
                .filter(arm -> names.isEmpty() || names.stream().anyMatch(name -> isNamed(arm, name)))
                .toList();
    }

    private static boolean isNamed(Arm arm, String name) {
        return arm.name().equals(name) || arm.group().name().equalsIgnoreCase(name);
    }
}
