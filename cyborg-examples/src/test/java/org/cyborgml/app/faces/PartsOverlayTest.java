package org.cyborgml.app.faces;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import org.cyborgml.saliency.face.Face;
import org.cyborgml.saliency.face.FaceCrop;
import org.cyborgml.saliency.geometry.BorderRule;
import org.cyborgml.saliency.geometry.BoundingBox;
import org.cyborgml.saliency.geometry.PixelCrop;
import org.cyborgml.saliency.geometry.UprightCrop;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.image.Raster;
import org.junit.jupiter.api.Test;

class PartsOverlayTest {

    /** A crop from (20, 10) to (60, 50); its parts are red on the left half, and background on the right. */
    @Test
    void partsLieWhereTheCropLies() {
        byte[] grey = new byte[3 * 80 * 60];
        Arrays.fill(grey, (byte) 100);
        Raster photograph = Raster.of(80, 60, Channels.RGB, grey);
        byte[] parts = new byte[3 * 16 * 16];
        for (int at = 0; at < 256; at++) {
            parts[3 * at] = (byte) (at % 16 < 8 ? 250 : 0);
        }
        Face face = new Face(Optional.of(new BoundingBox(30, 20, 20, 20)), Optional.empty(), 1);
        FaceCrop crop = new FaceCrop(
                "a.png",
                "a.jpg",
                1,
                face,
                new UprightCrop(
                        new PixelCrop(20, 10, new ImageSize(40, 40), new ImageSize(80, 60), BorderRule.CLIP),
                        new ImageSize(224, 224)));
        Raster laid = PartsOverlay.of(photograph, crop, Raster.of(16, 16, Channels.RGB, parts), 80);
        for (int y = 0; y < 60; y++) {
            for (int x = 0; x < 80; x++) {
                boolean isRed = x >= 20 && x < 40 && y >= 10 && y < 50;
                assertThat(laid.sample(x, y, 0)).as("%d, %d", x, y).isEqualTo(isRed ? 190 : 100);
                assertThat(laid.sample(x, y, 2)).as("%d, %d", x, y).isEqualTo(isRed ? 40 : 100);
            }
        }
    }
}
