package org.cyborgml.saliency.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cyborgml.saliency.image.BinaryMask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgreementTest {

    /** Fleiss (1971), table 1: 30 patients, 6 psychiatrists each; depression, personality disorder, schizophrenia, neurosis, other. */
    private static final int[][] DIAGNOSES = {
        {0, 0, 0, 6, 0}, {0, 3, 0, 0, 3}, {0, 1, 4, 0, 1}, {0, 0, 0, 0, 6}, {0, 3, 0, 3, 0}, {2, 0, 4, 0, 0},
        {0, 0, 4, 0, 2}, {2, 0, 3, 1, 0}, {2, 0, 0, 4, 0}, {0, 0, 0, 0, 6}, {1, 0, 0, 5, 0}, {1, 1, 0, 4, 0},
        {0, 3, 3, 0, 0}, {1, 0, 0, 5, 0}, {0, 2, 0, 3, 1}, {0, 0, 5, 0, 1}, {3, 0, 0, 1, 2}, {5, 1, 0, 0, 0},
        {0, 2, 0, 4, 0}, {1, 0, 2, 0, 3}, {0, 0, 0, 0, 6}, {0, 1, 0, 5, 0}, {0, 2, 0, 1, 3}, {2, 0, 0, 4, 0},
        {1, 0, 0, 4, 1}, {0, 5, 0, 1, 0}, {4, 0, 0, 0, 2}, {0, 2, 0, 4, 0}, {1, 0, 5, 0, 0}, {0, 0, 0, 0, 6},
    };

    private static BinaryMask mask(String row) {
        boolean[] marked = new boolean[row.length()];
        for (int i = 0; i < marked.length; i++) {
            marked[i] = row.charAt(i) == '#';
        }
        return BinaryMask.of(row.length(), 1, marked);
    }

    private static List<BinaryMask> random(int annotators, long seed) {
        Random random = new Random(seed);
        List<BinaryMask> masks = new ArrayList<>();
        for (int i = 0; i < annotators; i++) {
            boolean[] marked = new boolean[40];
            for (int k = 0; k < marked.length; k++) {
                marked[k] = random.nextInt(3) == 0;
            }
            masks.add(BinaryMask.of(8, 5, marked));
        }
        return masks;
    }

    @Test
    void kappaIsThatOfFleissOwnExample() {
        // The paper prints .430; the same from R: irr::kappam.fleiss(diagnoses).
        assertThat(FleissKappa.ofCounts(DIAGNOSES).orElseThrow()).isCloseTo(0.430, within(0.0005));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7})
    void kappaOfMasksIsThatOfTheirTable(int annotators) {
        List<BinaryMask> masks = random(annotators, annotators);
        int[][] counts = new int[40][2];
        for (BinaryMask mask : masks) {
            for (int k = 0; k < 40; k++) {
                counts[k][mask.isMarked(k % 8, k / 8) ? 1 : 0]++;
            }
        }
        assertThat(FleissKappa.ofMasks(masks).orElseThrow())
                .isCloseTo(FleissKappa.ofCounts(counts).orElseThrow(), within(1e-14));
    }

    @Test
    void kappaRunsFromOneToBelowZero() {
        BinaryMask some = mask("##..#.");
        assertThat(FleissKappa.ofMasks(List.of(some, some, some))).hasValue(1);
        assertThat(FleissKappa.ofMasks(List.of(mask("##.."), mask("..##")))).hasValue(-1);
        // Nothing but one category: 0/0.
        assertThat(FleissKappa.ofMasks(List.of(mask("...."), mask("....")))).isEmpty();
        assertThat(FleissKappa.ofMasks(List.of(mask("####"), mask("####")))).isEmpty();
    }

    @Test
    void overlapsByHand() {
        BinaryMask a = mask("###..");
        BinaryMask b = mask(".####");
        assertThat(AnnotatorAgreement.iou(a, b)).isEqualTo(2 / 5.0);
        assertThat(AnnotatorAgreement.dice(a, b)).isEqualTo(4 / 7.0);
        AnnotatorAgreement three = AnnotatorAgreement.of(List.of(a, b, mask(".....")));
        assertThat(three.annotators()).isEqualTo(3);
        assertThat(three.meanIou()).isCloseTo(2 / 15.0, within(1e-15));
        assertThat(three.meanDice()).isCloseTo(4 / 21.0, within(1e-15));
        assertThat(AnnotatorAgreement.iou(mask(".."), mask(".."))).isEqualTo(1);
        assertThat(AnnotatorAgreement.dice(mask(".."), mask(".."))).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyPairCountsOnceWhateverTheOrder(long seed) {
        List<BinaryMask> masks = random(5, seed);
        double iou = 0;
        for (BinaryMask a : masks) {
            for (BinaryMask b : masks) {
                if (!a.equals(b)) {
                    double value = AnnotatorAgreement.iou(a, b);
                    assertThat(value).isEqualTo(AnnotatorAgreement.iou(b, a)).isBetween(0.0, 1.0);
                    double dice = AnnotatorAgreement.dice(a, b);
                    assertThat(dice).isCloseTo(2 * value / (1 + value), within(1e-14));
                    iou += value / 20;
                }
            }
        }
        assertThat(AnnotatorAgreement.of(masks).meanIou()).isCloseTo(iou, within(1e-14));
    }

    @Test
    void refusesWhatCannotBeCompared() {
        assertThatThrownBy(() -> AnnotatorAgreement.of(List.of(mask("#."))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("agreement of 1 masks: at least 2 are needed");
        assertThatThrownBy(() -> FleissKappa.ofMasks(List.of(mask("#."), mask("#.."))))
                .hasMessage("masks of 2x1 and 3x1: the sizes must be equal");
        assertThatThrownBy(() -> FleissKappa.ofCounts(new int[0][])).hasMessageContaining("empty table");
        assertThatThrownBy(() -> FleissKappa.ofCounts(new int[][] {{1, 0}}))
                .hasMessage("subject 0 has 1 ratings in 2 categories: all must have the same, at least 2, as the first "
                        + "(1 in 2)");
        assertThatThrownBy(() -> FleissKappa.ofCounts(new int[][] {{1, 2}, {2, 2}}))
                .hasMessageContaining("subject 1");
        assertThatThrownBy(() -> FleissKappa.ofCounts(new int[][] {{1, 2}, {3}}))
                .hasMessageContaining("subject 1");
        assertThatThrownBy(() -> FleissKappa.ofCounts(new int[][] {{4, -1}}))
                .hasMessage("count -1 of subject 0: must not be negative");
    }
}
