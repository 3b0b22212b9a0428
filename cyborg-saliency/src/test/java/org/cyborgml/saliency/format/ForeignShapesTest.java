package org.cyborgml.saliency.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.cyborgml.saliency.annotation.Annotation;
import org.cyborgml.saliency.annotation.AnnotationProblem;
import org.cyborgml.saliency.annotation.AnnotationRecord;
import org.cyborgml.saliency.annotation.ParsedAnnotations;
import org.cyborgml.saliency.annotation.Point;
import org.cyborgml.saliency.image.BinaryMask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each shape of each tool, alone on an image of 40x32, as the region of our own form that it must be. */
class ForeignShapesTest {

    @TempDir
    Path images;

    @BeforeEach
    void makeImage() throws IOException {
        FormatsPage.image(images.resolve("a.png"), 40, 32);
    }

    private ParsedAnnotations read(String form, String shape) throws IOException {
        return read(form, shape, ReadingOptions.defaults());
    }

    private ParsedAnnotations read(String form, String shape, ReadingOptions options) throws IOException {
        return AnnotationReader.withDefaults()
                .withImages(images)
                .withOptions(options)
                .parse(Path.of("marks"), ForeignFile.around(form, shape).getBytes(StandardCharsets.UTF_8));
    }

    /** Regions as our CSV form writes them, without the columns before. */
    private static String ours(ParsedAnnotations read) throws IOException {
        assertThat(read.problems()).isEmpty();
        AnnotationRecord entry = read.records().get(0);
        return entry.regions().stream().map(ForeignShapesTest::line).collect(Collectors.joining(" & "));
    }

    private static String line(Annotation region) {
        if (region instanceof Annotation.Polygon polygon) {
            return "polygon " + points(polygon.corners());
        } else if (region instanceof Annotation.Stroke stroke) {
            return "stroke " + number(stroke.radius()) + ": " + points(stroke.points());
        } else if (region instanceof Annotation.Box box) {
            return "box " + points(List.of(box.corner())) + " " + number(box.width()) + " " + number(box.height());
        } else if (region instanceof Annotation.Ellipse e) {
            return "ellipse " + points(List.of(e.centre())) + " " + number(e.radiusX()) + " " + number(e.radiusY())
                    + " " + number(e.degrees());
        } else if (region instanceof Annotation.Fixations f) {
            return "fixations " + number(f.radius()) + ": "
                    + f.fixations().stream()
                            .map(one -> points(List.of(one.place())) + " " + number(one.milliseconds()))
                            .collect(Collectors.joining("; "));
        }
        BinaryMask mask = ((Annotation.Mask) region).mask();
        StringBuilder marked = new StringBuilder("mask");
        for (int y = 0; y < mask.size().height(); y++) {
            for (int x = 0; x < mask.size().width(); x++) {
                marked.append(mask.isMarked(x, y) ? " " + x + "," + y : "");
            }
        }
        return marked.toString();
    }

    private static String points(List<Point> points) {
        return points.stream().map(p -> number(p.x()) + " " + number(p.y())).collect(Collectors.joining("; "));
    }

