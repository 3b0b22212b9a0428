package org.cyborgml.app.study.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.cyborgml.app.study.HighlightStroke;
import org.cyborgml.app.study.ItemKind;
import org.cyborgml.app.study.StrokePoint;
import org.cyborgml.app.study.StrokeTool;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Strokes arrive at the pixels where they were drawn, and the screen shows the image's own pixels. */
class DrawnPixelsTest {

    private static final int WIDTH = 200;
    private static final int HEIGHT = 150;
    private static final String CANVAS = "canvas.picture";

    @TempDir
    Path folder;

    @BeforeAll
    static void requireChromium() {
        Chromium.assumeThere();
    }

    /** The last columns are the documented size: device pixels for each pixel of the image in a wide and in a narrow window. */
    @ParameterizedTest
    @CsvSource({"1, 2, 1", "1.5, 3, 2", "2, 5, 3"})
    void strokesArriveWhereTheyWereDrawn(double ratio, int wide, int narrow) throws IOException {
        try (Chromium browser = Chromium.start(ratio)) {
            check(browser, ratio, 1280, 800, wide);
            check(browser, ratio, 360, 640, narrow);
        }
    }

    private void check(Chromium browser, double ratio, int width, int height, int scale) throws IOException {
        BufferedImage image = everyPixelItsOwnColour();
        Tab tab = browser.newTab();
        tab.resize(width, height, 0);
        try (ServedStudy study = study(width, image)) {
            open(tab, study);
            tab.await("document.querySelector('canvas').width === " + WIDTH * scale);
            assertOwnPixels(tab, image, ratio, scale);

            tab.click("label:has(input[value=Real])");
            tab.awaitElement("canvas[data-marking]");
            double[][] line = {{20, 30}, {60, 30}, {60, 90}, {101.5, 90}};
            draw(tab, line);
            choose(tab, "rectangle");
            draw(tab, new double[][] {{110, 20}, {150, 60}});
            choose(tab, "ellipse");
            draw(tab, new double[][] {{190, 140}, {130, 100}});
            choose(tab, "polygon");
            double[][] corners = {{10, 100}, {50, 100}, {50, 140}, {10, 140}};
            for (double[] corner : corners) {
                draw(tab, new double[][] {corner});
            }
            draw(tab, new double[][] {corners[0]});
            tab.click("[data-action=send]");
            tab.await("document.body.innerText.includes('You have seen all faces')");

            List<HighlightStroke> strokes =
                    study.answers(ItemKind.TRIAL).get(0).strokes().get(0);
            assertThat(strokes)
                    .extracting(HighlightStroke::tool)
                    .containsExactly(StrokeTool.BRUSH, StrokeTool.RECTANGLE, StrokeTool.ELLIPSE, StrokeTool.POLYGON);
            assertPlaces(strokes.get(0).points(), line);
            assertPlaces(strokes.get(1).points(), new double[][] {{110, 20}, {150, 60}});
            assertPlaces(strokes.get(2).points(), new double[][] {{190, 140}, {130, 100}});
            assertPlaces(strokes.get(3).points(), corners);
        }
        assertThat(tab.complaints()).isEmpty();
    }

    private ServedStudy study(int width, BufferedImage image) throws IOException {
        return ServedStudy.single(
                Files.createDirectory(folder.resolve("study" + width)), image, List.of("Real", "Synthetic"));
    }

    private static void open(Tab tab, ServedStudy study) throws IOException {
        tab.open(study.participantsUrl());
        tab.click("[data-action=agree]");
        tab.click("[data-action=begin]");
        tab.awaitElement(CANVAS);
    }

