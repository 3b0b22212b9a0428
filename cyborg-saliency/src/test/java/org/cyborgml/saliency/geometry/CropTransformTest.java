package org.cyborgml.saliency.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.cyborgml.saliency.annotation.Annotation;
import org.cyborgml.saliency.annotation.AnnotationRecord;
import org.cyborgml.saliency.annotation.FillRule;
import org.cyborgml.saliency.annotation.Point;
import org.cyborgml.saliency.annotation.Rasterizer;
import org.cyborgml.saliency.image.BinaryMask;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.FloatPlane;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.map.SaliencyMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One transform for image, map, mask and annotation, and the way back. */
class CropTransformTest {

    private static final ImageSize PHOTOGRAPH = new ImageSize(200, 160);
    private static final ImageSize CROP = new ImageSize(96, 96);

    /** Reduced, enlarged and stretched, turned by 25 and by 180 degrees. */
    static Stream<CropTransform> transforms() {
        return Stream.of(
                upright(30, 20, 120, 130),
                upright(50, 40, 60, 50),
                turned(25, 1.4),
                turned(180, 0.9),
                turned(-50, 0.45));
    }

    private static CropTransform upright(int left, int top, int width, int height) {
        return new UprightCrop(
                new PixelCrop(left, top, new ImageSize(width, height), PHOTOGRAPH, BorderRule.CLIP), CROP);
    }

    private static CropTransform turned(double degrees, double scale) {
        double cosine = scale * Math.cos(Math.toRadians(degrees));
        double sine = scale * Math.sin(Math.toRadians(degrees));
        // The photograph's middle becomes the crop's.
        AffineMap map = new AffineMap(
                cosine, -sine, 48 - (cosine * 100 - sine * 80), sine, cosine, 48 - (sine * 100 + cosine * 80));
        return new AlignedCrop(map, PHOTOGRAPH, CROP, BorderRule.PAD_ZERO);
    }

    /** A smooth hill, the same in the picture's channels and the map. */
    private static float hill(double x, double y) {
        return (float) Math.exp(-((x - 105) * (x - 105) / 1800 + (y - 75) * (y - 75) / 900));
    }

    private static SaliencyMap map() {
        float[] values = new float[PHOTOGRAPH.pixels()];
        for (int i = 0; i < values.length; i++) {
            int row = i / 200;
            values[i] = hill(i % 200 + 0.5, row + 0.5);
        }
        return SaliencyMap.of(FloatPlane.wrap(PHOTOGRAPH, values));
    }

