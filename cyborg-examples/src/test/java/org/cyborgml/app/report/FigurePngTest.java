package org.cyborgml.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.cyborgml.saliency.image.FloatPlane;
import org.cyborgml.saliency.map.SaliencyMap;
import org.junit.jupiter.api.Test;

class FigurePngTest {

    private static BufferedImage drawn(String svg) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(FigurePng.png(svg)));
    }

    private static int rgb(BufferedImage image, double x, double y) {
        return image.getRGB((int) (3 * x), (int) (3 * y)) & 0xffffff;
    }

    @Test
    void aFigureIsDrawnOnWhiteAtThreePixelsPerUnit() throws IOException {
        BufferedImage image = drawn(Svg.figure(40, 20, "square")
                .empty("rect", "x", 10, "y", 5, "width", 10, "height", 10, "fill", "#d55e00")
                .finish());

        assertThat(image.getWidth()).isEqualTo(120);
        assertThat(image.getHeight()).isEqualTo(60);
        assertThat(rgb(image, 15, 10)).isEqualTo(0xd55e00);
        assertThat(rgb(image, 5, 10)).isEqualTo(0xffffff);
        assertThat(rgb(image, 30, 10)).isEqualTo(0xffffff);
    }

    @Test
    void textIsDrawn() throws IOException {
        BufferedImage image =
                drawn(Svg.figure(60, 20, "text").label(30, 14, "middle", "Text").finish());

        assertThat(IntStream.range(0, 180 * 60)
                        .filter(i -> (image.getRGB(i % 180, i / 180) & 0xff) < 0x60)
                        .count())
                .isGreaterThan(100);
    }

    @Test
    void panelsStandInTheirPlaces() throws IOException {
        String red = Svg.figure(40, 20, "red")
                .empty("rect", "x", 0, "y", 0, "width", 40, "height", 20, "fill", "#ff0000")
                .finish();
        String blue = red.replace("ff0000", "0000ff");
        BufferedImage image = drawn(new PanelGrid("both", 2, List.of(new Panel("a", red), new Panel("b", blue))).svg());

        // Below a title of 20, with 22 between them.
        assertThat(rgb(image, 20, 30)).isEqualTo(0xff0000);
        assertThat(rgb(image, 51, 30)).isEqualTo(0xffffff);
        assertThat(rgb(image, 82, 30)).isEqualTo(0x0000ff);
    }

    @Test
    void tilesShowTheLeastAndTheGreatestValueInTheEndsOfTheColours() throws IOException {
        SaliencyMap map = SaliencyMap.of(FloatPlane.of(2, 1, new float[] {0.25f, 0.75f}));
        TileChart chart = new TileChart(
                "map", 1, List.of(new TileChart.Block("", List.of(new TileChart.Tile(map, List.of("caption"))))));
        BufferedImage image = drawn(chart.svg());

        assertThat(rgb(image, 20, 40)).isEqualTo(ColourMap.VIRIDIS.rgb(0));
        assertThat(rgb(image, 80, 40)).isEqualTo(ColourMap.VIRIDIS.rgb(1));
        assertThat(chart.svg()).contains(">0.25<", ">0.75<", ">caption<");
    }

    @Test
    void whatIsNoFigureIsRefused() {
        assertThatThrownBy(() -> FigurePng.png("<p>no</p>")).hasMessage("figure without a viewBox");
    }
}
