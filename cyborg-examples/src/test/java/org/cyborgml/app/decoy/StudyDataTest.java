package org.cyborgml.app.decoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudyDataTest {

    @TempDir
    Path folder;

    private static void assertPartsAreBalancedAndApart(StudyData data, int train, int validation, int test) {
        Set<ByteBuffer> seen = new HashSet<>();
        for (GreyImages part : new GreyImages[] {data.train(), data.validation(), data.test()}) {
            int[] counts = new int[10];
            for (int i = 0; i < part.size(); i++) {
                counts[part.label(i)]++;
                assertThat(seen.add(ByteBuffer.wrap(part.image(i)))).isTrue();
            }
            assertThat(Arrays.stream(counts).distinct().count()).isEqualTo(1);
        }
        assertThat(data.train().size()).isEqualTo(train);
        assertThat(data.validation().size()).isEqualTo(validation);
        assertThat(data.test().size()).isEqualTo(test);
    }

    @Test
    void idxFilesAreSplit() throws IOException {
        DecoyFiles.writeIdx(folder, 105, 4);
        assertPartsAreBalancedAndApart(StudyData.read(DecoySet.FASHION, folder, 50, 30), 50, 1000, 30);
        assertThat(StudyData.read(DecoySet.FASHION, folder, 50, 1000).test().size())
                .isEqualTo(40);
        assertThatThrownBy(() -> StudyData.read(DecoySet.FASHION, folder, 60, 30))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has but 50 images to train on");
    }

    @Test
    void npmsDigitsAreSplitAndKeepTheirGreyValues() throws IOException {
        DecoyFiles.writeJson(folder, 263);
        StudyData data = StudyData.read(DecoySet.MNIST, folder, 30, 4000);
        assertPartsAreBalancedAndApart(data, 30, 600, 2000);
        assertThat(data.validation().image(0)).isEqualTo(DecoyFiles.image(0, new Random(2)));
        assertThat(StudyData.read(DecoySet.MNIST, folder, 30, 4000).sha256()).isEqualTo(data.sha256());
        assertThat(StudyData.read(DecoySet.MNIST, folder, 20, 4000).sha256()).isNotEqualTo(data.sha256());
    }

    @Test
    void npmsDigitsAreNotTakenForGarments() throws IOException {
        DecoyFiles.writeJson(folder, 263);
        assertThatThrownBy(() -> StudyData.read(DecoySet.FASHION, folder, 30, 30))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessage(folder + ": holds no train-images-idx3-ubyte.gz, Fashion-MNIST's images");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{}", "{\"data\": [1, 2]}", "{\"data\": 3}"})
    void brokenDigitsAreNamed(String content) throws IOException {
        Files.writeString(folder.resolve("0.json"), content);
        assertThatThrownBy(() -> StudyData.read(DecoySet.MNIST, folder, 10, 10))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(folder.resolve("0.json") + ": ");
    }

    @Test
    void impossibleRequestsAreRefused() {
        assertThatThrownBy(() -> StudyData.read(DecoySet.MNIST, folder, 10, 10))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("neither train-images-idx3-ubyte.gz nor the digits");
        assertThatThrownBy(() -> StudyData.read(DecoySet.MNIST, folder, 15, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("number of training images 15: must be a multiple of 10, at least 10");
    }
}
