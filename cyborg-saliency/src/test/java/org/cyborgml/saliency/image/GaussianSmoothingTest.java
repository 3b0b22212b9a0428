package org.cyborgml.saliency.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.cyborgml.saliency.GoldenFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GaussianSmoothingTest {

    @ParameterizedTest
    @CsvSource({"40,30,5", "40,30,0.8", "33,50,12.5", "1,20,5", "25,1,2", "3,3,5"})
    void blursAsOpenCvWithItsOwnKernel(int width, int height, String sigma) {
        String name = "blur_" + width + "x" + height;
        FloatPlane plane = FloatPlane.of(width, height, GoldenFiles.floats(name + ".f32"));
        assertThat(GaussianSmoothing.blur(plane, Double.parseDouble(sigma)).toArray())
                .usingComparatorWithPrecision(2e-6f)
                .containsExactly(GoldenFiles.floats(name + "_" + sigma + ".f32"));
    }

    @Test
    void sigmaFiveTakesTwentyPixelsToEachSide() {
        assertThat(GaussianSmoothing.kernelSide(5)).isEqualTo(41);
        float[] dot = new float[101];
        dot[50] = 1;
        float[] blurred = GaussianSmoothing.blur(FloatPlane.of(101, 1, dot), 5).toArray();
        for (int x = 0; x < 101; x++) {
            assertThat(blurred[x] > 0).as("pixel %s", x).isEqualTo(Math.abs(x - 50) <= 20);
        }
    }

    @Test
    void sigmaZeroLeavesThePlane() {
        FloatPlane plane = FloatPlane.of(2, 1, new float[] {0, 1});
        assertThat(GaussianSmoothing.blur(plane, 0)).isSameAs(plane);
    }
}
