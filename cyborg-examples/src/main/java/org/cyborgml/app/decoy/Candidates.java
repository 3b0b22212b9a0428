package org.cyborgml.app.decoy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cyborgml.app.decoy.Arm.Group;
import org.cyborgml.app.experiment.Scenario;
import org.cyborgml.loss.ClassSelection;
import org.cyborgml.loss.FeatureTap;
import org.cyborgml.loss.SaliencyDistance;

/**
 * The settings among which SETTINGS.md chooses one, as arms of the group {@code settings}. The plans {@code settings-...} have
 * the same under the same ids. The network of decoys has one tap, so a setting with the pooled tap trains as that without.
 */
final class Candidates {

    private final List<Arm> all = new ArrayList<>();

    private Candidates() {}

    /** All candidates, the authors' setting first. */
    static List<Arm> all() {
        Candidates candidates = new Candidates();
        candidates.add(SaliencyDistance.MSE, 0.5, 0.25, 0.1);
        candidates.add(SaliencyDistance.EUCLIDEAN, 0.75, 0.5, 0.25);
        candidates.add(SaliencyDistance.KL, 0.5, 0.25, 0.1);
        candidates.add(SaliencyDistance.PEARSON, 0.5, 0.25, 0.1);
        candidates.add(SaliencyDistance.ENERGY, 0.5, 0.25);
        candidates.add(SaliencyDistance.RRR, 0.1);
        candidates.add(SaliencyDistance.PPCE, 0.5);
        candidates.add(SaliencyDistance.RES, 0.5, 0.25);
        candidates.add(SaliencyDistance.MSE_ENTROPY, 0.5, 0.25);
        candidates.add(SaliencyDistance.PYRAMID, 0.25, 0.1);
        Scenario kl = scenario(SaliencyDistance.KL, 0.25);
        candidates.add("kl_0.25_true", kl.withClassSelection(ClassSelection.TRUE));
        candidates.add("kl_0.25_pooled", kl);
        candidates.add("kl_0.25_pooled_true", kl.withClassSelection(ClassSelection.TRUE));
        return candidates.all;
    }

    private void add(SaliencyDistance distance, double... alphas) {
        for (double alpha : alphas) {
            add(distance.name().toLowerCase(Locale.ROOT) + "_" + alpha, scenario(distance, alpha));
        }
    }

    private static Scenario scenario(SaliencyDistance distance, double alpha) {
        return Scenario.cyborg("candidate", MapSource.OBJECT.id())
                .withDistance(distance)
                .withAlpha(alpha)
                .withTap(FeatureTap.POOLED);
    }

    private void add(String id, Scenario scenario) {
        all.add(new Arm(Group.SETTINGS, scenario.named(id).titled("Setting " + id)));
    }
}
