package org.cyborgml.saliency.geometry;

import java.util.ArrayList;
import java.util.List;
import org.cyborgml.saliency.annotation.Annotation;
import org.cyborgml.saliency.annotation.AnnotationRecord;
import org.cyborgml.saliency.annotation.FillRule;
import org.cyborgml.saliency.annotation.Point;
import org.cyborgml.saliency.annotation.Rasterizer;
import org.cyborgml.saliency.image.BinaryMask;
import org.cyborgml.saliency.image.ImageFileException;

/** The regions of annotations where a crop has them. */
final class MovedRegions {

    private final CropTransform transform;
    private final AffineMap map;

    MovedRegions(CropTransform transform) {
        this.transform = transform;
        this.map = transform.map();
    }

    AnnotationRecord of(AnnotationRecord entry, String image) throws ImageFileException {
        List<Annotation> moved = new ArrayList<>();
        for (Annotation region : entry.regions()) {
            moved.add(moved(region, entry));
        }
        return new AnnotationRecord(
                image, transform.target(), entry.annotator(), entry.decision(), entry.truth(), moved);
    }

    private Annotation moved(Annotation region, AnnotationRecord entry) throws ImageFileException {
        if (region instanceof Annotation.Mask mask) {
            return new Annotation.Mask(transform.apply(mask.mask()));
        }
        if (region instanceof Annotation.MaskFile) {
            BinaryMask read = BinaryMask.above(Rasterizer.withDefaults().weights(List.of(region), entry.size()), 0);
            return new Annotation.Mask(transform.apply(read));
        }
        if (region instanceof Annotation.Polygon polygon) {
            return new Annotation.Polygon(moved(polygon.corners()), polygon.fill());
        }
        if (region instanceof Annotation.Stroke stroke) {
            return new Annotation.Stroke(moved(stroke.points()), stroke.radius() * map.scale());
        }
        if (region instanceof Annotation.Box box) {
            return box(box);
        }
        if (region instanceof Annotation.Ellipse ellipse) {
            return ellipse(ellipse);
        }
        Annotation.Fixations fixations = (Annotation.Fixations) region;
        return new Annotation.Fixations(
                fixations.fixations().stream()
                        .map(one -> new Annotation.Fixation(map.apply(one.place()), one.milliseconds()))
                        .toList(),
                fixations.radius() * map.scale());
    }

    private List<Point> moved(List<Point> points) {
        return points.stream().map(map::apply).toList();
    }

    /** A box stays one unless it is turned. */
    private Annotation box(Annotation.Box box) {
        double right = box.corner().x() + box.width();
        double bottom = box.corner().y() + box.height();
        if (map.xy() == 0 && map.yx() == 0 && map.xx() > 0 && map.yy() > 0) {
            return new Annotation.Box(map.apply(box.corner()), box.width() * map.xx(), box.height() * map.yy());
        }
        return new Annotation.Polygon(
                moved(List.of(
                        box.corner(),
                        new Point(right, box.corner().y()),
                        new Point(right, bottom),
                        new Point(box.corner().x(), bottom))),
                FillRule.EVEN_ODD);
    }

    /** An affine map turns an ellipse into the ellipse of the singular values of its two half axes, moved. */
    private Annotation ellipse(Annotation.Ellipse ellipse) {
        double angle = Math.toRadians(ellipse.degrees());
        double axisX = Math.cos(angle) * ellipse.radiusX();
        double axisY = Math.sin(angle) * ellipse.radiusX();
        double otherX = -Math.sin(angle) * ellipse.radiusY();
        double otherY = Math.cos(angle) * ellipse.radiusY();
        double a = map.xx() * axisX + map.xy() * axisY;
        double b = map.xx() * otherX + map.xy() * otherY;
        double c = map.yx() * axisX + map.yy() * axisY;
        double d = map.yx() * otherX + map.yy() * otherY;
        double sum = Math.hypot(a + d, c - b) / 2;
        double difference = Math.hypot(a - d, c + b) / 2;
        double turned = (Math.atan2(c - b, a + d) + Math.atan2(c + b, a - d)) / 2;
        return new Annotation.Ellipse(
                map.apply(ellipse.centre()),
                sum + difference,
                Math.max(Math.abs(sum - difference), Double.MIN_NORMAL),
                Math.toDegrees(turned));
    }
}
