package org.cyborgml.saliency.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.cyborgml.saliency.annotation.AnnotatedImage;
import org.cyborgml.saliency.annotation.AnnotationFormatException;
import org.cyborgml.saliency.annotation.AnnotationRecord;
import org.cyborgml.saliency.annotation.ParsedAnnotations;
import org.cyborgml.saliency.image.BinaryMask;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.map.Judgements;
import org.cyborgml.saliency.map.SaliencyMap;
import org.cyborgml.saliency.map.SaliencyMapBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mutated annotation files from fixed seeds. Each ends within seconds in an exception of ours that names the file, or in records
 * that give maps within [0,1]. {@code -Dorg.cyborgml.fuzz.files=10000} makes the number of files of each form that is tried before
 * a release.
 */
class AnnotationFuzzTest {

    private static final int FILES_EACH = Integer.getInteger("org.cyborgml.fuzz.files", 150);
    private static final long LONGEST_NANOS = 5_000_000_000L;
    private static final long MOST_GROWTH_BYTES = 64L << 20;
    private static final int MOST_PIXELS = 1 << 16;
    private static final SaliencyMapBuilder MAPS = SaliencyMapBuilder.paper()
            .withJudgements(Judgements.ALL)
            .withSigma(0)
            .withMaximumPixels(MOST_PIXELS);

    @TempDir
    static Path images;

    /** The page's examples, with an image of 64x48 in the place of the large one, and all shapes that they lack. */
    static Stream<FormatsPage.Example> files() {
        return FormatsPage.examples().stream()
                .map(example -> new FormatsPage.Example(
                        example.extension(),
                        example.form(),
                        example.text()
                                .replace("306180", "2052")
                                .replace("640", "64")
                                .replace("480", "48")));
    }

    @ParameterizedTest
    @MethodSource("files")
    void formsEndInRecordsOrInTheirExceptions(FormatsPage.Example example) throws IOException {
        FormatsPage.image(images.resolve("faces/000174.png"), 64, 48);
        FormatsPage.image(images.resolve("faces/small.png"), 12, 9);
        AnnotationReader reader = AnnotationReader.withDefaults()
                .withOptions(ReadingOptions.defaults().withOutside(OutsideRule.CUT));
        AnnotationReader sized = reader.withImages(images);
        long before = usedBytes();
        int read = 0;
        for (int i = 0; i < FILES_EACH; i++) {
            Random random = new Random(1_000_003L * example.toString().hashCode() + i);
            byte[] mutated = TextMutations.of(example.bytes(), random);
            AnnotationReader any = random.nextBoolean() || example.form().equals("via") ? sized : reader;
            AnnotationReader one = random.nextInt(4) == 0 ? any.withOnly(example.form()) : any;
            long start = System.nanoTime();
            try {
                requireMaps(one.parse(Path.of("fuzzed"), mutated));
                read++;
            } catch (AnnotationFormatException e) {
                assertThat(e.getMessage())
                        .startsWith("fuzzed: ")
                        .hasSizeLessThan(3000)
                        .doesNotContain("\n");
            } catch (RuntimeException | Error e) {
                throw new AssertionError(
                        "file " + i + " of " + example + " ended in " + e + "\n"
                                + new String(mutated, StandardCharsets.UTF_8),
                        e);
            }
            assertThat(System.nanoTime() - start).as("file " + i).isLessThan(LONGEST_NANOS);
        }
        assertThat(read).as("files read").isBetween(FILES_EACH / 20, FILES_EACH * 19 / 20);
        assertThat(usedBytes() - before).as("growth in bytes").isLessThan(MOST_GROWTH_BYTES);
    }

    private static void requireMaps(ParsedAnnotations read) {
        read.problems()
                .forEach(problem -> assertThat(problem.reason()).isNotBlank().hasSizeLessThan(2010));
        for (List<AnnotationRecord> image :
                AnnotatedImage.byImage(read.records()).values()) {
            SaliencyMap map;
            try {
                map = MAPS.build(AnnotatedImage.of(image)).map();
            } catch (IllegalArgumentException | IOException e) {
                assertThat(e.getMessage()).isNotBlank();
                continue;
            }
            for (float value : map.toArray()) {
                assertThat(value >= 0 && value <= 1).isTrue();
            }
        }
    }

    @Test
    void runLengthsEndInMasksOrInTheirExceptions() {
        byte[] packed = {
            0,
            0,
            1,
            (byte) 176,
            57,
            27,
            (byte) 254,
            67,
            0,
            (byte) 143,
            (byte) 255,
            17,
            (byte) 128,
            97,
            63,
            (byte) 252,
            54,
            1,
            (byte) 132,
            (byte) 255,
            (byte) 240,
            (byte) 184,
            6,
            27,
            (byte) 255,
            (byte) 194,
            (byte) 224,
            24,
            79,
            (byte) 255,
            13,
            (byte) 128,
            97,
            63,
            (byte) 252,
            70,
            1,
            31,
            (byte) 254,
            71,
            0,
            0
        };
        ImageSize size = new ImageSize(12, 9);
        List<BinaryMask> masks = new ArrayList<>();
        for (int i = 0; i < FILES_EACH; i++) {
            Random random = new Random(77L * i);
            byte[] mutated = packed.clone();
            for (int k = random.nextInt(3); k >= 0; k--) {
                mutated[random.nextInt(4) == 0 ? random.nextInt(4) : 4 + random.nextInt(packed.length - 4)] ^=
                        (byte) (1 << random.nextInt(8));
            }
            byte[] text = TextMutations.of("f0164N0O20N102Li0".getBytes(StandardCharsets.US_ASCII), random);
            long start = System.nanoTime();
            try {
                masks.add(BrushRuns.mask(mutated, size));
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
            try {
                masks.add(CocoRuns.mask(CocoRuns.decode(new String(text, StandardCharsets.ISO_8859_1)), size));
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
            assertThat(System.nanoTime() - start).as("file " + i).isLessThan(LONGEST_NANOS);
        }
        assertThat(masks).hasSizeBetween(FILES_EACH / 50, FILES_EACH * 19 / 10);
        assertThat(masks).allSatisfy(mask -> assertThat(mask.toRuns()).hasSizeBetween(1, 109));
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
