package org.cyborgml.saliency.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.cyborgml.saliency.GoldenFiles;
import org.cyborgml.saliency.image.AntialiasedBilinear;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.map.SaliencyMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JointCropTest {

    @Test
    void growsTheBoxAsInThePaper() {
        // 20 % of 100 and of 200 all round; above 30 % of 200 more.
        PixelCrop crop = CropGeometry.paper().cropOf(new BoundingBox(300, 400, 100, 200), new ImageSize(1000, 1000));
        assertThat(crop.left()).isEqualTo(300 - 20);
        assertThat(crop.top()).isEqualTo(400 - 40 - 60);
        assertThat(crop.size()).isEqualTo(new ImageSize(100 + 40, 200 + 80 + 60));
    }

    @ParameterizedTest
    @EnumSource(BorderRule.class)
    void cropsImageAndMapToTheGoldenFilesOfPillow(BorderRule rule) {
        Raster image = GoldenFiles.image("rgb.png");
        SaliencyMap map = SaliencyMap.ofImage(image);
        JointCrop crop = new JointCrop(CropGeometry.paper().withBorder(rule), new ImageSize(56, 48));
        JointCrop.CroppedPair pair = crop.apply(image, map, new BoundingBox(30.4, 9.5, 40, 50));
        assertThat(pair.image()).isEqualTo(GoldenFiles.image("crop_" + rule + ".png"));
        assertThat(pair.map().toArray())
                .usingComparatorWithPrecision(2e-7f)
                .containsExactly(GoldenFiles.floats("crop_" + rule + ".f32"));
    }

    @Test
    void thePapersTargetIs224() {
        Raster face = JointCrop.paper().apply(GoldenFiles.image("rgb.png"), new BoundingBox(30, 20, 30, 30));
        assertThat(face.size()).isEqualTo(new ImageSize(224, 224));
    }

    /** An image whose grey is its map stays so: both went through the same transform. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void imageAndMapShowTheSamePlaces(long seed) {
        Random random = new Random(seed);
        byte[] samples = new byte[60 * 40];
        random.nextBytes(samples);
        Raster image = Raster.of(60, 40, Channels.GREY, samples);
        for (int round = 0; round < 20; round++) {
            BoundingBox face = new BoundingBox(
                    70 * random.nextDouble() - 10,
                    50 * random.nextDouble() - 10,
                    10 + 40 * random.nextDouble(),
                    10 + 40 * random.nextDouble());
            for (BorderRule rule : BorderRule.values()) {
                JointCrop crop = new JointCrop(CropGeometry.paper().withBorder(rule), new ImageSize(21, 17));
                JointCrop.CroppedPair pair = crop.apply(image, SaliencyMap.ofImage(image), face);
                // The image is rounded to 8 bits after each of two directions.
                assertThat(pair.map().toArray())
                        .usingComparatorWithPrecision(1.01f / 255)
                        .containsExactly(SaliencyMap.ofImage(pair.image()).toArray());
            }
        }
    }

    @Test
    void everyPixelOfACropIsTheImagesOrFilled() {
        Raster image = GoldenFiles.image("png_grey16.png");
        for (BorderRule rule : new BorderRule[] {BorderRule.PAD_ZERO, BorderRule.PAD_REPLICATE}) {
            PixelCrop crop = new PixelCrop(-3, -2, new ImageSize(40, 30), image.size(), rule);
            Raster cut = crop.apply(image);
            SaliencyMap map = crop.apply(SaliencyMap.ofImage(image));
            for (int y = 0; y < 30; y++) {
                for (int x = 0; x < 40; x++) {
                    int column = Math.max(0, Math.min(29, x - 3));
                    int row = Math.max(0, Math.min(19, y - 2));
                    boolean inside = column == x - 3 && row == y - 2;
                    int expected = inside || rule == BorderRule.PAD_REPLICATE ? image.sample(column, row, 0) : 0;
                    assertThat(cut.sample(x, y, 0)).isEqualTo(expected);
                    assertThat(map.get(x, y)).isEqualTo(expected / 65535f);
                }
            }
        }
    }

    @Test
    void aBoxWithinTheImageIsCutWithoutChange() {
        Raster image = GoldenFiles.image("rgb.png");
        PixelCrop crop = new CropGeometry(0, 0, BorderRule.CLIP).cropOf(new BoundingBox(0, 0, 97, 71), image.size());
        assertThat(crop.apply(image)).isEqualTo(image);
        assertThat(crop.apply(SaliencyMap.ofImage(image))).isEqualTo(SaliencyMap.ofImage(image));
    }

    @ParameterizedTest
    @CsvSource({"0.49,0,1", "0.5,1,1", "10.2,10,1"})
    void edgesGoToTheNearestAndACropHasAtLeastOnePixel(double x, int left, int width) {
        PixelCrop crop =
                new CropGeometry(0, 0, BorderRule.CLIP).cropOf(new BoundingBox(x, 0, 0.2, 5), new ImageSize(20, 20));
        assertThat(crop.left()).isEqualTo(left);
        assertThat(crop.size().width()).isEqualTo(width);
    }

    @Test
    void refusesWhatCannotBeCropped() {
        ImageSize size = new ImageSize(20, 20);
        CropGeometry geometry = CropGeometry.paper();
        assertThatThrownBy(() -> geometry.cropOf(new BoundingBox(100, 0, 10, 10), size))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lies off the image of 20x20");
        assertThatThrownBy(() -> geometry.withBorder(BorderRule.PAD_ZERO).cropOf(new BoundingBox(0, 0, 1e7, 1e7), size))
                .hasMessageContaining("pixels are possible");
        assertThatThrownBy(() -> new BoundingBox(0, Double.NaN, 1, 1)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new BoundingBox(0, 0, 0, 1))
                .hasMessage("box of 0.0x1.0: sides must be above 0 and at most 1e7");
        assertThatThrownBy(() -> new CropGeometry(-0.5, 0, BorderRule.CLIP)).hasMessageContaining("margin -0.5");
        assertThatThrownBy(() -> new CropGeometry(0, Double.NaN, BorderRule.CLIP))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> new PixelCrop(15, 0, new ImageSize(6, 6), size, BorderRule.CLIP))
                .hasMessageContaining("reaches over the border of 20x20");
        Raster image = GoldenFiles.image("rgb.png");
        SaliencyMap other = SaliencyMap.ofImage(AntialiasedBilinear.to(9, 9).resize(image));
        assertThatThrownBy(() -> JointCrop.paper().apply(image, other, new BoundingBox(1, 1, 5, 5)))
                .hasMessage("image of 97x71 with a map of 9x9: the sizes must be equal");
        PixelCrop crop = geometry.cropOf(new BoundingBox(1, 1, 5, 5), size);
        assertThatThrownBy(() -> crop.apply(image)).hasMessageContaining("97x71");
    }
}
