package org.cyborgml.saliency.face;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.cyborgml.saliency.geometry.BoundingBox;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.image.Raster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mutated models and csv files from fixed seeds. Each ends within seconds in an exception of ours that names the file, or in
 * detectors that run and transforms that crop. {@code -Dorg.cyborgml.fuzz.files=5000} makes the number of files of each kind
 * that is tried before a release.
 */
class FaceFuzzTest {

    private static final int TABLES = Integer.getInteger("org.cyborgml.fuzz.files", 5000);
    private static final int MODELS = Integer.getInteger("org.cyborgml.fuzz.files", 1500);
    private static final long LONGEST_NANOS = 5_000_000_000L;

    /** Counts processor time, which other programs on the machine do not lengthen. */
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private static final List<String> NUMBERS =
            List.of("0", "-1", "1e308", "NaN", "2147483648", "99999999999", "", "1e-320", "0.5", "10000001", "-7");

    @TempDir
    private Path folder;

    /** Makes something of a file. */
    @FunctionalInterface
    private interface Use {
        void of(Path file) throws IOException;
    }

    private void fuzz(String name, int files, byte[] whole, int seed, Use use) throws IOException {
        Path file = folder.resolve(name);
        int read = 0;
        for (int i = 0; i < files; i++) {
            Random random = new Random(1_000_003L * seed + i);
            Files.write(file, name.endsWith("csv") ? csv(whole, random) : bytes(whole, random));
            long start = CLOCK.getCurrentThreadCpuTime();
            try {
                use.of(file);
                read++;
            } catch (IOException e) {
                assertThat(e.getMessage()).startsWith(file.toString()).hasSizeLessThan(2000);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("file " + i + " of " + name + " ended in " + e, e);
            }
            assertThat(CLOCK.getCurrentThreadCpuTime() - start).as("file " + i).isLessThan(LONGEST_NANOS);
        }
        // Were one outcome the only one, the damage would be too mild or too coarse to find anything.
        assertThat(read).isBetween(files / 100, files * 9 / 10);
    }

    private static byte[] bytes(byte[] whole, Random random) {
        byte[] mutated = whole.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(mutated.length);
            switch (random.nextInt(6)) {
                case 0 -> mutated = Arrays.copyOf(mutated, at + 1);
                case 1 -> mutated[at] = (byte) random.nextInt();
                case 2 -> Arrays.fill(mutated, at, Math.min(mutated.length, at + random.nextInt(9)), (byte) 0xff);
                default -> mutated[at] ^= (byte) (1 << random.nextInt(8));
            }
        }
        return mutated;
    }

    private static byte[] csv(byte[] whole, Random random) {
        if (random.nextInt(4) == 0) {
            return bytes(whole, random);
        }
        String[] lines = new String(whole, StandardCharsets.UTF_8).split("\n", -1);
        int line = random.nextInt(lines.length);
        String[] cells = lines[line].split(",", -1);
        cells[random.nextInt(cells.length)] = NUMBERS.get(random.nextInt(NUMBERS.size()));
        lines[line] = String.join(",", random.nextInt(8) == 0 ? Arrays.copyOf(cells, cells.length - 1) : cells);
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void models() throws IOException {
        Raster picture = ImageDecoder.withDefaults().read(FaceGolden.FOLDER.resolve("small.png"));
        byte[] whole = Files.readAllBytes(FaceGolden.FOLDER.resolve("tiny_yunet.onnx"));
        fuzz("model.onnx", MODELS, whole, 1, file -> {
            try (YuNet detector = YuNet.read(file).withThreshold(0.2)) {
                detector.detect(picture)
                        .forEach(face -> assertThat(face.score()).isBetween(0.2, 1.0));
            } catch (IllegalArgumentException e) {
                // Weights may give boxes that are none.
                assertThat(e.getMessage()).containsAnyOf("box", "must be");
            }
        });
    }

    @Test
    void faces() throws IOException {
        String text = "path,left,top,right,bottom,score,left_eye_x,left_eye_y,right_eye_x,right_eye_y,nose_x,nose_y,"
                + "left_mouth_x,left_mouth_y,right_mouth_x,right_mouth_y\n"
                + "a.png,1,2,30,40,0.9,5,6,20,6,12,18,7,30,19,31\nb.png,3,4,20,30,0.5,,,,,,,,,,\n";
        fuzz("faces.csv", TABLES, text.getBytes(StandardCharsets.UTF_8), 2, file -> {
            FaceTable table = FaceTable.read(file);
            for (String photograph : table.photographs()) {
                assertThat(table.faces(photograph)).isNotEmpty();
            }
        });
    }

    @Test
    void transforms() throws IOException {
        ImageSize size = new ImageSize(60, 50);
        Landmarks landmarks = FaceGolden.landmarks(new double[] {20, 15, 35, 16, 27, 24, 21, 31, 34, 32}, 0);
        Face face = new Face(Optional.of(new BoundingBox(15, 8, 25, 30)), Optional.of(landmarks), 0.9);
        CropTable table = CropTable.of(List.of(
                new FaceCrop(
                        "a.png",
                        "a.jpg",
                        1,
                        face,
                        FaceCropper.paper().withSide(16).transform(face, size)),
                new FaceCrop(
                        "b.png",
                        "b.jpg",
                        1,
                        face,
                        FaceCropper.of(CropStyle.ALIGNED).withSide(16).transform(face, size))));
        Path file = folder.resolve("whole.csv");
        table.write(file);
        Raster photograph = Raster.of(60, 50, Channels.GREY, new byte[3000]);
        fuzz("crops.csv", TABLES, Files.readAllBytes(file), 3, mutated -> {
            for (FaceCrop crop : CropTable.read(mutated).crops()) {
                if (crop.transform().source().equals(size)
                        && crop.transform().target().pixels() < 1 << 20) {
                    assertThat(crop.transform().apply(photograph).size())
                            .isEqualTo(crop.transform().target());
                }
            }
        });
    }
}