    /** The colour under the pointer tells which pixel of the image is there. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 1.5, 2})
    void strokesOnAZoomedImageArriveAtThePixelsThatAreSeen(double ratio) throws IOException {
        BufferedImage image = everyPixelItsOwnColour();
        try (Chromium browser = Chromium.start(ratio);
                ServedStudy study = study(1280, image)) {
            Tab tab = browser.newTab();
            tab.resize(1280, 800, 0);
            open(tab, study);
            tab.click("label:has(input[value=Real])");
            tab.click("[data-action=zoomIn]");
            tab.click("[data-action=zoomIn]");
            Tab.Box box = tab.box(CANVAS);
            List<double[]> line = Walk.line(box, 0.2, 0.3, 0.8, 0.6);
            Tab.pause(200);
            BufferedImage screen = ImageIO.read(new ByteArrayInputStream(tab.screenshot()));
            double scroll = tab.evaluate("scrollY").asDouble();
            tab.drag(line);
            tab.click("[data-action=send]");
            tab.await("document.body.innerText.includes('You have seen all faces')");
            List<StrokePoint> points =
                    study.answers(ItemKind.TRIAL).get(0).strokes().get(0).get(0).points();
            double[][] ends = {line.get(0), line.get(line.size() - 1)};
            StrokePoint[] drawn = {points.get(0), points.get(points.size() - 1)};
            for (int i = 0; i < 2; i++) {
                int seen = screen.getRGB((int) (ends[i][0] * ratio), (int) ((ends[i][1] + scroll) * ratio));
                assertThat(drawn[i].x()).isCloseTo((seen >> 16 & 0xff) + 0.5, within(0.8));
                assertThat(drawn[i].y()).isCloseTo((seen >> 8 & 0xff) + 0.5, within(0.8));
            }
            assertThat(drawn[1].x() - drawn[0].x())
                    .as("width of six tenths of the window, zoomed in")
                    .isLessThan(0.45 * WIDTH);
        }
    }

    /** A hundredth is lost by rounding; browsers place a pointer to a fraction of a device pixel. */
    private static void assertPlaces(List<StrokePoint> points, double[][] places) {
        assertThat(points).hasSize(places.length);
        for (int i = 0; i < places.length; i++) {
            assertThat(points.get(i).x()).as("x of point %d", i).isCloseTo(places[i][0], within(0.26));
            assertThat(points.get(i).y()).as("y of point %d", i).isCloseTo(places[i][1], within(0.26));
        }
    }

    private static void choose(Tab tab, String tool) throws IOException {
        tab.click(".tool:has([value=" + tool + "])");
    }

    /** Draws between places of the image, which fills the canvas. */
    private static void draw(Tab tab, double[][] places) throws IOException {
        Tab.Box box = tab.box(CANVAS);
        List<double[]> there = new ArrayList<>();
        for (double[] place : places) {
            there.add(new double[] {box.x() + place[0] * box.width() / WIDTH, box.y() + place[1] * box.height() / HEIGHT
            });
        }
        tab.drag(there);
    }

    /** Every pixel of the image is a square of its own colour on the screen, to the last one. */
    private static void assertOwnPixels(Tab tab, BufferedImage image, double ratio, int scale) throws IOException {
        Tab.Box box = tab.box(CANVAS);
        double scroll = tab.evaluate("scrollY").asDouble();
        BufferedImage screen = ImageIO.read(new ByteArrayInputStream(tab.screenshot()));
        int left = (int) Math.round(box.x() * ratio);
        int top = (int) Math.round((box.y() + scroll) * ratio);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                for (int corner = 0; corner < 4; corner++) {
                    int screenX = left + x * scale + corner % 2 * (scale - 1);
                    int screenY = top + y * scale + corner / 2 * (scale - 1);
                    assertThat(screen.getRGB(screenX, screenY) & 0xffffff)
                            .as("pixel (%d, %d), corner %d", x, y, corner)
                            .isEqualTo(image.getRGB(x, y) & 0xffffff);
                }
            }
        }
    }

    private static BufferedImage everyPixelItsOwnColour() {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                image.setRGB(x, y, (x << 16) | (y << 8) | ((x ^ y) * 37 & 0xff));
            }
        }
        return image;
    }
}
