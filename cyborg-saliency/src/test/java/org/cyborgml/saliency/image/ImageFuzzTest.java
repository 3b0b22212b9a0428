package org.cyborgml.saliency.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.bytedeco.javacpp.Pointer;
import org.cyborgml.saliency.GoldenFiles;
import org.cyborgml.saliency.annotation.Annotation;
import org.cyborgml.saliency.annotation.AnnotationRecord;
import org.cyborgml.saliency.annotation.Rasterizer;
import org.cyborgml.saliency.batch.MapFolder;
import org.cyborgml.saliency.map.CamGrid;
import org.cyborgml.saliency.map.SaliencyMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mutated images, maps and masks from fixed seeds. Each ends within seconds in an image, or in our exception that names the file.
 * {@code -Dorg.cyborgml.fuzz.files=10000} makes the number of files of each kind that is tried before a release.
 */
class ImageFuzzTest {

    private static final int FILES_EACH = Integer.getInteger("org.cyborgml.fuzz.files", 400);
    private static final long LONGEST_NANOS = 5_000_000_000L;
    private static final long MOST_GROWTH_BYTES = 96L << 20;
    private static final ImageDecoder DECODER = ImageDecoder.withDefaults().withMaximumPixels(1_000_000);

    @TempDir
    static Path folder;

    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of(
                        "png",
                        List.of("png_rgba.png", "png_grey16.png", "png_palette_transparent.png", "kind_0_2.png")),
                Arguments.of("interlaced png", List.of("kind_2_16_interlaced.png", "kind_3_4_interlaced.png")),
                Arguments.of("jpeg", List.of("jpeg_420.jpg", "jpeg_grey.jpg", "jpeg_restart.jpg", "jpeg_scans.jpg")),
                Arguments.of("progressive jpeg", List.of("jpeg_444_progressive.jpg", "jpeg_restart_progressive.jpg")),
                Arguments.of("cmyk jpeg", List.of("jpeg_cmyk.jpg", "jpeg_ycck_420.jpg", "jpeg_cmyk_progressive.jpg")),
                Arguments.of("exif jpeg", List.of("jpeg_exif_rotated.jpg")),
                Arguments.of("bmp", List.of("bmp_1.bmp", "bmp_8.bmp", "bmp_core.bmp", "bmp_24.bmp", "bmp_565.bmp")),
                Arguments.of("webp", List.of("webp_lossy.webp", "webp_lossless_alpha.webp", "webp_lossy_alpha.webp")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void imagesEndInPixelsOrInOurException(String kind, List<String> files) {
        long before = usedBytes();
        long native0 = Pointer.physicalBytes();
        int read = 0;
        for (int i = 0; i < FILES_EACH; i++) {
            String name = files.get(i % files.size());
            byte[] whole = GoldenFiles.bytes(name);
            byte[] file = mutated(whole, new Random(1_000_003L * kind.hashCode() + i), name.endsWith(".png"));
            long start = System.nanoTime();
            try {
                Raster image = DECODER.decode(file, "fuzzed");
                assertThat(image.toRgb().toBytes()).hasSize(3 * image.width() * image.height());
                assertThat(image.toLuminance().maximum()).isBetween(0f, 1f);
                read++;
            } catch (ImageFileException e) {
                assertThat(e).hasMessageStartingWith("fuzzed: ");
                assertThat(e.getMessage()).hasSizeLessThan(500).doesNotContain("\n");
            } catch (RuntimeException | Error e) {
                throw new AssertionError("file " + i + " of " + kind + ", " + name + ", ended in " + e, e);
            }
            assertThat(System.nanoTime() - start).as("file " + i).isLessThan(LONGEST_NANOS);
        }
        assertThat(read).as("files read").isBetween(1, FILES_EACH * 9 / 10);
        assertThat(usedBytes() - before).as("growth of the heap").isLessThan(MOST_GROWTH_BYTES);
        assertThat(Pointer.physicalBytes() - native0)
                .as("growth of the process")
                .isLessThan(6 * MOST_GROWTH_BYTES);
    }

    /** Checksums hold: a PNG with a damaged byte is refused, or the byte is none that pixels depend on. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void aDamagedPngIsNeverAnotherPicture(String kind, List<String> files) {
        for (int i = 0; i < FILES_EACH && kind.endsWith("png"); i++) {
            String name = files.get(i % files.size());
            byte[] file = DamagedImageTest.damage(GoldenFiles.bytes(name), new Random(77L * i));
            try {
                assertThat(DECODER.decode(file, "fuzzed")).isEqualTo(GoldenFiles.image(name));
            } catch (ImageFileException e) {
                assertThat(e).hasMessageStartingWith("fuzzed: ");
            }
        }
    }

    /** Maps and masks of a folder, in every format: on the grid from 0 to 1, marked in some pixels or none. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void mapsEndOnTheirGridOrInOurException(String kind, List<String> files) throws IOException {
        CamGrid grid = new CamGrid(7, 7);
        for (int i = 0; i < Math.min(FILES_EACH, FILES_EACH / 8 + 50); i++) {
            String name = files.get(i % files.size());
            byte[] whole = GoldenFiles.bytes(name);
            Path maps = Files.createDirectories(folder.resolve(kind));
            Path file = maps.resolve("map" + name.substring(name.lastIndexOf('.')));
            Files.write(file, mutated(whole, new Random(31L * kind.hashCode() + i), name.endsWith(".png")));
            long start = System.nanoTime();
            try {
                SaliencyMap map = MapFolder.open(maps)
                        .withDecoder(DECODER)
                        .read("real/map.jpg", grid)
                        .orElseThrow();
                for (float value : map.toArray()) {
                    assertThat(value >= 0 && value <= 1).isTrue();
                }
                ImageSize size = DECODER.readHeader(file).size();
                List<Annotation> mask = List.of(new Annotation.MaskFile(file));
                assertThat(Rasterizer.withDefaults()
                                .withDecoder(DECODER)
                                .mask(new AnnotationRecord("map", size, "A", null, null, mask))
                                .count())
                        .isBetween(0, size.pixels());
            } catch (ImageFileException e) {
                assertThat(e).hasMessageStartingWith(file + ": ");
            } catch (RuntimeException | Error e) {
                throw new AssertionError("map " + i + " of " + kind + ", " + name + ", ended in " + e, e);
            }
            assertThat(System.nanoTime() - start).as("map " + i).isLessThan(LONGEST_NANOS);
            Files.delete(file);
        }
    }

    /** Damage anywhere, or in the first bytes, where sizes and tables are; of PNG in half the cases with checksums that hold. */
    private static byte[] mutated(byte[] whole, Random random, boolean isPng) {
        byte[] file = random.nextInt(3) == 0 ? DamagedImageTest.damage(whole, random) : whole.clone();
        for (int i = random.nextInt(4); i >= 0 && file.length > 0; i--) {
            int at = random.nextInt(random.nextBoolean() ? Math.min(file.length, 64) : file.length);
            file[at] = switch (random.nextInt(4)) {
                case 0 -> 0;
                case 1 -> (byte) 255;
                case 2 -> (byte) (file[at] + 1 - 2 * random.nextInt(2));
                default -> (byte) random.nextInt();
            };
        }
        return isPng && random.nextBoolean() ? withChecksums(file) : file;
    }

    private static byte[] withChecksums(byte[] png) {
        byte[] file = Arrays.copyOf(png, png.length);
        ByteBuffer in = ByteBuffer.wrap(file);
        for (long at = 8; at + 12 <= file.length; ) {
            int length = in.getInt((int) at);
            if (length < 0 || at + 12 + length > file.length) {
                break;
            }
            CRC32 crc = new CRC32();
            crc.update(file, (int) at + 4, length + 4);
            in.putInt((int) at + 8 + length, (int) crc.getValue());
            at += 12 + length;
        }
        return file;
    }

    private static long usedBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
