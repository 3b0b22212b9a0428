package org.cyborgml.saliency.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaneTypesTest {

    @Test
    void rasterIsACopy() {
        byte[] samples = {1, 2, 3};
        Raster image = Raster.of(1, 1, Channels.RGB, samples);
        samples[0] = 9;
        image.toBytes()[1] = 9;
        assertThat(image.toBytes()).containsExactly(1, 2, 3);
    }

    @Test
    void rasterRefusesTheWrongNumberOfSamples() {
        assertThatThrownBy(() -> Raster.of(2, 2, Channels.RGB, new byte[11]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("raster of 11 samples: 2x2 RGB needs 12");
        assertThatThrownBy(() -> Raster.of(2, 2, Channels.GREY, new short[5])).hasMessageContaining("5 samples");
    }

    @Test
    void sixteenBitsAreUnsigned() {
        Raster image = Raster.of(2, 1, Channels.GREY, new short[] {(short) 65535, (short) 0x8001});
        assertThat(image.sample(0, 0, 0)).isEqualTo(65535);
        assertThat(image.sample(1, 0, 0)).isEqualTo(0x8001);
        assertThatThrownBy(image::toBytes).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> image.sample(2, 0, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void planeRefusesWhatIsNotFinite(float value) {
        assertThatThrownBy(() -> FloatPlane.of(2, 2, new float[] {0, 0, 0, value}))
                .hasMessage("value " + value + " at (1,1): values must be finite");
    }

    @Test
    void maskMarksWhatIsAboveTheLevel() {
        Raster image = Raster.of(4, 1, Channels.GREY, new byte[] {0, 1, 127, (byte) 128});
        assertThat(BinaryMask.above(image, 0).toArray()).containsExactly(false, true, true, true);
        assertThat(BinaryMask.above(image, 127).toArray()).containsExactly(false, false, false, true);
        assertThat(BinaryMask.above(image, 127).toRaster().toBytes()).containsExactly(0, 0, 0, -1);
        assertThatThrownBy(() -> BinaryMask.above(image, 255)).hasMessageContaining("255");
        assertThat(BinaryMask.above(image, 0).intersectionCount(BinaryMask.above(image, 127)))
                .isEqualTo(1);
        assertThatThrownBy(() -> BinaryMask.above(image.toLuminance(), Double.NaN))
                .hasMessageContaining("NaN");
    }
}
