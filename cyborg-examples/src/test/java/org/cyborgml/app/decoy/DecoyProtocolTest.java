package org.cyborgml.app.decoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecoyProtocolTest {

    private static final DecoyProtocol PROTOCOL = new DecoyProtocol(7);
    private static GreyImages clean;

    @BeforeAll
    static void load() throws IOException {
        clean = StudyData.embedded(2000, 10).train();
    }

    private static boolean inACorner(Patch patch) {
        return (patch.x() == 0 || patch.x() == 24) && (patch.y() == 0 || patch.y() == 24);
    }

    @ParameterizedTest
    @EnumSource(PatchRule.class)
    void thePatchAndNothingElseIsChanged(PatchRule set) {
        DecoyImages decoys = PROTOCOL.patched(DecoyProtocol.TEST, clean, set);

        assertThat(decoys.size()).isEqualTo(clean.size());
        assertThat(decoys.images().labels()).isEqualTo(clean.labels());
        for (int i = 0; i < clean.size(); i++) {
            Optional<Patch> patch = decoys.patches().get(i);
            for (int p = 0; p < 28 * 28; p++) {
                int column = p % 28;
                int row = p / 28;
                boolean covered = patch.isPresent()
                        && Math.abs(2 * column - 2 * patch.get().x() - 3) <= 3
                        && Math.abs(2 * row - 2 * patch.get().y() - 3) <= 3;
                int expected = covered ? patch.get().value() : (clean.image(i)[p] & 0xff);
                assertThat(decoys.images().image(i)[p] & 0xff).isEqualTo(expected);
            }
        }
    }

    @Test
    void trainingGivesTheLabelAwayInACorner() {
        DecoyImages decoys = PROTOCOL.patched(DecoyProtocol.TRAINING, clean, PatchRule.AS_TRAINED);
        TreeMap<Integer, Integer> corners = new TreeMap<>();
        for (int i = 0; i < clean.size(); i++) {
            Patch patch = decoys.patches().get(i).orElseThrow();
            assertThat(patch.value()).isEqualTo(255 - 25 * clean.label(i));
            assertThat(inACorner(patch)).isTrue();
            corners.merge(patch.x() + 100 * patch.y(), 1, Integer::sum);
        }
        // 2000 draws of four corners: 500 each, standard deviation 19.
        assertThat(corners).hasSize(4);
        assertThat(corners.values()).allMatch(count -> count > 420 && count < 580);
    }

    @Test
    void randomValuesAreThoseOfTrainingEachAsLikely() {
        DecoyImages decoys = PROTOCOL.patched(DecoyProtocol.TEST, clean, PatchRule.RANDOM_VALUE);
        int[] counts = new int[10];
        int own = 0;
        for (int i = 0; i < clean.size(); i++) {
            Patch patch = decoys.patches().get(i).orElseThrow();
            assertThat(inACorner(patch)).isTrue();
            int label = Patch.labelOf(patch.value());
            assertThat(patch.value()).isEqualTo(255 - 25 * label);
            counts[label]++;
            own += label == clean.label(i) ? 1 : 0;
        }
        // 2000 draws of ten: 200 each, standard deviation 13.
        assertThat(IntStream.of(counts)).allMatch(count -> count > 145 && count < 255);
        assertThat(own).isBetween(145, 255);
    }

    @Test
    void aMisleadingValueIsAlwaysAnotherLabels() {
        DecoyImages decoys = PROTOCOL.patched(DecoyProtocol.TEST, clean, PatchRule.OTHER_LABEL);
        Set<Integer> distances = new HashSet<>();
        for (int i = 0; i < clean.size(); i++) {
            Patch patch = decoys.patches().get(i).orElseThrow();
            assertThat(inACorner(patch)).isTrue();
            int distance = Math.floorMod(Patch.labelOf(patch.value()) - clean.label(i), 10);
            assertThat(distance).isNotZero();
            distances.add(distance);
        }
        assertThat(distances).hasSize(9);
    }

    @Test
    void elsewhereIsAtTheBorderAndTouchesNoCornersPlace() {
        DecoyImages decoys = PROTOCOL.patched(DecoyProtocol.TEST, clean, PatchRule.ELSEWHERE);
        Set<Integer> places = new HashSet<>();
        for (int i = 0; i < clean.size(); i++) {
            Patch patch = decoys.patches().get(i).orElseThrow();
            assertThat(patch.value()).isEqualTo(255 - 25 * clean.label(i));
            boolean upright = patch.x() == 0 || patch.x() == 24;
            boolean level = patch.y() == 0 || patch.y() == 24;
            assertThat(upright ^ level).isTrue();
            assertThat(upright ? patch.y() : patch.x()).isBetween(4, 20);
            places.add(patch.x() + 100 * patch.y());
        }
        assertThat(places).hasSize(4 * 17);
    }

    @Test
    void setsWithPatchesInCornersDifferByTheValueAlone() {
        DecoyImages trained = PROTOCOL.patched(DecoyProtocol.TEST, clean, PatchRule.AS_TRAINED);
        for (PatchRule set : new PatchRule[] {PatchRule.RANDOM_VALUE, PatchRule.OTHER_LABEL}) {
            DecoyImages decoys = PROTOCOL.patched(DecoyProtocol.TEST, clean, set);
            for (int i = 0; i < clean.size(); i++) {
                Patch a = trained.patches().get(i).orElseThrow();
                Patch b = decoys.patches().get(i).orElseThrow();
                assertThat(b).isEqualTo(new Patch(a.x(), a.y(), b.value()));
            }
        }
        assertThat(PROTOCOL.patched(DecoyProtocol.TEST, clean, PatchRule.NO_PATCH)
                        .images())
                .isEqualTo(clean);
    }

    @Test
    void oneSeedGivesOneSetOfPatches() {
        for (PatchRule set : PatchRule.values()) {
            assertThat(new DecoyProtocol(7).patched(DecoyProtocol.TEST, clean, set))
                    .isEqualTo(PROTOCOL.patched(DecoyProtocol.TEST, clean, set));
        }
        assertThat(new DecoyProtocol(8)
                        .patched(DecoyProtocol.TRAINING, clean, PatchRule.AS_TRAINED)
                        .patches())
                .isNotEqualTo(PROTOCOL.patched(DecoyProtocol.TRAINING, clean, PatchRule.AS_TRAINED)
                        .patches());
        assertThat(PROTOCOL.patched(DecoyProtocol.VALIDATION, clean, PatchRule.AS_TRAINED)
                        .patches())
                .isNotEqualTo(PROTOCOL.patched(DecoyProtocol.TRAINING, clean, PatchRule.AS_TRAINED)
                        .patches());
    }
}
