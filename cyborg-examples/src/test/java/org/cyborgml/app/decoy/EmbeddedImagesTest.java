package org.cyborgml.app.decoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedImagesTest {

    private static StudyData all() throws IOException {
        return StudyData.embedded(6000, 1500);
    }

    private static int[] perClass(GreyImages images) {
        int[] counts = new int[IdxImages.CLASSES];
        for (int label : images.labels()) {
            counts[label]++;
        }
        return counts;
    }

    private static Set<ByteBuffer> distinct(GreyImages images) {
        Set<ByteBuffer> set = new HashSet<>();
        IntStream.range(0, images.size()).forEach(i -> set.add(ByteBuffer.wrap(images.image(i))));
        return set;
    }

    /**
     * Python, in the resource folder: h = sha256(); for p in ("train", "validation", "test"): i, l = (gzip.open(f"{p}-{n}-ubyte.gz").read()
     * for n in ("images-idx3", "labels-idx1")); h.update(struct.pack("<ii", 28, len(l) - 8) + i[16:] + l[8:])
     */
    @Test
    void theyAreThoseOfTheScriptAndBalanced() throws IOException {
        StudyData data = all();

        assertThat(perClass(data.train())).containsOnly(600);
        assertThat(perClass(data.validation())).containsOnly(50);
        assertThat(perClass(data.test())).containsOnly(150);
        assertThat(data.train().side()).isEqualTo(28);
        assertThat(data.sha256()).isEqualTo("a702fbf2fdfb9084057f71f03ea08febd8612f1b4dc76b4d08df8513b5e721e5");
    }

    @Test
    void thePartsHaveNoImageInCommon() throws IOException {
        StudyData data = all();
        Set<ByteBuffer> train = distinct(data.train());
        Set<ByteBuffer> validation = distinct(data.validation());
        Set<ByteBuffer> test = distinct(data.test());

        assertThat(validation).hasSize(500).doesNotContainAnyElementsOf(train);
        assertThat(test).hasSize(1500).doesNotContainAnyElementsOf(train).doesNotContainAnyElementsOf(validation);
    }

    @Test
    void everyImageHasAGarment() throws IOException {
        StudyData data = all();
        for (int i = 0; i < data.test().size(); i++) {
            assertThat(ObjectMaps.mask(data.test(), i).count()).isBetween(20, 28 * 28);
        }
    }

    @Test
    void fewerImagesAreTheFirstOfEveryClass() throws IOException {
        StudyData few = StudyData.embedded(50, 2000);

        assertThat(perClass(few.train())).containsOnly(5);
        assertThat(few.train()).isEqualTo(all().train().perClass(0, 5));
        assertThat(few.validation().size()).isEqualTo(500);
        assertThat(few.test()).isEqualTo(all().test());
    }

    @Test
    void theyAreInTheOriginalFiles() throws IOException {
        Path installed = Path.of("/usr/share/datasets/fashion-mnist");
        assumeThat(installed).isDirectory();
        StudyData original = StudyData.read(DecoySet.FASHION, installed, 5000, 1500);

        assertThat(distinct(original.train()))
                .containsAll(distinct(all().train().perClass(100, 500)));
        assertThat(original.test()).isEqualTo(all().test());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -10, 5, 6005})
    void numbersThatAreNotMultiplesOfTenAreRefused(int images) {
        assertThatThrownBy(() -> StudyData.embedded(images, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("number of training images " + images + ": must be a multiple of 10, at least 10");
    }

    @Test
    void moreImagesThanThereAreAreRefused() {
        assertThatThrownBy(() -> StudyData.embedded(6010, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("number of training images 6010: must be at most 6000");
    }
}
