package org.cyborgml.app.faces;

import org.cyborgml.saliency.face.FaceCrop;
import org.cyborgml.saliency.geometry.AffineMap;
import org.cyborgml.saliency.image.AntialiasedBilinear;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.Raster;

/** A photograph, reduced, with the parts of a face in colours over it: each pixel the colour under its centre on the crop. */
final class PartsOverlay {

    private static final double OPACITY = 0.6;

    private PartsOverlay() {}

    /**
     * Lays parts over a photograph.
     *
     * @param photograph of any size
     * @param crop of it
     * @param parts a picture of the crop's parts, of any size, black for the background
     * @param side longer side of the result
     * @return the photograph with the parts over it
     */
    static Raster of(Raster photograph, FaceCrop crop, Raster parts, int side) {
        double scale = Math.min(1, (double) side / Math.max(photograph.width(), photograph.height()));
        int width = (int) Math.max(1, Math.round(photograph.width() * scale));
        int height = (int) Math.max(1, Math.round(photograph.height() * scale));
        byte[] rgb = AntialiasedBilinear.to(width, height)
                .resize(photograph.toEightBits().toRgb())
                .toBytes();
        Raster colours = parts.toEightBits().toRgb();
        AffineMap map = crop.transform().map();
        double stepX = (double) photograph.width() / width;
        double stepY = (double) photograph.height() / height;
        double partsX = (double) parts.width() / crop.transform().target().width();
        double partsY = (double) parts.height() / crop.transform().target().height();
        for (int row = 0, at = 0; row < height; row++) {
            for (int column = 0; column < width; column++, at += 3) {
                double x = Math.floor(map.x((column + 0.5) * stepX, (row + 0.5) * stepY) * partsX);
                double y = Math.floor(map.y((column + 0.5) * stepX, (row + 0.5) * stepY) * partsY);
                if (x >= 0 && y >= 0 && x < parts.width() && y < parts.height()) {
                    mix(rgb, at, colours, (int) x, (int) y);
                }
            }
        }
        return Raster.of(width, height, Channels.RGB, rgb);
    }

    private static void mix(byte[] rgb, int at, Raster colours, int x, int y) {
        if (colours.sample(x, y, 0) + colours.sample(x, y, 1) + colours.sample(x, y, 2) == 0) {
            return;
        }
        for (int c = 0; c < 3; c++) {
            double mixed = (1 - OPACITY) * (rgb[at + c] & 0xff) + OPACITY * colours.sample(x, y, c);
            rgb[at + c] = (byte) Math.round(mixed);
        }
    }
}
