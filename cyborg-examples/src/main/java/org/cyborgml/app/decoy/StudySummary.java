package org.cyborgml.app.decoy;

import java.io.IOException;
import java.util.List;

/**
 * Results of a study.
 *
 * @param baseline the arm that the others are compared with
 * @param arms all arms that have a finished training, in the order of the study
 */
record StudySummary(Arm baseline, List<ArmSummary> arms) {

    StudySummary {
        arms = List.copyOf(arms);
    }

    /** Compared with classical training, of which there need be none. */
    static StudySummary of(List<StudyTrial> trials) {
        return of(Arms.one(Arms.CLASSICAL), trials);
    }

    private static StudySummary of(Arm baseline, List<StudyTrial> trials) {
        return new StudySummary(baseline, ArmSummary.of(trials, baseline));
    }

    /**
     * Compared with an arm.
     *
     * @throws IllegalArgumentException if there is no such arm
     * @throws IOException if none of its trainings has ended
     */
    static StudySummary against(String baseline, List<StudyTrial> trials) throws IOException {
        Arm arm = Arms.one(baseline);
        if (trials.stream().noneMatch(trial -> trial.arm().equals(baseline))) {
            throw new IOException("no training of arm " + baseline + " has ended, so nothing can be compared with it");
        }
        return of(arm, trials);
    }

    /**
     * Of some arms, compared as before.
     *
     * @throws IOException if none of their trainings has ended
     */
    StudySummary only(List<Arm> chosen) throws IOException {
        List<ArmSummary> kept =
                arms.stream().filter(one -> chosen.contains(one.arm())).toList();
        if (kept.isEmpty()) {
            throw new IOException(
                    "no training of arms " + chosen.stream().map(Arm::name).toList() + " has ended");
        }
        return new StudySummary(baseline, kept);
    }
}
