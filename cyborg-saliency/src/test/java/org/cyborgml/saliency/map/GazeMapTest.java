package org.cyborgml.saliency.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cyborgml.saliency.annotation.AnnotatedImage;
import org.cyborgml.saliency.annotation.Annotation;
import org.cyborgml.saliency.annotation.AnnotationRecord;
import org.cyborgml.saliency.annotation.Point;
import org.cyborgml.saliency.batch.BatchInput;
import org.cyborgml.saliency.batch.MapBatch;
import org.cyborgml.saliency.batch.MapFolder;
import org.cyborgml.saliency.format.AnnotationReader;
import org.cyborgml.saliency.format.DurationUse;
import org.cyborgml.saliency.format.FixationColumn;
import org.cyborgml.saliency.format.NameMatch;
import org.cyborgml.saliency.format.ReadingOptions;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.FloatPlane;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.image.PngWriter;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.image.SampleDepth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fixations as a density, some of the viewers, and hulls of points. */
class GazeMapTest {

    private static final ImageSize SIZE = new ImageSize(80, 60);
    private static final SaliencyMapBuilder DENSITY =
            SaliencyMapBuilder.paper().withJudgements(Judgements.ALL).withFixations(FixationMethod.DENSITY);

    @TempDir
    private Path folder;

    private static Annotation.Fixation fixation(double x, double y, double milliseconds) {
        return new Annotation.Fixation(new Point(x, y), milliseconds);
    }

    private static AnnotationRecord viewer(String name, Annotation... marks) {
        return new AnnotationRecord("7_Mallard_00042.png", SIZE, name, null, null, List.of(marks));
    }

    private static AnnotationRecord viewer(String name, Annotation.Fixation... fixations) {
        return viewer(name, new Annotation.Fixations(List.of(fixations), 0));
    }

    private static final AnnotatedImage TWO = AnnotatedImage.of(List.of(
            viewer("1", fixation(20.25, 10, 300), fixation(60, 50.5, 100)), viewer("2", fixation(22, 12, 200))));

    private static double gaussian(double distance, double sigma) {
        return Math.exp(-distance * distance / (2 * sigma * sigma));
    }

