package org.cyborgml.saliency.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.cyborgml.saliency.image.BinaryMask;
import org.cyborgml.saliency.image.ImageSize;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Run lengths against those of the tools' own code: pycocotools 2.0 ({@code mask.encode}) and label-studio-converter 0.0.59
 * ({@code brush.mask2rle}), on a disc, noise, nothing, everything and one corner. The row runs are ours.
 */
class RunsTest {

    private static int[] numbers(String text) {
        return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
    }

    private static byte[] bytes(String text) {
        int[] numbers = numbers(text);
        byte[] bytes = new byte[numbers.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) numbers[i];
        }
        return bytes;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12|9|17 1 9 5 7 5 6 7 6 5 7 5 9 1 18|f0164N0O20N102Li0|22 1 6 5 4 5 3 7 3 5 4 5 6 1 31",
                "7|5|1 1 1 4 3 2 3 1 2 1 1 2 1 2 1 3 6|331N40L10O021N00O0010|3 3 1 1 5 1 1 2 1 1 1 3 2 1 2 1 1 1 1 2 1",
                "4|3|12|<|12",
                "4|3|0 12|0<|0 12",
                "8|6|47 1|_11|47 1"
            })
    void cocosRunsGoDownTheColumns(int width, int height, String rows, String text, String columns) {
        ImageSize size = new ImageSize(width, height);
        BinaryMask expected = BinaryMask.ofRuns(size, numbers(rows));

        assertThat(CocoRuns.decode(text)).isEqualTo(numbers(columns));
        assertThat(CocoRuns.mask(CocoRuns.decode(text), size)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12|9|17 1 9 5 7 5 6 7 6 5 7 5 9 1 18|0 0 1 176 57 27 254 67 0 143 255 17 128 97 63 252 54 1 132 255 240 184 6 27 255 194 224 24 79 255 13 128 97 63 252 70 1 31 254 71 0 0",
                "7|5|1 1 1 4 3 2 3 1 2 1 1 2 1 2 1 3 6|0 0 0 140 57 27 252 96 17 255 198 1 127 254 216 4 255 246 192 35 255 156 2 63 248 192 39 255 140 2 127 248 192 45 255 225 112 0",
                "4|3|12|0 0 0 48 57 27 254 47 0 0",
                "4|3|0 12|0 0 0 48 57 27 254 47 255 0",
                "8|6|47 1|0 0 0 192 57 27 254 187 0 143 252"
            })
    void labelStudiosBrushIsTheAlphaOfAnImage(int width, int height, String rows, String packed) {
        ImageSize size = new ImageSize(width, height);

        assertThat(BrushRuns.mask(bytes(packed), size)).isEqualTo(BinaryMask.ofRuns(size, numbers(rows)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|breaks off or has a strange character",
                "oooooooooooooooo|breaks off or has a strange character",
                "~|breaks off or has a strange character",
                "O|has the run -1: must be at least 0"
            })
    void cocosTextMayBeDamaged(String text, String message) {
        String damaged = text.equals("0") ? "o" : text;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CocoRuns.decode(damaged))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 0 0 49 57 27 254 47 0 0|is of 49 values: an image of 4x3 has 48",
                "0 0 0 48 57 27 254|breaks off after 7 bytes",
                "255 255 255 255 255 255 255 255 255 255|is of 4294967295 values",
                "0 0 0 48 57 31 255 255 255 255 255|has a run of 65536 after 0 of 48 values"
            })
    void labelStudiosBrushMayBeDamaged(String packed, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BrushRuns.mask(bytes(packed), new ImageSize(4, 3)))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"20000,20000", "1,100000001"})
    void aFewBytesThatClaimAHugeMaskAreRefused(int width, int height) {
        ImageSize size = new ImageSize(width, height);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CocoRuns.mask(new int[] {size.pixels()}, size))
                .withMessageContaining("at most 100000000 pixels are read");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BrushRuns.mask(new byte[] {1}, size))
                .withMessageContaining("at most 100000000 pixels are read");
    }
}
