package org.cyborgml.saliency.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.BiPredicate;
import org.cyborgml.saliency.image.BinaryMask;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.FloatPlane;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.image.PngWriter;
import org.cyborgml.saliency.image.Raster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shapes against those of {@code java.awt.geom}, asked pixel by pixel whether they contain the centre. */
class RasterizerTest {

    private static final ImageSize SIZE = new ImageSize(41, 29);

    @TempDir
    Path folder;

    private static void assertCovers(Annotation region, BiPredicate<Double, Double> expected) throws IOException {
        FloatPlane plane = Rasterizer.withDefaults().weights(List.of(region), SIZE);
        for (int y = 0; y < SIZE.height(); y++) {
            for (int x = 0; x < SIZE.width(); x++) {
                assertThat(plane.get(x, y))
                        .as("%s at (%s,%s)", region, x, y)
                        .isEqualTo(expected.test(x + 0.5, y + 0.5) ? 1 : 0);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shapesCoverThePixelsWhoseCentresTheyContain(long seed) throws IOException {
        Random random = new Random(seed);
        for (int round = 0; round < 10; round++) {
            Annotation.Polygon polygon = Regions.polygon(SIZE, random);
            Shape outline = outline(polygon);
            assertCovers(polygon, outline::contains);

            Annotation.Box box = Regions.box(SIZE, random);
            Shape rectangle =
                    new Rectangle2D.Double(box.corner().x(), box.corner().y(), box.width(), box.height());
            assertCovers(box, rectangle::contains);

            Annotation.Ellipse ellipse = Regions.ellipse(SIZE, random);
            AffineTransform toUpright = new AffineTransform();
            toUpright.rotate(
                    -Math.toRadians(ellipse.degrees()),
                    ellipse.centre().x(),
                    ellipse.centre().y());
            Shape upright = new Ellipse2D.Double(
                    ellipse.centre().x() - ellipse.radiusX(),
                    ellipse.centre().y() - ellipse.radiusY(),
                    2 * ellipse.radiusX(),
                    2 * ellipse.radiusY());
            assertCovers(ellipse, (x, y) -> upright.contains(toUpright.transform(new Point2D.Double(x, y), null)));

            Annotation.Stroke stroke = Regions.stroke(SIZE, random);
            assertCovers(stroke, (x, y) -> distance(stroke.points(), x, y) <= stroke.radius());
        }
    }

    private static Shape outline(Annotation.Polygon polygon) {
        Path2D path =
                new Path2D.Double(polygon.fill() == FillRule.EVEN_ODD ? Path2D.WIND_EVEN_ODD : Path2D.WIND_NON_ZERO);
        Point first = polygon.corners().get(0);
        path.moveTo(first.x(), first.y());
        polygon.corners().forEach(corner -> path.lineTo(corner.x(), corner.y()));
        path.closePath();
        return path;
    }

    private static double distance(List<Point> points, double x, double y) {
        Point first = points.get(0);
        double nearest = Math.hypot(x - first.x(), y - first.y());
        for (int i = 1; i < points.size(); i++) {
            Point from = points.get(i - 1);
            Point to = points.get(i);
            nearest = Math.min(nearest, Line2D.ptSegDist(from.x(), from.y(), to.x(), to.y(), x, y));
        }
        return nearest;
    }

    @Test
    void edgesThroughCentresBelongToTheLeftAndUpperSide() throws IOException {
        // Corners on pixel centres: of two boxes side by side every pixel is in exactly one.
        Annotation left = new Annotation.Box(new Point(2.5, 2.5), 3, 4);
        Annotation right = new Annotation.Box(new Point(5.5, 2.5), 3, 4);
        assertCovers(left, (x, y) -> x >= 2.5 && x < 5.5 && y >= 2.5 && y < 6.5);
        assertCovers(right, (x, y) -> x >= 5.5 && x < 8.5 && y >= 2.5 && y < 6.5);
    }

    @Test
    void fillRuleDecidesWhatAnOutlineThatGoesRoundTwiceHolds() throws IOException {
        // A square of 10 gone round twice.
        Point a = new Point(5, 5);
        Point b = new Point(15, 5);
        Point c = new Point(15, 15);
        Point d = new Point(5, 15);
        List<Point> twice = List.of(a, b, c, d, a, b, c, d);
        Rasterizer rasterizer = Rasterizer.withDefaults();
        assertThat(rasterizer
                        .weights(List.of(new Annotation.Polygon(twice, FillRule.EVEN_ODD)), SIZE)
                        .maximum())
                .isZero();
        AnnotationRecord entry = entry(new Annotation.Polygon(twice, FillRule.NON_ZERO));
        assertThat(rasterizer.mask(entry).count()).isEqualTo(100);
    }

    @Test
    void fixationsAddUpTheirDurationsAndTheLongestWeighsOne() throws IOException {
        Annotation region = new Annotation.Fixations(
                List.of(
                        new Annotation.Fixation(new Point(3.2, 4.9), 100),
                        new Annotation.Fixation(new Point(3.9, 4.1), 300),
                        new Annotation.Fixation(new Point(20, 20), 100),
                        new Annotation.Fixation(new Point(-5, 20), 9000)),
                0);
        FloatPlane plane = Rasterizer.withDefaults().weights(List.of(region), SIZE);
        assertThat(plane.get(3, 4)).isEqualTo(1);
        assertThat(plane.get(20, 20)).isEqualTo(0.25f);
        assertThat(BinaryMask.above(plane, 0).count()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void fixationsAreDiscsOfTheirRadius(long seed) throws IOException {
        Annotation.Fixations region = Regions.fixations(SIZE, new Random(seed));
        FloatPlane plane = Rasterizer.withDefaults().weights(List.of(region), SIZE);
        double[] dwell = new double[SIZE.pixels()];
        double longest = 0;
        for (int y = 0; y < SIZE.height(); y++) {
            for (int x = 0; x < SIZE.width(); x++) {
                int at = y * SIZE.width() + x;
                for (Annotation.Fixation fixation : region.fixations()) {
                    Point place = fixation.place();
                    boolean under = Math.floor(place.x()) == x && Math.floor(place.y()) == y;
                    boolean near = new Ellipse2D.Double(
                                    place.x() - region.radius(),
                                    place.y() - region.radius(),
                                    2 * region.radius(),
                                    2 * region.radius())
                            .contains(x + 0.5, y + 0.5);
                    dwell[at] += under || near ? fixation.milliseconds() : 0;
                }
                longest = Math.max(longest, dwell[at]);
            }
        }
        assertThat(longest).isPositive();
        for (int i = 0; i < dwell.length; i++) {
            assertThat(plane.toArray()[i]).isCloseTo((float) (dwell[i] / longest), within(1e-6f));
        }
    }

    @Test
    void regionsOfAnAnnotatorOverlapWithoutAddingUp() throws IOException {
        List<Annotation> regions = Regions.ofEveryKind(SIZE, new Random(11));
        FloatPlane together = Rasterizer.withDefaults().weights(regions, SIZE);
        float[] largest = new float[SIZE.pixels()];
        for (Annotation region : regions) {
            float[] alone =
                    Rasterizer.withDefaults().weights(List.of(region), SIZE).toArray();
            for (int i = 0; i < largest.length; i++) {
                largest[i] = Math.max(largest[i], alone[i]);
            }
        }
        assertThat(together.toArray()).isEqualTo(largest);
        assertThat(together.maximum()).isEqualTo(1);
    }

    @Test
    void maskFilesMarkWhatIsAboveTheirLevel() throws IOException {
        byte[] samples = new byte[SIZE.pixels()];
        samples[0] = 127;
        samples[1] = (byte) 128;
        samples[2] = 10;
        Path file = folder.resolve("A7.png");
        PngWriter.write(Raster.of(SIZE.width(), SIZE.height(), Channels.GREY, samples), file);
        Rasterizer rasterizer = Rasterizer.withDefaults();
        BinaryMask half = rasterizer.mask(entry(new Annotation.MaskFile(file, Annotation.MaskFile.HALF)));
        assertThat(half.count()).isEqualTo(1);
        assertThat(half.isMarked(1, 0)).isTrue();
        assertThat(rasterizer.mask(entry(new Annotation.MaskFile(file, 0))).count())
                .isEqualTo(3);
    }

    @Test
    void maskFilesThatCannotBeUsedAreNamed() throws IOException {
        Path small = folder.resolve("small.png");
        PngWriter.write(Raster.of(4, 3, Channels.GREY, new byte[12]), small);
        Path text = Files.writeString(folder.resolve("text.png"), "no image");
        Rasterizer rasterizer = Rasterizer.withDefaults();
        assertThatThrownBy(() -> rasterizer.weights(entry(new Annotation.MaskFile(small, 0))))
                .isInstanceOf(ImageFileException.class)
                .hasMessage(small + ": is 4x3: a mask must have the annotated image's size, 41x29");
        assertThatThrownBy(() -> rasterizer.weights(entry(new Annotation.MaskFile(text, 0))))
                .hasMessageStartingWith(text + ": is neither PNG, JPEG, BMP nor WebP");
        assertThatThrownBy(() -> rasterizer.weights(entry(new Annotation.MaskFile(folder.resolve("no.png"), 0))))
                .hasMessage(folder.resolve("no.png") + ": does not exist");
    }

    @Test
    void masksOfAnotherSizeAreRefused() {
        BinaryMask mask = BinaryMask.of(2, 2, new boolean[4]);
        assertThatThrownBy(() -> entry(new Annotation.Mask(mask)))
                .hasMessage("mask of 2x2: must have the image's size, 41x29");
        assertThatThrownBy(() -> Rasterizer.withDefaults().weights(List.of(new Annotation.Mask(mask)), SIZE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2x2");
    }

    private static AnnotationRecord entry(Annotation region) {
        return new AnnotationRecord("a.png", SIZE, "A7", "Real", "Real", List.of(region));
    }
}