    private static String number(double value) {
        String text = String.format(java.util.Locale.ROOT, "%.4f", value + 0.0);
        return text.replaceFirst("\\.?0+$", "").replaceFirst("^-0$", "0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "labelme|\"shape_type\": \"polygon\", \"points\": [[10, 10], [20.5, 10], [15, 20]]|polygon 10 10; 20.5 10; 15 20",
                "labelme|\"points\": [[10, 10], [20, 10], [15, 20]]|polygon 10 10; 20 10; 15 20",
                "labelme|\"shape_type\": \"rectangle\", \"points\": [[20, 24], [10, 8]]|box 10 8 10 16",
                "labelme|\"shape_type\": \"rectangle\", \"points\": [[10, 8], [20, 8], [20, 24], [10, 24]]|polygon 10 8; 20 8; 20 24; 10 24",
                "labelme|\"shape_type\": \"circle\", \"points\": [[20, 16], [23, 20]]|ellipse 20 16 5 5 0",
                "labelme|\"shape_type\": \"line\", \"points\": [[5, 6], [7, 8]]|stroke 5: 5 6; 7 8",
                "labelme|\"shape_type\": \"linestrip\", \"points\": [[5, 6], [7, 8], [9, 6]]|stroke 5: 5 6; 7 8; 9 6",
                "labelme|\"shape_type\": \"point\", \"points\": [[5, 6]]|stroke 5: 5 6",
                "labelme|\"shape_type\": \"mask\", \"points\": [[5, 6], [6, 7]], \"mask\": \"iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAAAAABX3VL4AAAADklEQVR4nGNgZGBiYAQAABIABb6fs04AAAAASUVORK5CYII=\"|mask 5,6 5,7 6,7",
                "coco|\"segmentation\": [[10, 10, 20, 10, 15, 20]]|polygon 10 10; 20 10; 15 20",
                "coco|\"segmentation\": [[10, 10, 20, 10, 15, 20], [1, 2, 3, 4, 5, 2]]|polygon 10 10; 20 10; 15 20 & polygon 1 2; 3 4; 5 2",
                "coco|\"segmentation\": {\"size\": [32, 40], \"counts\": [33, 2, 1245]}|mask 1,1 1,2",
                "coco|\"segmentation\": {\"size\": [32, 40], \"counts\": \"Q12mV1\"}|mask 1,1 1,2",
                "cvat|<polygon label=\"e\" points=\"10.0,10.0;20.0,10.0;15.0,20.0\"/>|polygon 10 10; 20 10; 15 20",
                "cvat|<box label=\"e\" xtl=\"10\" ytl=\"8\" xbr=\"20\" ybr=\"24\"/>|box 10 8 10 16",
                "cvat|<box label=\"e\" xtl=\"10\" ytl=\"8\" xbr=\"20\" ybr=\"24\" rotation=\"90\"/>|polygon 23 11; 23 21; 7 21; 7 11",
                "cvat|<ellipse label=\"e\" cx=\"20\" cy=\"16\" rx=\"8\" ry=\"4\" rotation=\"300\"/>|ellipse 20 16 8 4 300",
                "cvat|<mask label=\"e\" rle=\"1, 2, 3\" left=\"5\" top=\"6\" width=\"3\" height=\"2\"/>|mask 6,6 7,6",
                "cvat|<polyline label=\"e\" points=\"5,6;7,8\"/>|stroke 5: 5 6; 7 8",
                "cvat|<points label=\"e\" points=\"5,6;7,8\"/>|stroke 5: 5 6 & stroke 5: 7 8",
                "cvat|<skeleton label=\"s\"><points label=\"1\" outside=\"0\" points=\"5,6\"/><points label=\"2\" outside=\"1\" points=\"7,8\"/></skeleton>|stroke 5: 5 6",
                "via|\"name\": \"polygon\", \"all_points_x\": [10, 20, 15], \"all_points_y\": [10, 10, 20]|polygon 10 10; 20 10; 15 20",
                "via|\"name\": \"rect\", \"x\": 10, \"y\": 8, \"width\": 10, \"height\": 16|box 10 8 10 16",
                "via|\"name\": \"circle\", \"cx\": 20, \"cy\": 16, \"r\": 5.5|ellipse 20 16 5.5 5.5 0",
                "via|\"name\": \"ellipse\", \"cx\": 20, \"cy\": 16, \"rx\": 8, \"ry\": 4, \"theta\": 1.5707963267948966|ellipse 20 16 8 4 90",
                "via|\"name\": \"ellipse\", \"cx\": 20, \"cy\": 16, \"rx\": 8, \"ry\": 4|ellipse 20 16 8 4 0",
                "via|\"name\": \"polyline\", \"all_points_x\": [5, 7], \"all_points_y\": [6, 8]|stroke 5: 5 6; 7 8",
                "via|\"name\": \"point\", \"cx\": 5, \"cy\": 6|stroke 5: 5 6",
                "via-csv|\"name\": \"rect\", \"x\": 10, \"y\": 8, \"width\": 10, \"height\": 16|box 10 8 10 16",
                "via-csv|\"name\": \"polygon\", \"all_points_x\": [10, 20, 15], \"all_points_y\": [10, 10, 20]|polygon 10 10; 20 10; 15 20",
                "label-studio|\"type\": \"polygonlabels\", \"value\": {\"points\": [[25, 31.25], [50, 31.25], [37.5, 62.5]]}|polygon 10 10; 20 10; 15 20",
                "label-studio|\"type\": \"polygon\", \"value\": {\"points\": [[25, 31.25], [50, 31.25], [37.5, 62.5]]}|polygon 10 10; 20 10; 15 20",
                "label-studio|\"type\": \"rectanglelabels\", \"value\": {\"x\": 25, \"y\": 25, \"width\": 25, \"height\": 50, \"rotation\": 0}|box 10 8 10 16",
                "label-studio|\"type\": \"rectanglelabels\", \"value\": {\"x\": 50, \"y\": 25, \"width\": 25, \"height\": 25, \"rotation\": 90}|polygon 20 8; 20 18; 12 18; 12 8",
                "label-studio|\"type\": \"ellipselabels\", \"value\": {\"x\": 50, \"y\": 50, \"radiusX\": 20, \"radiusY\": 12.5, \"rotation\": 30}|ellipse 20 16 8 4 30",
                "label-studio|\"type\": \"keypointlabels\", \"value\": {\"x\": 12.5, \"y\": 25, \"width\": 5}|stroke 1: 5 8",
                "label-studio|\"type\": \"keypointlabels\", \"value\": {\"x\": 12.5, \"y\": 25}|stroke 5: 5 8",
                "fixations|5,6,250|fixations 0: 5 6 250",
                "fixations|5,6,250 / a.png,7.5,8,0.5|fixations 0: 5 6 250; 7.5 8 0.5"
            })
    void isTheRegionOfOurForm(String form, String shape, String expected) throws IOException {
        assertThat(ours(read(form, shape))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "labelme|\"shape_type\": \"blob\", \"points\": []|shape of the type \"blob\": must be polygon, rectangle, circle, line, linestrip, point or mask",
                "labelme|\"shape_type\": \"polygon\", \"points\": [[1, 2], [3, 4]]|2 polygon corners: at least 3 are needed",
                "labelme|\"shape_type\": \"polygon\", \"points\": [[1, 2], [3, \"4\"], [5, 6]]|must have numbers alone",
                "labelme|\"shape_type\": \"circle\", \"points\": [[1, 2]]|circle has 1 points: must have 2",
                "labelme|\"shape_type\": \"circle\", \"points\": [[9, 9], [9, 9]]|ellipse radius 0.0: must be above 0",
                "labelme|\"shape_type\": \"polygon\", \"points\": [[10, 10], [400, 10], [15, 20]]|lies at (400.0, 10.0): must lie on the image of 40x32",
                "labelme|\"shape_type\": \"polygon\", \"points\": [[0.1, 0.1], [0.5, 0.1], [0.2, 0.9]]|all coordinates are from 0 to 1: must be in pixels",
                "labelme|\"shape_type\": \"mask\", \"points\": [[5, 6], [6, 7]], \"mask\": \"AAAA\"|it begins with the bytes 00 00 00",
                "labelme|\"shape_type\": \"mask\", \"points\": [[5, 6], [6, 7]], \"mask\": \"%%\"|Illegal base64",
                "labelme|\"shape_type\": \"mask\", \"points\": [[5, 6], [30, 30]], \"mask\": \"iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAAAAABX3VL4AAAADklEQVR4nGNgZGBiYAQAABIABb6fs04AAAAASUVORK5CYII=\"|mask is of 2x2: must fill the box between its points, 26x25",
                "labelme|\"shape_type\": \"mask\", \"points\": [[39, 6], [40, 7]], \"mask\": \"iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAAAAABX3VL4AAAADklEQVR4nGNgZGBiYAQAABIABb6fs04AAAAASUVORK5CYII=\"|mask of 2x2 lies at (39, 6): must lie on the image of 40x32",
                "coco|\"segmentation\": [[10, 10, 20]]|a polygon has 3 numbers",
                "coco|\"segmentation\": [], \"bbox\": [1, 2, 3, 4]|has a box and no segmentation: ask for boxes (--boxes)",
                "coco|\"area\": 4|has no segmentation",
                "coco|\"segmentation\": {\"size\": [40, 32], \"counts\": [1280]}|must be [32, 40], height and width of the image",
                "coco|\"segmentation\": {\"size\": [32, 40], \"counts\": [1279]}|mask runs cover 1279 pixels: an image of 32x40 has 1280",
                "coco|\"segmentation\": {\"size\": [32, 40], \"counts\": [1e9]}|mask run 1000000000 after 0 pixels",
                "coco|\"segmentation\": {\"size\": [32, 40], \"counts\": [-1, 1281]}|must have whole numbers from 0",
                "cvat|<cuboid label=\"e\"/>|shape of the type \"cuboid\": must be polygon, polyline, points, box, ellipse, mask, skeleton or tag",
                "cvat|<box label=\"e\" xtl=\"10\" ytl=\"8\" xbr=\"10\" ybr=\"24\"/>|box width 0.0: must be above 0",
                "cvat|<polygon label=\"e\" points=\"1,2;3;4,5\"/>|must have an x and a y for each point",
                "cvat|<mask label=\"e\" rle=\"1, 2, 2\" left=\"5\" top=\"6\" width=\"3\" height=\"2\"/>|mask runs cover 5 pixels",
                "cvat|<mask label=\"e\" rle=\"1, 5\" left=\"39\" top=\"6\" width=\"3\" height=\"2\"/>|lies at (39, 6)",
                "cvat|<mask label=\"e\" rle=\"4000000000\" left=\"39\" top=\"6\" width=\"99999\" height=\"99999\"/>|at most 2147483639 pixels",
                "via|\"name\": \"star\"|shape of the type \"star\": must be polygon, polyline, point, circle, ellipse or rect",
                "via|\"name\": \"polygon\", \"all_points_x\": [10, 20], \"all_points_y\": [10, 10, 20]|must be equally many",
                "label-studio|\"type\": \"videorectangle\", \"value\": {}|region of the type \"videorectangle\": must be",
                "label-studio|\"type\": \"keypointlabels\", \"image_rotation\": 90, \"value\": {\"x\": 1, \"y\": 2}|turned by 90.0 degrees",
                "label-studio|\"type\": \"keypointlabels\", \"value\": {\"x\": 150, \"y\": 2}|lies at (60.0, 0.64)",
                "label-studio|\"type\": \"brushlabels\", \"value\": {\"format\": \"rle\", \"rle\": [300]}|must have bytes, 0 to 255",
                "fixations|-20,6,250|lies at (-20.0, 6.0)",
                "fixations|0.2,0.3,250 / a.png,0.4,0.5,100|all coordinates are from 0 to 1",
                "fixations|,6,250|x is empty: must be there",
                "fixations|NaN,6,250|x NaN: must be a number",
                "fixations|5,6,0|fixation duration 0.0 ms: must be above 0"
            })
    void isNamedIfItCannotBeMeant(String form, String shape, String reason) throws IOException {
        ParsedAnnotations read = read(form, shape);

        assertThat(read.records()).isEmpty();
        assertThat(read.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.image()).isEqualTo("a.png");
            assertThat(problem.reason()).contains(reason);
        });
    }

    @Test
    void everythingThatIsWrongIsListedAtOnce() throws IOException {
        ParsedAnnotations read = read(
                "cvat",
                "<cuboid label=\"e\"/><polygon label=\"e\" points=\"1,2\"/><box label=\"e\"/>"
                        + "<points label=\"e\" points=\"500,2\"/>");

        assertThat(read.problems())
                .extracting(AnnotationProblem::place)
                .containsExactly("image 0, shape 0", "image 0, shape 1", "image 0, shape 2", "image 0, shape 3");
    }

    @Test
    void marksOffTheImageAreCutIfThatIsAskedFor() throws IOException {
        ReadingOptions cut = ReadingOptions.defaults().withOutside(OutsideRule.CUT);

        assertThat(ours(read("cvat", "<polyline label=\"e\" points=\"5,6;70,8\"/>", cut)))
                .isEqualTo("stroke 5: 5 6; 70 8");
        assertThat(ours(read(
                        "cvat",
                        "<mask label=\"e\" rle=\"0, 6\" left=\"-1\" top=\"-1\" width=\"3\" height=\"2\"/>",
                        cut)))
                .isEqualTo("mask 0,0 1,0");
        assertThat(ours(read(
                        "cvat",
                        "<mask label=\"e\" rle=\"0, 6\" left=\"-2147483648\" top=\"5\" width=\"3\" height=\"2\"/>",
                        cut)))
                .isEqualTo("mask");
    }

    @Test
    void aLittleOverTheEdgeIsLetThrough() throws IOException {
        assertThat(ours(read("cvat", "<polyline label=\"e\" points=\"-2,6;42,34\"/>")))
                .isEqualTo("stroke 5: -2 6; 42 34");
    }

    @Test
    void optionsDecideWhatTheFormsLeaveOpen() throws IOException {
        ReadingOptions options = ReadingOptions.defaults().withBrushRadius(2.5);
        assertThat(ours(read("via", "\"name\": \"point\", \"cx\": 5, \"cy\": 6", options)))
                .isEqualTo("stroke 2.5: 5 6");
        assertThat(ours(read("fixations", "5,6,250", options))).isEqualTo("fixations 2.5: 5 6 250");
        assertThat(ours(read(
                        "label-studio",
                        "\"type\": \"keypointlabels\", \"value\": {\"x\": 12.5, \"y\": 25, \"width\": 5}",
                        options)))
                .isEqualTo("stroke 2.5: 5 8");
        assertThat(ours(read(
                        "coco",
                        "\"segmentation\": [], \"bbox\": [10, 8, 10, 16]",
                        ReadingOptions.defaults().withCocoRegions(CocoRegions.BOXES))))
                .isEqualTo("box 10 8 10 16");
        assertThat(ours(read(
                        "fixations", "0.25,0.5,250", ReadingOptions.defaults().withUnit(CoordinateUnit.NORMALISED))))
                .isEqualTo("fixations 0: 10 16 250");
    }
}
