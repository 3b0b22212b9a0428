package org.cyborgml.app.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.cyborgml.saliency.annotation.Annotation;
import org.cyborgml.saliency.annotation.Rasterizer;
import org.cyborgml.saliency.image.BinaryMask;
import org.cyborgml.saliency.image.ImageSize;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrokeShapesTest {

    private static final List<StrokeTool> TOOLS = List.of(StrokeTool.values());
    private static final ImageSize SIZE = new ImageSize(40, 30);

    private static HighlightStroke stroke(StrokeTool tool, double size, double... coordinates) {
        List<StrokePoint> points = new ArrayList<>();
        for (int i = 0; i < coordinates.length; i += 2) {
            points.add(new StrokePoint(coordinates[i], coordinates[i + 1], i));
        }
        return new HighlightStroke("image", tool, size, points);
    }

    /** The pixels of strokes by the words of docs/study-api.md, each pixel's centre on its own. */
    private static boolean[] byTheDocument(List<HighlightStroke> strokes) {
        boolean[] marked = new boolean[SIZE.pixels()];
        for (HighlightStroke stroke : strokes) {
            for (int y = 0; y < SIZE.height(); y++) {
                for (int x = 0; x < SIZE.width(); x++) {
                    if (covers(stroke, x + 0.5, y + 0.5)) {
                        marked[y * SIZE.width() + x] = stroke.tool() != StrokeTool.ERASER;
                    }
                }
            }
        }
        return marked;
    }

    private static boolean covers(HighlightStroke stroke, double x, double y) {
        List<StrokePoint> points = stroke.points();
        StrokePoint first = points.get(0);
        StrokePoint last = points.get(points.size() - 1);
        double left = Math.min(first.x(), last.x());
        double top = Math.min(first.y(), last.y());
        double width = Math.abs(first.x() - last.x());
        double height = Math.abs(first.y() - last.y());
        return switch (stroke.tool()) {
            case BRUSH, ERASER -> distance(points, x, y) <= stroke.size() / 2;
            case RECTANGLE -> x >= left && x < left + width && y >= top && y < top + height;
            case ELLIPSE ->
                Math.pow((x - left - width / 2) / (width / 2), 2) + Math.pow((y - top - height / 2) / (height / 2), 2)
                        <= 1;
            case POLYGON -> isInside(points, x, y);
        };
    }

    private static double distance(List<StrokePoint> points, double x, double y) {
        double least = Math.hypot(x - points.get(0).x(), y - points.get(0).y());
        for (int i = 1; i < points.size(); i++) {
            StrokePoint a = points.get(i - 1);
            double dx = points.get(i).x() - a.x();
            double dy = points.get(i).y() - a.y();
            double length = dx * dx + dy * dy;
            double t = length == 0 ? 0 : Math.max(0, Math.min(1, ((x - a.x()) * dx + (y - a.y()) * dy) / length));
            least = Math.min(least, Math.hypot(x - a.x() - t * dx, y - a.y() - t * dy));
        }
        return least;
    }

    private static boolean isInside(List<StrokePoint> corners, double x, double y) {
        boolean inside = false;
        for (int i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
            StrokePoint a = corners.get(i);
            StrokePoint b = corners.get(j);
            if (a.y() > y != b.y() > y && x < (b.x() - a.x()) * (y - a.y()) / (b.y() - a.y()) + a.x()) {
                inside = !inside;
            }
        }
        return inside;
    }

    @RepeatedTest(60)
    void shapesCoverWhatTheDocumentSays(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        List<HighlightStroke> strokes = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
            StrokeTool tool = TOOLS.get(random.nextInt(TOOLS.size()));
            boolean isLine = tool == StrokeTool.BRUSH || tool == StrokeTool.ERASER;
            int points = isLine ? 1 + random.nextInt(5) : tool == StrokeTool.POLYGON ? 3 + random.nextInt(4) : 2;
            double[] coordinates = new double[2 * points];
            for (int j = 0; j < coordinates.length; j++) {
                // Odd thirds keep edges off the pixels' centres, where rounding would decide.
                coordinates[j] = (3 * random.nextInt(60) - 30 + 1) / 3.0;
            }
            if (points == 2 && (coordinates[0] == coordinates[2] || coordinates[1] == coordinates[3])) {
                coordinates[2] += 3;
                coordinates[3] += 5;
            }
            strokes.add(stroke(tool, isLine ? 1 + random.nextInt(12) : 0, coordinates));
        }
        List<Annotation> shapes = StrokeShapes.of(strokes, SIZE);
        boolean[] covered = BinaryMask.above(Rasterizer.withDefaults().weights(shapes, SIZE), 0)
                .toArray();
        assertThat(covered).as("%s", strokes).isEqualTo(byTheDocument(strokes));
    }

    @Test
    void aStrokeAfterAnEraserCountsAgain() {
        List<HighlightStroke> strokes = List.of(
                stroke(StrokeTool.RECTANGLE, 0, 0, 0, 10, 10),
                stroke(StrokeTool.ERASER, 100, 5, 5),
                stroke(StrokeTool.RECTANGLE, 0, 4, 6, 2, 2));
        List<Annotation> shapes = StrokeShapes.of(strokes, SIZE);
        assertThat(shapes).singleElement().isInstanceOfSatisfying(Annotation.Mask.class, mask -> assertThat(
                        mask.mask().count())
                .isEqualTo(8));
        assertThat(StrokeShapes.of(strokes.subList(0, 2), SIZE))
                .as("all is erased")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "BRUSH, 0, 1",
        "BRUSH, 2001, 1",
        "ERASER, 0.5, 1",
        "RECTANGLE, 3, 2",
        "RECTANGLE, 0, 1",
        "RECTANGLE, 0, 3",
        "ELLIPSE, 0, 3",
        "POLYGON, 0, 2",
        "BRUSH, NaN, 1",
        "BRUSH, 3, 0",
    })
    void strokesThatCannotBeAreRefused(StrokeTool tool, double size, int points) {
        double[] coordinates = new double[2 * points];
        for (int i = 0; i < coordinates.length; i++) {
            coordinates[i] = i * i;
        }
        assertThatThrownBy(() -> stroke(tool, size, coordinates))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(tool.name().toLowerCase(Locale.ROOT));
    }

    @Test
    void flatRectanglesAndFallingTimesAreRefused() {
        assertThatThrownBy(() -> stroke(StrokeTool.ELLIPSE, 0, 1, 1, 1, 5)).hasMessageContaining("width and a height");
        assertThatThrownBy(() -> new HighlightStroke(
                        "image", StrokeTool.BRUSH, 2, List.of(new StrokePoint(1, 1, 5), new StrokePoint(1, 1, 4))))
                .hasMessageContaining("must not fall");
    }
}
