package org.cyborgml.saliency.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.cyborgml.saliency.GoldenFiles;
import org.cyborgml.saliency.image.BinaryMask;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.FloatPlane;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.PaletteReading;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.image.SampleDepth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SaliencyMapTest {

    private static SaliencyMap random(int width, int height, long seed) {
        float[] values = new float[width * height];
        Random random = new Random(seed);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return SaliencyMap.of(FloatPlane.of(width, height, values));
    }

    @Test
    void scalesAnyPlaneToZeroAndOne() {
        SaliencyMap map = SaliencyMap.scaledFrom(FloatPlane.of(3, 1, new float[] {-2, 0, 6}));
        assertThat(map.toArray()).containsExactly(0, 0.25f, 1);
        float huge = Float.MAX_VALUE;
        assertThat(SaliencyMap.scaledFrom(FloatPlane.of(3, 1, new float[] {-huge, 0, huge}))
                        .toArray())
                .containsExactly(0, 0.5f, 1);
        assertThat(map.scaled()).isEqualTo(map);
    }

    @ParameterizedTest
    @ValueSource(floats = {0, 1, -7, Float.MAX_VALUE})
    void constantPlanesBecomeZeros(float value) {
        SaliencyMap map = SaliencyMap.scaledFrom(FloatPlane.of(2, 2, new float[] {value, value, value, value}));
        assertThat(map.isConstant()).isTrue();
        assertThat(map.toArray()).containsOnly(0);
    }

    @Test
    void refusesValuesOutOfRange() {
        assertThatThrownBy(() -> SaliencyMap.of(FloatPlane.of(2, 1, new float[] {0, 1.5f})))
                .hasMessage("map values from 0.0 to 1.5: must be from 0 to 1, or be scaled by scaledFrom");
        assertThatThrownBy(() -> SaliencyMap.of(FloatPlane.of(2, 1, new float[] {-0.1f, 1})))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anyImageIsAMapByItsLuminance() {
        SaliencyMap map = SaliencyMap.ofImage(GoldenFiles.image("small_rgb.png"));
        Raster grey = GoldenFiles.image("small_grey.png");
        assertThat(map.get(17, 8)).isEqualTo(grey.sample(17, 8, 0) / 255f);
        assertThat(SaliencyMap.ofImage(GoldenFiles.image("png_grey16.png")).get(29, 19))
                .isEqualTo(599 * 109 / 65535f);
    }

    @Test
    void masksAreMaps() {
        BinaryMask mask = BinaryMask.of(2, 1, new boolean[] {false, true});
        assertThat(SaliencyMap.ofMask(mask).toArray()).containsExactly(0, 1);
    }

    @Test
    void segmentationsAreMapsByTheImportanceOfTheirClasses() throws ImageFileException {
        Raster classes =
                ImageDecoder.withDefaults().withPalettes(PaletteReading.INDICES).read(GoldenFiles.path("kind_3_2.png"));
        SaliencyMap map = SaliencyMap.ofSegmentation(classes, Map.of(1, 0.5, 3, 1.0));
        for (int y = 0; y < classes.height(); y++) {
            for (int x = 0; x < classes.width(); x++) {
                float expected =
                        switch (classes.sample(x, y, 0)) {
                            case 1 -> 0.5f;
                            case 3 -> 1;
                            default -> 0;
                        };
                assertThat(map.get(x, y)).isEqualTo(expected);
            }
        }
        assertThatThrownBy(() -> SaliencyMap.ofSegmentation(classes, Map.of(256, 1.0)))
                .hasMessage("class 256: must be from 0 to 255 for EIGHT_BITS");
        assertThatThrownBy(() -> SaliencyMap.ofSegmentation(classes, Map.of(1, -1.0)))
                .hasMessage("importance -1.0 of class 1: must be from 0 to 1");
        assertThatThrownBy(() -> SaliencyMap.ofSegmentation(GoldenFiles.image("kind_3_2.png"), Map.of()))
                .hasMessageContaining("a segmentation must be grey");
    }

    @ParameterizedTest
    @EnumSource(SampleDepth.class)
    void asAnImageEveryValueIsRoundedToTheNearestSample(SampleDepth depth) {
        SaliencyMap map = random(21, 13, 3);
        Raster image = map.toRaster(depth);
        assertThat(image.channels()).isEqualTo(Channels.GREY);
        float[] back = SaliencyMap.ofImage(image).toArray();
        for (int i = 0; i < back.length; i++) {
            assertThat(back[i]).isCloseTo(map.toArray()[i], within(0.5f / depth.maximum() + 1e-7f));
        }
        SaliencyMap ends = SaliencyMap.of(FloatPlane.of(2, 1, new float[] {0, 1}));
        assertThat(ends.toRaster(depth).sample(0, 0, 0)).isZero();
        assertThat(ends.toRaster(depth).sample(1, 0, 0)).isEqualTo(depth.maximum());
    }

    @Test
    void bringsMapsToTheCamGridAsTheAuthorsDo() {
        SaliencyMap onGrid = new CamGrid(7, 7).downsize(GoldenFiles.image("rgb.png"));
        double[] expected = GoldenFiles.csv("cam_grid_7x7.csv");
        for (int i = 0; i < 49; i++) {
            assertThat((double) onGrid.toArray()[i]).isCloseTo(expected[i], within(1e-7));
        }
    }

    @ParameterizedTest
    @CsvSource({"7,7", "8,8", "10,10"})
    void floatsAndImagesAgreeOnTheCamGrid(int width, int height) {
        Raster image = GoldenFiles.image("grey.png");
        CamGrid grid = new CamGrid(width, height);
        SaliencyMap ofFloats = grid.downsize(SaliencyMap.ofImage(image));
        SaliencyMap ofBytes = grid.downsize(image);
        assertThat(ofFloats.toPlane().minimum()).isZero();
        assertThat(ofFloats.toPlane().maximum()).isEqualTo(1);
        // Two roundings of half a level, widened by the scaling of a range that is about half of all levels.
        assertThat(ofFloats.toArray()).usingComparatorWithPrecision(4 / 255f).containsExactly(ofBytes.toArray());
    }

    @Test
    void aConstantMapIsZerosOnTheGrid() {
        byte[] white = {-1, -1, -1, -1, -1, -1};
        assertThat(new CamGrid(2, 2)
                        .downsize(Raster.of(3, 2, Channels.GREY, white))
                        .toArray())
                .containsOnly(0);
        assertThatThrownBy(() -> new CamGrid(0, 7)).hasMessageContaining("0x7");
    }

    @ParameterizedTest
    @CsvSource({"1,1", "3,90", "90,3", "64,64"})
    void resizingStaysInRange(int width, int height) {
        float[] ones = new float[17 * 23];
        Arrays.fill(ones, 1);
        SaliencyMap white = SaliencyMap.of(FloatPlane.of(17, 23, ones)).resizedTo(width, height);
        assertThat(white.toPlane().maximum()).isLessThanOrEqualTo(1);
        assertThat(white.toPlane().minimum()).isCloseTo(1, within(1e-6f));
        assertThat(random(17, 23, 4).resizedTo(width, height).toPlane().minimum())
                .isNotNegative();
    }

    @Test
    void meanMapIsTheMeanOfEveryPlace() {
        MeanMapAccumulator mean = new MeanMapAccumulator();
        double[] sums = new double[6 * 5];
        for (int i = 0; i < 11; i++) {
            SaliencyMap map = random(6, 5, i);
            mean.add(map);
            for (int k = 0; k < sums.length; k++) {
                sums[k] += map.toArray()[k];
            }
        }
        assertThat(mean.count()).isEqualTo(11);
        for (int k = 0; k < sums.length; k++) {
            assertThat(mean.mean().toArray()[k]).isCloseTo((float) (sums[k] / 11), within(1e-7f));
        }
    }

    @Test
    void meanOfManyLikeMapsIsThatMap() {
        SaliencyMap map = SaliencyMap.of(FloatPlane.of(3, 1, new float[] {0.1f, 0.7f, 1}));
        MeanMapAccumulator mean = new MeanMapAccumulator();
        for (int i = 0; i < 100_000; i++) {
            mean.add(map);
        }
        assertThat(mean.mean()).isEqualTo(map);
    }

    @Test
    void meanNeedsMapsOfOneSize() {
        MeanMapAccumulator mean = new MeanMapAccumulator();
        assertThatThrownBy(mean::mean)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the mean of 0 maps: at least 1 is needed");
        mean.add(random(2, 3, 1));
        assertThatThrownBy(() -> mean.add(random(3, 2, 1)))
                .hasMessage("map of 3x2 among maps of 2x3: the sizes of a mean's maps must be equal");
        assertThat(mean.count()).isEqualTo(1);
    }
}