    /** The formula, cell by cell. */
    @Test
    void aDensityIsTheSumOfDurationsTimesGaussiansByItsMaximum() throws ImageFileException {
        SaliencyMap map = DENSITY.withSigmas(image -> new Sigma(6, 9))
                .withSide(20)
                .build(TWO)
                .map();
        assertThat(map.size()).isEqualTo(new ImageSize(20, 15));
        double[] expected = new double[300];
        double most = 0;
        for (int i = 0; i < expected.length; i++) {
            double x = (i % 20 + 0.5) * 4;
            int row = i / 20;
            double y = (row + 0.5) * 4;
            expected[i] = 300 * gaussian(x - 20.25, 6) * gaussian(y - 10, 9)
                    + 100 * gaussian(x - 60, 6) * gaussian(y - 50.5, 9)
                    + 200 * gaussian(x - 22, 6) * gaussian(y - 12, 9);
            most = Math.max(most, expected[i]);
        }
        float[] values = map.toArray();
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) values[i]).as("cell %s", i).isCloseTo(expected[i] / most, within(1e-6));
        }
    }

    @Test
    void theSidesOfAMapAreInProportion() throws ImageFileException {
        for (ImageSize size : List.of(new ImageSize(224, 186), new ImageSize(195, 224), new ImageSize(900, 3))) {
            AnnotatedImage image = AnnotatedImage.of(List.of(new AnnotationRecord(
                    "a", size, "1", null, null, List.of(new Annotation.Fixations(List.of(fixation(1, 1, 1)), 0)))));
            ImageSize map = DENSITY.withSide(56).build(image).map().size();
            assertThat(Math.max(map.width(), map.height())).isEqualTo(56);
            assertThat(map.height()).isEqualTo(Math.max(1, (int)
                    Math.rint(56.0 * size.height() / Math.max(size.width(), size.height()))));
            assertThat(SaliencyMapBuilder.paper()
                            .withJudgements(Judgements.ALL)
                            .withSide(56)
                            .build(image)
                            .map()
                            .size())
                    .isEqualTo(map);
        }
    }

    @Test
    void whatIsNoDensityIsRefused() {
        AnnotatedImage marked = AnnotatedImage.of(List.of(viewer("1", new Annotation.Box(new Point(2, 2), 4, 4))));
        assertThatThrownBy(() -> DENSITY.build(marked))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("annotator 1 of image 7_Mallard_00042.png has a Box: a density is of fixations alone");
        assertThatThrownBy(() -> DENSITY.withSigma(0).build(TWO))
                .hasMessage("sigma 0: a density of fixations needs a sigma above 0");
        assertThatThrownBy(() -> DENSITY.withGranularity(Granularity.HULL).build(TWO))
                .hasMessageContaining("without box and hull");
        assertThatThrownBy(() -> DENSITY.withCombination(Combination.UNION).build(TWO))
                .hasMessageContaining("is a sum");
        assertThatThrownBy(() -> new Sigma(3, 0)).hasMessage("sigma 3.0 by 0.0: both must be above 0, or both 0");
        assertThatThrownBy(() -> Sigma.of(2).times(0)).hasMessage("factor 0.0 of sigma: must be above 0");
        assertThatThrownBy(() -> DENSITY.withSide(0)).hasMessageContaining("must be at least 1 pixel");
        assertThatThrownBy(() -> DENSITY.withMaximumAnnotators(0)).hasMessageContaining("must be at least 1");
    }

    @Test
    void fewerViewersAreAmongMoreAndOneIsTheSingleOne() throws ImageFileException {
        Set<Set<String>> firsts = new HashSet<>();
        for (int seed = 1; seed <= 40; seed++) {
            AnnotatedImage image = AnnotatedImage.of(IntStream.rangeClosed(1, 5)
                    .mapToObj(i -> viewer("v" + i, fixation(i, i, 1)))
                    .toList());
            SaliencyMapBuilder seeded = DENSITY.withSeed(seed);
            Set<String> before = Set.of();
            for (int most = 1; most <= 6; most++) {
                BuiltMap built = seeded.withMaximumAnnotators(most).build(image);
                Set<String> used = Set.copyOf(built.annotators());
                assertThat(used).hasSize(Math.min(most, 5)).containsAll(before);
                assertThat(built.leftOut()).hasSize(5 - used.size()).doesNotContainAnyElementsOf(used);
                before = used;
                if (most == 1) {
                    firsts.add(used);
                    assertThat(seeded.withGranularity(Granularity.SINGLE_ANNOTATOR)
                                    .build(image)
                                    .annotators())
                            .containsExactlyElementsOf(used);
                }
            }
        }
        assertThat(firsts).hasSize(5);
    }

    /** A point is in the hull of others if no straight line through it has all of them on one side. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aHullIsTheLeastConvexShapeAroundAllMarks(long seed) throws ImageFileException {
        Random random = new Random(seed);
        List<Annotation.Fixation> points = new ArrayList<>();
        for (int i = 0; i < 3 + seed; i++) {
            points.add(fixation(random.nextInt(80) + 0.5, random.nextInt(60) + 0.5, 1));
        }
        FloatPlane hull = SaliencyMapBuilder.paper()
                .withJudgements(Judgements.ALL)
                .withSigma(0)
                .withGranularity(Granularity.HULL)
                .build(AnnotatedImage.of(List.of(viewer("1", points.toArray(Annotation.Fixation[]::new)))))
                .map()
                .toPlane();
        List<Point> corners = points.stream()
                .flatMap(one -> Stream.of(-0.5, 0.5).flatMap(dx -> Stream.of(-0.5, 0.5)
                        .map(dy -> new Point(one.place().x() + dx, one.place().y() + dy))))
                .toList();
        for (int y = 0; y < 60; y++) {
            for (int x = 0; x < 80; x++) {
                double outside = distanceOutside(x + 0.5, y + 0.5, corners);
                if (Math.abs(outside) > 1e-9) {
                    assertThat(hull.get(x, y)).as("(%s,%s)", x, y).isEqualTo(outside < 0 ? 1 : 0);
                }
            }
        }
    }

    /** The most, over the directions across all lines through two corners, by which a point is beyond all corners; below 0 inside. */
    private static double distanceOutside(double x, double y, List<Point> corners) {
        List<double[]> normals = new ArrayList<>();
        for (Point a : corners) {
            for (Point b : corners) {
                double length = Math.hypot(b.x() - a.x(), b.y() - a.y());
                if (length > 0) {
                    normals.add(new double[] {(b.y() - a.y()) / length, (a.x() - b.x()) / length});
                }
            }
        }
        double most = Double.NEGATIVE_INFINITY;
        for (double[] normal : normals) {
            double farthest = corners.stream()
                    .mapToDouble(c -> c.x() * normal[0] + c.y() * normal[1])
                    .max()
                    .orElseThrow();
            most = Math.max(most, x * normal[0] + y * normal[1] - farthest);
        }
        return most;
    }

    /** A table as eye trackers' are, whose images are named by the end of their names. */
    @Test
    void aTableOfFixationsFindsItsImagesByTheEndsOfTheirNames() throws IOException {
        Path images = Files.createDirectory(folder.resolve("images"));
        for (String name : List.of("7_Mallard_00042.png", "8_Wren_00043.png")) {
            PngWriter.write(Raster.of(80, 60, Channels.GREY, new byte[4800]), images.resolve(name));
        }
        Path table = folder.resolve("fixations.csv");
        Files.writeString(table, "id,trial,x,y,ms\n00042,1,20.25,10,300\n00042,1,60,50.5,100\n00042,2,22,12,200\n");
        ReadingOptions options = ReadingOptions.defaults()
                .withMatch(NameMatch.END)
                .withColumns(Map.of(
                        FixationColumn.IMAGE, "id",
                        FixationColumn.ANNOTATOR, "trial",
                        FixationColumn.DURATION, "ms"));
        AnnotationReader reader = AnnotationReader.withDefaults().withImages(images);
        SaliencyMapBuilder builder = DENSITY.withSide(20);

        MapBatch.with(builder).build(BatchInput.read(table, reader.withOptions(options)), folder.resolve("maps"));
        assertThat(MapFolder.open(folder.resolve("maps")).read("/7_Mallard_00042.png"))
                .contains(builder.build(TWO).map().toRaster(SampleDepth.EIGHT_BITS));

        BatchInput equal = BatchInput.read(table, reader.withOptions(options.withDurations(DurationUse.IGNORE)));
        assertThat(equal.records()).flatExtracting(AnnotationRecord::regions).allSatisfy(region -> assertThat(
                        ((Annotation.Fixations) region).fixations())
                .allMatch(one -> one.milliseconds() == 1));

        BatchInput whole = BatchInput.read(table, reader.withOptions(options.withMatch(NameMatch.WHOLE)));
        assertThat(whole.records()).isEmpty();
        assertThat(whole.failures().toString()).contains("there is no such image");

        PngWriter.write(Raster.of(80, 60, Channels.GREY, new byte[4800]), images.resolve("9_Wren_00042.png"));
        assertThat(BatchInput.read(table, reader.withOptions(options))
                        .failures()
                        .toString())
                .contains("is one of 2 images of that name");
    }
}
