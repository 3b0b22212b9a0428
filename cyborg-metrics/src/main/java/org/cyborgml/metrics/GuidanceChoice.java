package org.cyborgml.metrics;

import java.util.Comparator;
import java.util.List;

/**
 * Chooses among settings of guided training, such as values of alpha, without a validation set that is free of the bias of the
 * training data. Accuracy on biased validation data prefers no guidance; agreement of the CAMs with human maps that were held
 * out of training prefers nothing but guidance. The choice is the setting with the greatest product of
 *
 * <ul>
 *   <li>skill, {@code (accuracy - chance) / (1 - chance)} on the validation set, chance being one over the number of classes,
 *   <li>agreement, the mean Pearson correlation of CAM and human map over held-out images,
 * </ul>
 *
 * <p>each counted as 0 where it is negative. It can give up a part of one for a greater part of the other, and neither for
 * nothing. Source: the product is Nash's solution of the bargaining of two parties, the point from which they start being
 * no skill and no agreement (Nash, "The Bargaining Problem", Econometrica 1950). Immutable.
 */
public final class GuidanceChoice {

    private final double chance;

    private GuidanceChoice(double chance) {
        this.chance = chance;
    }

    /**
     * A setting with what was measured of it.
     *
     * @param name of the setting
     * @param accuracy on the validation set, mean over runs, in [0,1]
     * @param agreement correlation of CAMs and held-out maps, mean over runs, in [-1,1]
     */
    public record Candidate(String name, double accuracy, double agreement) {

        /**
         * Checks the ranges.
         *
         * @throws IllegalArgumentException if a value is out of range
         */
        public Candidate {
            if (!(accuracy >= 0 && accuracy <= 1)) {
                throw new IllegalArgumentException("accuracy of " + name + " must be in [0,1], found " + accuracy);
            }
            if (!(agreement >= -1 && agreement <= 1)) {
                throw new IllegalArgumentException("agreement of " + name + " must be in [-1,1], found " + agreement);
            }
        }
    }

    /**
     * A choice for a number of classes, as many images of each.
     *
     * @param classes at least 2
     * @return the choice
     * @throws IllegalArgumentException if there are fewer
     */
    public static GuidanceChoice amongClasses(int classes) {
        if (classes < 2) {
            throw new IllegalArgumentException("classes must be at least 2, found " + classes);
        }
        return new GuidanceChoice(1.0 / classes);
    }

    /**
     * The value of a setting.
     *
     * @param candidate the setting
     * @return skill times agreement, in [0,1]
     */
    public double value(Candidate candidate) {
        double skill = Math.max(0, (candidate.accuracy() - chance) / (1 - chance));
        return skill * Math.max(0, candidate.agreement());
    }

    /**
     * The setting of the greatest value, the first of equals.
     *
     * @param candidates at least one
     * @return one of them
     * @throws IllegalArgumentException if there is none, or none has a value above 0, so that nothing speaks for any
     */
    public Candidate best(List<Candidate> candidates) {
        Candidate best = candidates.stream()
                .max(Comparator.comparingDouble(this::value))
                .orElseThrow(() -> new IllegalArgumentException("there is no setting to choose from"));
        double value = value(best);
        if (value == 0) {
            throw new IllegalArgumentException(
                    "none of " + candidates.size() + " settings has both skill and agreement above 0");
        }
        return candidates.stream()
                .filter(one -> value(one) == value)
                .findFirst()
                .orElseThrow();
    }
}
