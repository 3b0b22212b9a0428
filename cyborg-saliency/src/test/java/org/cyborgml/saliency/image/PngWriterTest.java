package org.cyborgml.saliency.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PngWriterTest {

    @TempDir
    Path folder;

    static Raster noise(int width, int height, Channels channels, SampleDepth depth, long seed) {
        byte[] samples = new byte[width * height * channels.count() * depth.bytes()];
        new Random(seed).nextBytes(samples);
        return Raster.wrap(new ImageSize(width, height), channels, depth, samples);
    }

    @ParameterizedTest
    @EnumSource(
            value = Channels.class,
            names = {"GREY", "RGB", "RGBA"})
    void readsBackWhatItWrote(Channels channels) throws IOException {
        for (SampleDepth depth : SampleDepth.values()) {
            Raster image = noise(31, 17, channels, depth, 7);
            Path file = folder.resolve("image.png");
            PngWriter.write(image, file);
            assertThat(ImageDecoder.withDefaults().read(file)).isEqualTo(image);
        }
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("image.png"));
        }
    }

    @Test
    void writesGreyWithAlphaAsRgba() throws IOException {
        Raster image = noise(9, 4, Channels.GREY_ALPHA, SampleDepth.SIXTEEN_BITS, 8);
        Path file = folder.resolve("image.png");
        PngWriter.write(image, file);
        Raster back = ImageDecoder.withDefaults().read(file);
        assertThat(back.channels()).isEqualTo(Channels.RGBA);
        for (int x = 0; x < 9; x++) {
            assertThat(back.sample(x, 2, 1)).isEqualTo(image.sample(x, 2, 0));
            assertThat(back.sample(x, 2, 3)).isEqualTo(image.sample(x, 2, 1));
        }
    }

    @Test
    void leavesNothingBehindWhenItCannotWrite() throws IOException {
        Path taken = Files.createDirectories(folder.resolve("taken.png").resolve("inside"));
        Raster image = noise(3, 3, Channels.GREY, SampleDepth.EIGHT_BITS, 9);
        assertThatThrownBy(() -> PngWriter.write(image, folder.resolve("taken.png")))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> PngWriter.write(image, folder.resolve("none").resolve("a.png")))
                .isInstanceOf(IOException.class);
        assertThat(taken).exists();
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("taken.png"));
        }
    }
}
