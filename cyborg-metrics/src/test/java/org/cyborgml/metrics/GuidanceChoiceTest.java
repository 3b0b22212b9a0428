package org.cyborgml.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.cyborgml.metrics.GuidanceChoice.Candidate;
import org.junit.jupiter.api.Test;

class GuidanceChoiceTest {

    private final GuidanceChoice ofTen = GuidanceChoice.amongClasses(10);

    @Test
    void valueIsSkillAboveChanceTimesAgreement() {
        assertThat(ofTen.value(new Candidate("a", 0.82, 0.5))).isCloseTo(0.8 * 0.5, within(1e-12));
        assertThat(ofTen.value(new Candidate("at chance", 0.1, 0.9))).isCloseTo(0, within(1e-12));
        assertThat(ofTen.value(new Candidate("below chance", 0.05, 0.9))).isZero();
        assertThat(ofTen.value(new Candidate("against the maps", 0.9, -0.9))).isZero();
        // Both below 0 do not make a value above it.
        assertThat(ofTen.value(new Candidate("both", 0.05, -0.9))).isZero();
        assertThat(GuidanceChoice.amongClasses(2).value(new Candidate("a", 0.75, 1)))
                .isEqualTo(0.5);
    }

    @Test
    void theBestGivesUpALittleAccuracyForMuchAgreement() {
        Candidate classical = new Candidate("classical", 0.96, -0.1);
        Candidate some = new Candidate("some", 0.94, 0.8);
        Candidate more = new Candidate("more", 0.92, 0.9);
        Candidate most = new Candidate("most", 0.7, 0.97);
        assertThat(ofTen.best(List.of(classical, some, more, most))).isSameAs(more);
        assertThat(ofTen.best(List.of(most, classical))).isSameAs(most);
        Candidate equal = new Candidate("equal", 0.92, 0.9);
        assertThat(ofTen.best(List.of(classical, more, equal))).isSameAs(more);
    }

    @Test
    void nothingToChooseByIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ofTen.best(List.of()))
                .withMessage("there is no setting to choose from");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ofTen.best(List.of(new Candidate("a", 0.9, -0.1), new Candidate("b", 0.1, 0.5))))
                .withMessage("none of 2 settings has both skill and agreement above 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GuidanceChoice.amongClasses(1))
                .withMessage("classes must be at least 2, found 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Candidate("a", 1.1, 0))
                .withMessage("accuracy of a must be in [0,1], found 1.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Candidate("a", 1, Double.NaN))
                .withMessage("agreement of a must be in [-1,1], found NaN");
    }
}
