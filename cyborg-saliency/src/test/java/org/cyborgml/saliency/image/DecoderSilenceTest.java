package org.cyborgml.saliency.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.cyborgml.saliency.GoldenFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Native code prints past {@link System#err}, so that only another process's terminal shows whether decoding is silent. */
class DecoderSilenceTest {

    private static final int ROUNDS = 300;

    @TempDir
    Path folder;

    @Test
    void printsNothingWhateverTheFileHolds() throws IOException, InterruptedException {
        Path printed = folder.resolve("printed.txt");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // From JDK 24 on the virtual machine itself warns of native libraries otherwise.
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                DamagedFiles.class.getName());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(printed).hasContent(DamagedFiles.LAST_WORD);
        assertThat(process.exitValue()).isZero();
    }

    /** Decodes damaged files, and says one word at the end to show that it came so far. */
    static final class DamagedFiles {

        static final String LAST_WORD = "done";

        private DamagedFiles() {}

        public static void main(String[] args) {
            Random random = new Random(5);
            for (String name : List.of(
                    "jpeg_420.jpg",
                    "jpeg_444_progressive.jpg",
                    "jpeg_grey.jpg",
                    "jpeg_restart.jpg",
                    "jpeg_restart_progressive.jpg",
                    "jpeg_scans.jpg",
                    "jpeg_cmyk.jpg",
                    "jpeg_ycck_progressive.jpg",
                    "bmp_8.bmp",
                    "webp_lossy_alpha.webp",
                    "webp_lossless.webp",
                    "png_palette.png",
                    "kind_2_16_interlaced.png")) {
                byte[] whole = GoldenFiles.bytes(name);
                for (int round = 0; round < ROUNDS; round++) {
                    try {
                        ImageDecoder.withDefaults()
                                .withMaximumPixels(4_000_000)
                                .decode(DamagedImageTest.damage(whole, random), name);
                    } catch (ImageFileException e) {
                        // As it should be; DamagedImageTest looks closer.
                    }
                }
            }
            System.out.print(LAST_WORD);
        }
    }
}