    @ParameterizedTest
    @MethodSource("transforms")
    void imageAndMapShowTheSamePlaces(CropTransform transform) {
        SaliencyMap map = map();
        byte[] samples = new byte[PHOTOGRAPH.pixels()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) Math.round(255 * map.get(i % 200, i / 200));
        }
        Raster image = transform.apply(Raster.of(200, 160, Channels.GREY, samples));
        SaliencyMap cropped = transform.apply(map);
        assertThat(cropped.size()).isEqualTo(CROP);
        AffineMap back = transform.map().inverse();
        for (int y = 0; y < 96; y += 5) {
            for (int x = 0; x < 96; x += 5) {
                assertThat(image.sample(x, y, 0) / 255.0).isCloseTo(cropped.get(x, y), within(0.006));
                double fromX = back.x(x + 0.5, y + 0.5);
                double fromY = back.y(x + 0.5, y + 0.5);
                if (fromX > 4 && fromY > 4 && fromX < 196 && fromY < 156) {
                    assertThat(cropped.get(x, y)).isCloseTo(hill(fromX, fromY), within(0.03f));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("transforms")
    void theWayBackUndoesTheCrop(CropTransform transform) {
        SaliencyMap map = map();
        SaliencyMap back = transform.toPhotograph(transform.apply(map));
        assertThat(back.size()).isEqualTo(PHOTOGRAPH);
        int inside = 0;
        for (int y = 4; y < 156; y += 3) {
            for (int x = 4; x < 196; x += 3) {
                double onX = transform.map().x(x + 0.5, y + 0.5);
                double onY = transform.map().y(x + 0.5, y + 0.5);
                if (onX > 3 && onY > 3 && onX < 93 && onY < 93) {
                    assertThat(back.get(x, y)).isCloseTo(map.get(x, y), within(0.04f));
                    inside++;
                } else if (onX < 0 || onY < 0 || onX >= 96 || onY >= 96) {
                    assertThat(back.get(x, y)).isZero();
                }
            }
        }
        assertThat(inside).isGreaterThan(200);
    }

    /** Of a CAM of few cells: the cell of a place on the crop is found again on the photograph. */
    @ParameterizedTest
    @MethodSource("transforms")
    void aCoarseMapComesBackToItsPlace(CropTransform transform) {
        float[] cells = new float[7 * 7];
        cells[3 * 7 + 3] = 1;
        SaliencyMap back = transform.toPhotograph(SaliencyMap.of(FloatPlane.of(7, 7, cells)));
        Point middle = transform.map().inverse().apply(new Point(48, 48));
        assertThat(back.get((int) middle.x(), (int) middle.y())).isGreaterThan(0.8f);
    }

    private static List<Annotation> regions() {
        return List.of(
                new Annotation.Polygon(
                        List.of(new Point(90, 60), new Point(130, 70), new Point(110, 110)), FillRule.EVEN_ODD),
                new Annotation.Box(new Point(80, 60), 30, 20),
                new Annotation.Ellipse(new Point(100, 80), 30, 12, 35),
                new Annotation.Ellipse(new Point(95, 85), 15, 15, 0));
    }

    @ParameterizedTest
    @MethodSource("transforms")
    void movedAnnotationsCoverWhatTheMovedMaskDoes(CropTransform transform) throws IOException {
        Rasterizer rasterizer = Rasterizer.withDefaults();
        for (Annotation region : regions()) {
            AnnotationRecord entry = new AnnotationRecord("a.png", PHOTOGRAPH, "ann", null, null, List.of(region));
            AnnotationRecord moved = transform.apply(entry, "crop.png");
            assertThat(moved.image()).isEqualTo("crop.png");
            assertThat(moved.size()).isEqualTo(CROP);
            BinaryMask byRegion = rasterizer.mask(moved);
            BinaryMask byMask = transform.apply(rasterizer.mask(entry));
            int both = byRegion.intersectionCount(byMask);
            double union = byRegion.count() + byMask.count() - both;
            assertThat(both / union).as("%s by %s", region, transform).isGreaterThan(0.9);
        }
    }

    @Test
    void strokesAndFixationsKeepTheirPlaceAndScale() throws IOException {
        AnnotationRecord entry = new AnnotationRecord(
                "a.png",
                PHOTOGRAPH,
                "ann",
                "Real",
                "Real",
                List.of(
                        new Annotation.Stroke(List.of(new Point(100, 80), new Point(110, 90)), 4),
                        new Annotation.Fixations(List.of(new Annotation.Fixation(new Point(100, 80), 250)), 6),
                        new Annotation.Mask(BinaryMask.above(map().toPlane(), 0.5))));
        AnnotationRecord moved = turned(30, 2).apply(entry, "b.png");
        Annotation.Stroke stroke = (Annotation.Stroke) moved.regions().get(0);
        Annotation.Fixations fixations = (Annotation.Fixations) moved.regions().get(1);
        assertThat(stroke.radius()).isCloseTo(8, within(1e-9));
        assertThat(stroke.points().get(0).x()).isCloseTo(48, within(1e-9));
        assertThat(fixations.radius()).isCloseTo(12, within(1e-9));
        assertThat(fixations.fixations().get(0).place().y()).isCloseTo(48, within(1e-9));
        assertThat(fixations.fixations().get(0).milliseconds()).isEqualTo(250);
        assertThat(((Annotation.Mask) moved.regions().get(2)).mask().size()).isEqualTo(CROP);
        assertThat(moved.isCorrect()).contains(true);
    }

    @Test
    void placesOffThePhotographAreBlackOrRepeated() {
        byte[] white = new byte[PHOTOGRAPH.pixels()];
        java.util.Arrays.fill(white, (byte) 255);
        Raster photograph = Raster.of(200, 160, Channels.GREY, white);
        AffineMap shifted = new AffineMap(1, 0, 30, 0, 1, 0);
        AlignedCrop black = new AlignedCrop(shifted, PHOTOGRAPH, CROP, BorderRule.PAD_ZERO);
        AlignedCrop repeated = new AlignedCrop(shifted, PHOTOGRAPH, CROP, BorderRule.PAD_REPLICATE);
        assertThat(black.apply(photograph).sample(29, 50, 0)).isZero();
        assertThat(black.apply(photograph).sample(30, 50, 0)).isEqualTo(255);
        assertThat(repeated.apply(photograph).sample(0, 50, 0)).isEqualTo(255);
        assertThat(black.apply(SaliencyMap.ofImage(photograph)).get(10, 10)).isZero();
    }

    @Test
    void inversesAndSimilaritiesAreExact() {
        Random random = new Random(5);
        for (int i = 0; i < 100; i++) {
            AffineMap map = new AffineMap(
                    random.nextGaussian(),
                    random.nextGaussian(),
                    100 * random.nextGaussian(),
                    random.nextGaussian(),
                    random.nextGaussian(),
                    100 * random.nextGaussian());
            Point place = new Point(50 * random.nextGaussian(), 50 * random.nextGaussian());
            Point there = map.inverse().apply(map.apply(place));
            assertThat(there.x()).isCloseTo(place.x(), within(1e-6));
            assertThat(there.y()).isCloseTo(place.y(), within(1e-6));
        }
    }

    @Test
    void refusesOtherSizesAndRules() {
        CropTransform transform = turned(10, 1);
        Raster other = Raster.of(10, 10, Channels.GREY, new byte[100]);
        assertThatThrownBy(() -> transform.apply(other)).hasMessageContaining("must have the size");
        assertThatThrownBy(() -> transform.apply(SaliencyMap.ofImage(other)))
                .hasMessageContaining("must have the size");
        assertThatThrownBy(() -> transform.apply(BinaryMask.above(other, 0)))
                .hasMessageContaining("must have the size");
        assertThatThrownBy(() -> new AlignedCrop(transform.map(), PHOTOGRAPH, CROP, BorderRule.CLIP))
                .hasMessageContaining("cannot be clipped");
        assertThatThrownBy(() -> new AffineMap(1, 1, 0, 1, 1, 0)).hasMessageContaining("flattens the plane");
        assertThatThrownBy(() -> new AffineMap(Double.NaN, 0, 0, 0, 1, 0)).hasMessageContaining("NaN");
    }
}
