package org.cyborgml.app.faces;

import java.util.List;
import java.util.Optional;
import org.cyborgml.saliency.annotation.Point;
import org.cyborgml.saliency.face.Face;
import org.cyborgml.saliency.face.FaceCrop;
import org.cyborgml.saliency.face.Landmarks;
import org.cyborgml.saliency.geometry.AffineMap;
import org.cyborgml.saliency.geometry.BoundingBox;
import org.cyborgml.saliency.image.AntialiasedBilinear;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.image.Raster;

/** A photograph, reduced, with the face's box, its landmarks and the outline of its crop drawn in. */
final class FaceDrawing {

    private static final int[] BOX = {255, 200, 0};
    private static final int[] CROP = {0, 220, 255};
    private static final int[] LANDMARK = {255, 0, 120};
    private static final int DOT = 2;

    private final int width;
    private final int height;
    private final double scaleX;
    private final double scaleY;
    private final byte[] rgb;

    private FaceDrawing(Raster photograph, int side) {
        double scale = Math.min(1, (double) side / Math.max(photograph.width(), photograph.height()));
        this.width = (int) Math.max(1, Math.round(photograph.width() * scale));
        this.height = (int) Math.max(1, Math.round(photograph.height() * scale));
        this.scaleX = (double) width / photograph.width();
        this.scaleY = (double) height / photograph.height();
        this.rgb = AntialiasedBilinear.to(width, height)
                .resize(photograph.toEightBits().toRgb())
                .toBytes();
    }

    /**
     * Draws crops on their photograph.
     *
     * @param photograph of any size
     * @param crops of it
     * @param side longer side of the drawing
     * @return the drawing
     */
    static Raster of(Raster photograph, List<FaceCrop> crops, int side) {
        FaceDrawing drawing = new FaceDrawing(photograph, side);
        crops.forEach(drawing::draw);
        return Raster.of(drawing.width, drawing.height, Channels.RGB, drawing.rgb);
    }

    private void draw(FaceCrop crop) {
        Face face = crop.face();
        Optional<BoundingBox> box = face.box();
        box.ifPresent(it -> outline(
                BOX,
                List.of(
                        new Point(it.x(), it.y()),
                        new Point(it.x() + it.width(), it.y()),
                        new Point(it.x() + it.width(), it.y() + it.height()),
                        new Point(it.x(), it.y() + it.height()))));
        ImageSize target = crop.transform().target();
        AffineMap back = crop.transform().map().inverse();
        outline(
                CROP,
                List.of(
                        back.apply(new Point(0, 0)),
                        back.apply(new Point(target.width(), 0)),
                        back.apply(new Point(target.width(), target.height())),
                        back.apply(new Point(0, target.height()))));
        face.landmarks().map(Landmarks::points).orElse(List.of()).forEach(this::dot);
    }

    private void outline(int[] colour, List<Point> corners) {
        for (int i = 0; i < corners.size(); i++) {
            Point from = corners.get(i);
            Point to = corners.get((i + 1) % corners.size());
            double length = Math.hypot((to.x() - from.x()) * scaleX, (to.y() - from.y()) * scaleY);
            // More steps than the drawing is long would draw off it only.
            int steps = (int) Math.ceil(Math.min(length, 8.0 * (width + height)));
            for (int step = 0; step <= steps; step++) {
                double share = steps == 0 ? 0 : (double) step / steps;
                double x = (from.x() + share * (to.x() - from.x())) * scaleX;
                double y = (from.y() + share * (to.y() - from.y())) * scaleY;
                // Two pixels thick, and on the edge where the outline is on the border.
                for (int part = 0; part < 4; part++) {
                    set(onEdge(x, width) - part % 2, onEdge(y, height) - part / 2, colour);
                }
            }
        }
    }

    private static int onEdge(double place, int length) {
        return place >= length && place < length + 1 ? length - 1 : (int) Math.floor(place);
    }

    private void dot(Point point) {
        int x = (int) Math.floor(point.x() * scaleX);
        int y = (int) Math.floor(point.y() * scaleY);
        for (int row = -DOT; row <= DOT; row++) {
            for (int column = -DOT; column <= DOT; column++) {
                if (row * row + column * column <= DOT * DOT + 1) {
                    set(x + column, y + row, LANDMARK);
                }
            }
        }
    }

    private void set(int x, int y, int[] colour) {
        if (x >= 0 && y >= 0 && x < width && y < height) {
            for (int channel = 0; channel < 3; channel++) {
                rgb[3 * (y * width + x) + channel] = (byte) colour[channel];
            }
        }
    }
}
