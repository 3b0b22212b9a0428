package org.cyborgml.saliency.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JpegCompressionTest {

    private static Raster image(Channels channels) {
        int count = channels.count();
        byte[] samples = new byte[24 * 40 * count];
        for (int y = 0; y < 24; y++) {
            for (int x = 0; x < 40; x++) {
                for (int c = 0; c < count; c++) {
                    samples[(y * 40 + x) * count + c] = (byte) ((x * 7 + y * 13 + c * 50 + x * y % 31 * 3) % 256);
                }
            }
        }
        return Raster.of(40, 24, channels, samples);
    }

    /**
     * CRC-32 of the pixels that Pillow gives: {@code Image.fromarray(a).save(b, "JPEG", quality=q)} and
     * {@code Image.open(b)}, where {@code a} is the image above.
     */
    @ParameterizedTest
    @CsvSource({"RGB,30,1016117236", "RGB,75,3074071835", "RGB,100,424945660", "GREY,50,3377268319"})
    void isWhatPillowDoes(Channels channels, int quality, long expected) {
        CRC32 crc = new CRC32();
        crc.update(JpegCompression.apply(image(channels), quality).toBytes());
        assertThat(crc.getValue()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 101, -5})
    void namesAQualityOutOfRange(int quality) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JpegCompression.apply(image(Channels.RGB), quality))
                .withMessage("JPEG quality must be in [1,100], found " + quality);
    }

    @Test
    void refusesAlpha() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JpegCompression.apply(image(Channels.RGBA), 50))
                .withMessageContaining("must be 8-bit grey or RGB");
    }
}
