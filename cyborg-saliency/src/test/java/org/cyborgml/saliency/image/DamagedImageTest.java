package org.cyborgml.saliency.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.cyborgml.saliency.GoldenFiles;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seeded damage: whatever happens to a file, it decodes to an image or ends in our exception with its name. */
class DamagedImageTest {

    private static final int ROUNDS = 400;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jpeg_420.jpg",
                "jpeg_444_progressive.jpg",
                "jpeg_exif_rotated.jpg",
                "jpeg_restart.jpg",
                "jpeg_restart_progressive.jpg",
                "jpeg_scans.jpg",
                "jpeg_cmyk_420.jpg",
                "jpeg_ycck_progressive.jpg",
                "bmp_8.bmp",
                "bmp_565.bmp",
                "webp_lossy.webp",
                "webp_lossless_alpha.webp",
                "png_palette.png",
                "png_rgba.png",
                "png_grey16.png"
            })
    void endsInAnImageOrAnExceptionThatNamesTheFile(String name) {
        byte[] whole = GoldenFiles.bytes(name);
        Random random = new Random(20261124);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] file = damage(whole, random);
            try {
                Raster image =
                        ImageDecoder.withDefaults().withMaximumPixels(4_000_000).decode(file, "damaged");
                assertThat(image.toRgb().toBytes()).hasSize(3 * image.width() * image.height());
            } catch (ImageFileException e) {
                assertThat(e).hasMessageStartingWith("damaged: ");
                refused++;
            }
        }
        // No bit of a PNG may flip unseen; of a JPEG some flips give other coefficients, no fewer or more.
        assertThat(refused).isBetween(name.endsWith(".png") ? ROUNDS : ROUNDS / 2, ROUNDS);
    }

    static byte[] damage(byte[] whole, Random random) {
        byte[] file = whole.clone();
        switch (random.nextInt(4)) {
            case 0 -> file = Arrays.copyOf(file, random.nextInt(file.length));
            case 1 -> file[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
            case 2 -> {
                int at = random.nextInt(file.length);
                for (int i = 0; i < 10; i++) {
                    file[Math.min(at + i, file.length - 1)] ^= (byte) (1 + random.nextInt(255));
                }
            }
            default -> {
                // Part of the file is gone from the middle.
                int from = 1 + random.nextInt(file.length - 2);
                int to = from + 1 + random.nextInt(file.length - from - 1);
                byte[] shorter = Arrays.copyOf(file, file.length - (to - from));
                System.arraycopy(file, to, shorter, from, file.length - to);
                file = shorter;
            }
        }
        return file;
    }
}
