package org.cyborgml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cyborgml.saliency.batch.MapFolder;
import org.cyborgml.saliency.map.CamGrid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shares of the images, and of the maps. */
class SampleSetTest {

    private static final int PER_CLASS = 20;

    @TempDir
    private Path folder;

    private SampleSet all;

    @BeforeEach
    void open() throws IOException {
        ToyFaces.write(folder, PER_CLASS);
        SplitFile split = SplitFile.read(folder.resolve("split.csv"));
        all = SampleSet.open(
                split.images(Split.TRAIN),
                split.classes(),
                ImageFolder.open(folder.resolve("images")),
                MapFolder.open(folder.resolve("maps")),
                new CamGrid(7, 7));
    }

    private static long ofClass(SampleSet set, int index) {
        return set.samples().stream()
                .filter(sample -> sample.classIndex() == index)
                .count();
    }

    @Test
    void aShareIsOfEachClassNestedAndDrawnByTheSeed() {
        Set<List<Sample>> drawn = new HashSet<>();
        for (long seed = 1; seed <= 5; seed++) {
            List<Sample> before = List.of();
            for (double share : new double[] {0.01, 0.125, 0.25, 0.5, 1}) {
                SampleSet some = all.withShare(share, seed);
                int expected = SampleSet.kept(PER_CLASS, share);
                assertThat(expected).isEqualTo(Math.max(1, (int) Math.round(share * PER_CLASS)));
                assertThat(ofClass(some, 0)).isEqualTo(expected);
                assertThat(ofClass(some, 1)).isEqualTo(expected);
                assertThat(some.samples()).containsAll(before).isSubsetOf(all.samples());
                assertThat(some.samples())
                        .isSortedAccordingTo((a, b) -> Integer.compare(
                                all.samples().indexOf(a), all.samples().indexOf(b)));
                assertThat(some.withMap()).isEqualTo(some.samples().size());
                assertThat(all.withShare(share, seed).samples()).isEqualTo(some.samples());
                before = some.samples();
            }
            drawn.add(all.withShare(0.5, seed).samples());
        }
        assertThat(drawn).hasSize(5);
    }

    /** Else the images that are kept would be those that keep their maps. */
    @Test
    void imagesAreDrawnApartFromMaps() {
        List<Sample> kept = all.withShare(0.5, 1).samples();
        List<LabelledImage> mapped = all.withMapShare(0.5, 1).samples().stream()
                .filter(sample -> sample.map().isPresent())
                .map(Sample::image)
                .toList();
        assertThat(kept).extracting(Sample::image).isNotEqualTo(mapped).containsAnyElementsOf(mapped);
    }

    @Test
    void someMapsOfSomeImages() {
        SampleSet some = all.withShare(0.5, 3).withMapShare(0.2, 3);
        assertThat(some.samples()).hasSize(PER_CLASS);
        assertThat(some.withMap()).isEqualTo(PER_CLASS / 5);
    }

    @Test
    void aShareOutOfRangeIsRefused() {
        for (double share : new double[] {0, -0.1, 1.01, Double.NaN}) {
            assertThatThrownBy(() -> all.withShare(share, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("share " + share + " of the images: must be above 0 and at most 1");
        }
    }
}
