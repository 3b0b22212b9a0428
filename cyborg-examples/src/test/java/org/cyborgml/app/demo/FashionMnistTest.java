package org.cyborgml.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.cyborgml.app.decoy.LabelledImages;
import org.cyborgml.app.decoy.ObjectMaps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FashionMnistTest {

    @TempDir
    private Path folder;

    private static FashionMnist embedded() throws IOException {
        return FashionMnist.load(FashionMnist.EMBEDDED_TRAIN, Path.of("nowhere"));
    }

    private static int[] perClass(LabelledImages images) {
        int[] counts = new int[FashionMnist.CLASSES.size()];
        for (int label : images.labels()) {
            counts[label]++;
        }
        return counts;
    }

    private static Set<ByteBuffer> distinct(LabelledImages images) {
        Set<ByteBuffer> set = new HashSet<>();
        IntStream.range(0, images.size()).forEach(i -> set.add(ByteBuffer.wrap(images.image(i))));
        return set;
    }

    /**
     * Python, in the resource folder: h = sha256(); for p in ("train", "validation", "test"): i, l = (gzip.open(f"{p}-{n}-ubyte.gz").read()
     * for n in ("images-idx3", "labels-idx1")); h.update(struct.pack("<ii", 28, len(l) - 8) + i[16:] + l[8:])
     */
    @Test
    void theEmbeddedSubsetIsWhatTheScriptMadeAndBalanced() throws IOException {
        FashionMnist data = embedded();

        assertThat(perClass(data.train())).containsOnly(600);
        assertThat(perClass(data.validation())).containsOnly(50);
        assertThat(perClass(data.test())).containsOnly(150);
        assertThat(data.train().side()).isEqualTo(28);
        assertThat(data.sha256()).isEqualTo("a702fbf2fdfb9084057f71f03ea08febd8612f1b4dc76b4d08df8513b5e721e5");
    }

    @Test
    void thePartsHaveNoImageInCommon() throws IOException {
        FashionMnist data = embedded();
        Set<ByteBuffer> train = distinct(data.train());
        Set<ByteBuffer> validation = distinct(data.validation());
        Set<ByteBuffer> test = distinct(data.test());

        assertThat(validation).hasSize(500).doesNotContainAnyElementsOf(train);
        assertThat(test).hasSize(1500).doesNotContainAnyElementsOf(train).doesNotContainAnyElementsOf(validation);
    }

    @Test
    void everyImageHasAGarment() throws IOException {
        FashionMnist data = embedded();
        for (int i = 0; i < data.test().size(); i++) {
            assertThat(ObjectMaps.mask(data.test(), i).count()).isBetween(20, 28 * 28);
        }
    }

    @Test
    void fewerImagesAreTheFirstOfEveryClass() throws IOException {
        FashionMnist few = FashionMnist.load(50, Path.of("nowhere"));

        assertThat(perClass(few.train())).containsOnly(5);
        assertThat(few.train()).isEqualTo(embedded().train().perClass(0, 5));
        assertThat(few.validation().size()).isEqualTo(500);
    }

    @Test
    void theOriginalFilesGiveTheSameImages() throws IOException {
        assumeThat(FashionMnist.INSTALLED).isDirectory();
        FashionMnist embedded = embedded();
        FashionMnist more = FashionMnist.load(7000, FashionMnist.INSTALLED);

        assertThat(perClass(more.train())).containsOnly(700);
        assertThat(more.train().perClass(0, 600)).isEqualTo(embedded.train().perClass(0, 600));
        assertThat(more.validation()).isEqualTo(embedded.validation());
        assertThat(more.test().size()).isEqualTo(10_000);
        assertThat(more.test().perClass(0, 150)).isEqualTo(embedded.test());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -10, 5, 6005, 59_510})
    void impossibleNumbersAreRefused(int images) {
        assertThatThrownBy(() -> FashionMnist.load(images, folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("number of training images " + images + ": must be a multiple of 10, from 10 to 59500");
    }

    @Test
    void moreImagesNeedTheOriginalFiles() {
        assertThatThrownBy(() -> FashionMnist.load(6010, folder.resolve("absent")))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith(
                        "absent: is not there, and more than 6000 training images need it; install Debian's"
                                + " package dataset-fashion-mnist, or ask for fewer");
    }

    @Test
    void originalFilesThatDoNotFitAreRefused() throws IOException {
        write("train-images-idx3-ubyte.gz", new int[] {0x803, 2, 28, 28}, new byte[2 * 28 * 28]);
        write("train-labels-idx1-ubyte.gz", new int[] {0x801, 3}, new byte[3]);
        assertThatThrownBy(() -> FashionMnist.load(6010, folder)).hasMessageEndingWith("train: 2 images but 3 labels");

        write("train-labels-idx1-ubyte.gz", new int[] {0x801, 2}, new byte[] {0, 10});
        assertThatThrownBy(() -> FashionMnist.load(6010, folder))
                .hasMessageEndingWith("train: label 10, must be from 0 to 9");

        write("train-labels-idx1-ubyte.gz", new int[] {0x801, 2}, new byte[] {0, 9});
        assertThatThrownBy(() -> FashionMnist.load(6010, folder))
                .hasMessageEndingWith("its training file has not 6000 images of every class");

        write("train-images-idx3-ubyte.gz", new int[] {0x803, 2, 14, 56}, new byte[2 * 28 * 28]);
        assertThatThrownBy(() -> FashionMnist.load(6010, folder))
                .hasMessageEndingWith("train: images of 56x14 pixels, must be 28x28");
    }

    private void write(String name, int[] header, byte[] values) throws IOException {
        try (DataOutputStream out =
                new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(folder.resolve(name))))) {
            for (int number : header) {
                out.writeInt(number);
            }
            out.write(values);
        }
    }
}
