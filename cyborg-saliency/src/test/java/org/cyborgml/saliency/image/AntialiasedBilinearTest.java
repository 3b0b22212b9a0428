package org.cyborgml.saliency.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.cyborgml.saliency.GoldenFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AntialiasedBilinearTest {

    static Stream<Arguments> resizes() {
        return Stream.of("rgb", "grey")
                .flatMap(name -> Stream.of("7x7", "8x8", "10x10", "33x29", "97x20", "41x71", "131x113", "50x150", "1x1")
                        .map(size -> Arguments.of(name, size)));
    }

    @ParameterizedTest
    @MethodSource("resizes")
    void givesThePixelsOfPillow(String name, String size) {
        Raster expected = GoldenFiles.image(name + "_" + size + ".png");
        Raster resized =
                AntialiasedBilinear.to(expected.width(), expected.height()).resize(GoldenFiles.image(name + ".png"));
        assertThat(resized.channels()).isEqualTo(expected.channels());
        assertThat(resized.toBytes()).isEqualTo(expected.toBytes());
    }

    @ParameterizedTest
    @CsvSource({"7,7", "60,51", "13,80"})
    void givesTheFloatsOfPillow(int width, int height) {
        FloatPlane plane = FloatPlane.of(45, 37, GoldenFiles.floats("float_45x37.f32"));
        float[] expected = GoldenFiles.floats("float_" + width + "x" + height + ".f32");
        assertThat(AntialiasedBilinear.to(width, height).resize(plane).toArray())
                .usingComparatorWithPrecision(1e-7f)
                .containsExactly(expected);
    }

    @Test
    void keepsWhatHasTheSizeAlready() {
        Raster image = GoldenFiles.image("rgb.png");
        assertThat(AntialiasedBilinear.to(97, 71).resize(image)).isSameAs(image);
        FloatPlane plane = image.toLuminance();
        assertThat(AntialiasedBilinear.to(97, 71).resize(plane)).isSameAs(plane);
    }

    @ParameterizedTest
    @CsvSource({"1,1,9,5", "300,200,7,7", "13,17,299,299", "5,5,5,4"})
    void leavesWhiteWhite(int width, int height, int toWidth, int toHeight) {
        byte[] white = new byte[width * height];
        java.util.Arrays.fill(white, (byte) 255);
        Raster resized =
                AntialiasedBilinear.to(toWidth, toHeight).resize(Raster.of(width, height, Channels.GREY, white));
        assertThat(resized.toLuminance().minimum()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"300,7", "7,300", "11,11", "1,6", "1000,999"})
    void weightsOfEveryOutputSumToOne(int inputs, int outputs) {
        TriangleWeights weights = TriangleWeights.of(inputs, outputs);
        for (int i = 0; i < outputs; i++) {
            double sum = 0;
            for (int k = 0; k < weights.count(i); k++) {
                sum += weights.weights()[i * weights.stride() + k];
            }
            assertThat(sum).isCloseTo(1, within(1e-12));
            assertThat(weights.first(i) + weights.count(i)).isLessThanOrEqualTo(inputs);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Channels.class,
            names = {"GREY_ALPHA", "RGBA"})
    void refusesAlpha(Channels channels) {
        Raster image = Raster.of(1, 1, channels, new byte[channels.count()]);
        assertThatThrownBy(() -> AntialiasedBilinear.to(2, 2).resize(image))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(channels.toString())
                .hasMessageContaining("toRgb()");
    }

    @Test
    void refusesSixteenBitsAndImpossibleSizes() {
        Raster image = Raster.of(1, 1, Channels.GREY, new short[1]);
        assertThatThrownBy(() -> AntialiasedBilinear.to(2, 2).resize(image)).hasMessageContaining("toEightBits()");
        for (int side : List.of(0, -3)) {
            assertThatThrownBy(() -> AntialiasedBilinear.to(side, 4)).hasMessageContaining(side + "x4");
        }
    }
}
