package org.cyborgml.app.decoy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.cyborgml.app.decoy.Arm.Group;
import org.cyborgml.app.experiment.Scenario;
import org.cyborgml.loss.ClassSelection;
import org.cyborgml.loss.FeatureTap;
import org.cyborgml.loss.SaliencyDistance;

/** The plan of the study: its scenarios, in the order of tables and of work. */
final class Arms {

    /** The arm that all others are compared with. */
    static final String CLASSICAL = "classical";

    /** The arm whose comparison with it was fixed beforehand. */
    static final String CYBORG = "cyborg";

    /** The upper bound. */
    static final String NO_DECOY = "no_decoy";

    /** Training images without patches, as {@link Scenario#csv} names them. */
    static final String CLEAN = "clean";

    private static final List<Double> ALPHAS = List.of(0.05, 0.1, 0.25, 0.75, 0.9, 0.95);
    private static final List<SaliencyDistance> DISTANCES = List.of(
            SaliencyDistance.EUCLIDEAN,
            SaliencyDistance.L1,
            SaliencyDistance.COSINE,
            SaliencyDistance.PEARSON,
            SaliencyDistance.KL);
    private static final List<Double> SHARES = List.of(0.01, 0.1, 0.5);

    private final List<Arm> all = new ArrayList<>();

    private Arms() {}

    static List<Arm> all() {
        Arms arms = new Arms();
        arms.add(
                Group.REFERENCE,
                "No decoy in training",
                Scenario.classical(NO_DECOY).withCsv(CLEAN));
        arms.add(Group.REFERENCE, "Classical", Scenario.classical(CLASSICAL));
        arms.add(Group.REFERENCE, "CYBORG", cyborg(CYBORG, MapSource.OBJECT));
        arms.add(Group.MAPS, "Maps of all but the patch", cyborg("maps_not_patch", MapSource.NOT_PATCH));
        arms.add(Group.CONTROL, "Control: mean map", cyborg("maps_mean", MapSource.MEAN));
        arms.add(Group.CONTROL, "Control: shuffled maps", cyborg("maps_shuffled", MapSource.SHUFFLED));
        arms.add(Group.CONTROL, "Control: uniform maps", cyborg("maps_uniform", MapSource.UNIFORM));
        for (double share : SHARES) {
            String title = String.format(Locale.ROOT, "Maps of %.0f %%", 100 * share);
            arms.add(
                    Group.SHARE,
                    title,
                    cyborg("share_" + share, MapSource.OBJECT).withMapShare(share));
        }
        for (double alpha : ALPHAS) {
            arms.add(
                    Group.ALPHA,
                    "Alpha " + alpha,
                    cyborg("alpha_" + alpha, MapSource.OBJECT).withAlpha(alpha));
        }
        // Where the maps count most: whether they need be an image's own is no less a question there.
        arms.add(
                Group.CONTROL,
                "Control: mean map, alpha 0.1",
                cyborg("maps_mean_alpha_0.1", MapSource.MEAN).withAlpha(0.1));
        for (SaliencyDistance distance : DISTANCES) {
            String name = distance.name().toLowerCase(Locale.ROOT);
            arms.add(
                    Group.DISTANCE,
                    "Distance " + name,
                    cyborg("distance_" + name, MapSource.OBJECT).withDistance(distance));
        }
        arms.add(
                Group.SELECTION,
                "CAM of the true class",
                cyborg("select_true", MapSource.OBJECT).withClassSelection(ClassSelection.TRUE));
        return arms.all;
    }

    /** The arms of the study, and the candidates that are trained beside them when they are named. */
    static List<Arm> known() {
        return Stream.concat(all().stream(), Candidates.all().stream()).toList();
    }

    private static Scenario cyborg(String id, MapSource maps) {
        return Scenario.cyborg(id, maps.id());
    }

    /** The CAM of all arms is made of the maps that are pooled for the classifier. */
    private void add(Group group, String title, Scenario scenario) {
        all.add(new Arm(group, scenario.titled(title).withTap(FeatureTap.POOLED)));
    }

    /**
     * The arm of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Arm one(String name) {
        return known().stream()
                .filter(arm -> arm.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("arm " + name + ": must be one of " + names()));
    }

    /**
     * The arms of some names or names of groups, in the order of {@link #known}; the study's for an empty list.
     *
     * @throws IllegalArgumentException if one is unknown
     */
    static List<Arm> named(List<String> names) {
        if (names.isEmpty()) {
            return all();
        }
        List<Arm> all = known();
        for (String name : names) {
            if (all.stream().noneMatch(arm -> arm.isNamed(name))) {
                throw new IllegalArgumentException("arm " + name + ": must be a group ("
                        + all.stream().map(arm -> arm.group().word()).distinct().toList() + ") or one of " + names());
            }
        }
        return all.stream().filter(arm -> names.stream().anyMatch(arm::isNamed)).toList();
    }

    private static List<String> names() {
        return known().stream().map(Arm::name).toList();
    }
}
