package org.cyborgml.app.decoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.cyborgml.saliency.map.CamGrid;
import org.cyborgml.saliency.map.SaliencyMap;
import org.junit.jupiter.api.Test;

class ObjectMapsTest {

    /** One image: grey 1 all over but a square of columns 8 to 19 and rows 4 to 15 of grey 2. */
    private static GreyImages square() {
        byte[] pixels = new byte[28 * 28];
        for (int i = 0; i < pixels.length; i++) {
            boolean inside = i % 28 >= 8 && i % 28 < 20 && i / 28 >= 4 && i / 28 < 16;
            pixels[i] = (byte) (inside ? 2 : 1);
        }
        return GreyImages.wrap(28, pixels, new byte[] {3});
    }

    @Test
    void theGarmentIsWhatIsBrighterThanOne() {
        assertThat(ObjectMaps.mask(square(), 0).count()).isEqualTo(12 * 12);
        assertThat(ObjectMaps.mask(square(), 0).isMarked(8, 4)).isTrue();
        assertThat(ObjectMaps.mask(square(), 0).isMarked(7, 4)).isFalse();
    }

    @Test
    void theMapIsTheBlurredMaskScaled() throws IOException {
        SaliencyMap map = new ObjectMaps(new CamGrid(7, 7)).map(square(), 0);

        assertThat(map.get(13, 9)).isEqualTo(1);
        assertThat(map.get(0, 27)).isZero();
        // Half a pixel to each side of the edge, so both sum to 1. numpy: w = exp(-arange(-3, 4)**2 / 2 / 0.625**2);
        // w[4:].sum() / w.sum()
        assertThat(map.get(8, 9) + map.get(7, 9)).isCloseTo(1, within(1e-6f));
        assertThat(map.get(7, 9)).isCloseTo(0.181132f, within(1e-5f));
    }

    @Test
    void onTheGridCellsAreTheirMeansScaled() throws IOException {
        SaliencyMap cells = new ObjectMaps(new CamGrid(7, 7)).onGrid(square()).get(0);

        assertThat(cells.width()).isEqualTo(7);
        assertThat(cells.get(3, 2)).isEqualTo(1);
        assertThat(cells.get(0, 6)).isZero();
        assertThat(cells.get(1, 2)).isBetween(0.01f, 0.3f);
        assertThat(cells.get(2, 2)).isBetween(0.7f, 0.999f);
    }
}
