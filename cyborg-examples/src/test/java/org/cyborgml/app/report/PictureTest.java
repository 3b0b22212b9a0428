package org.cyborgml.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.cyborgml.saliency.image.FloatPlane;
import org.cyborgml.saliency.map.SaliencyMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PictureTest {

    @Test
    void aPictureSurvivesItsAddress() throws Exception {
        Picture picture = Picture.grey(3, 2, new byte[] {0, 1, 127, (byte) 128, (byte) 254, (byte) 255});

        String uri = picture.dataUri();
        assertThat(uri).startsWith("data:image/png;base64,");
        byte[] png = Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1));
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(png));

        assertThat(read.getWidth()).isEqualTo(3);
        assertThat(read.getHeight()).isEqualTo(2);
        assertThat(read.getRGB(2, 0) & 0xffffff).isEqualTo(0x7f7f7f);
        assertThat(read.getRGB(2, 1) & 0xffffff).isEqualTo(0xffffff);
    }

    @Test
    void enlargingRepeatsPixels() {
        Picture large = Picture.grey(2, 1, new byte[] {10, 20}).enlarged(3);

        assertThat(large.width()).isEqualTo(6);
        assertThat(large.height()).isEqualTo(3);
        assertThat(large.rgb(2, 2)).isEqualTo(0x0a0a0a);
        assertThat(large.rgb(3, 0)).isEqualTo(0x141414);
    }

    @Test
    void anOverlayMixesImageAndMap() {
        Picture white = Picture.grey(4, 4, "\377".repeat(16).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        SaliencyMap map = SaliencyMap.of(FloatPlane.of(2, 1, new float[] {0, 1}));

        Picture half = white.under(map, ColourMap.GREY, 0.5);

        // Halfway between white and the map's black and white ends.
        assertThat(half.rgb(0, 0)).isEqualTo(0x808080);
        assertThat(half.rgb(3, 3)).isEqualTo(0xffffff);
        assertThat(white.under(map, ColourMap.VIRIDIS, 0).rgb(0, 0)).isEqualTo(0xffffff);
        assertThat(white.under(map, ColourMap.VIRIDIS, 1).rgb(3, 0)).isEqualTo(0xfde725);
    }

    @ParameterizedTest
    @EnumSource(ColourMap.class)
    void coloursGetLighterAllAlong(ColourMap colours) {
        double before = -1;
        for (int i = 0; i <= 50; i++) {
            int rgb = colours.rgb(i / 50.0);
            double lightness = 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
            assertThat(lightness).as("at %s of 50", i).isGreaterThan(before);
            before = lightness;
        }
        assertThat(colours.rgb(-1)).isEqualTo(colours.rgb(0));
        assertThat(colours.rgb(2)).isEqualTo(colours.rgb(1));
        assertThat(Xml.elements(Xml.parse(colours.svg("map")), "stop")).hasSizeGreaterThan(1);
    }

    private static double linear(int channel) {
        double value = (channel & 0xff) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    @Test
    void impossiblePicturesAreRefused() {
        assertThatThrownBy(() -> Picture.grey(2, 2, new byte[3]))
                .hasMessage("picture of 3 pixels: 2x2 needs another number");
        Picture picture = Picture.grey(1, 1, new byte[1]);
        assertThatThrownBy(() -> picture.enlarged(0)).hasMessage("factor 0: must be at least 1");
        SaliencyMap map = SaliencyMap.of(FloatPlane.of(1, 1, new float[] {1}));
        assertThatThrownBy(() -> picture.under(map, ColourMap.GREY, 1.5))
                .hasMessage("opacity 1.5: must be from 0 to 1");
    }
}
