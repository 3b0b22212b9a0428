package org.cyborgml.saliency.annotation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cyborgml.saliency.image.BinaryMask;
import org.cyborgml.saliency.image.ImageSize;

/** Random annotations, partly off the image. */
final class Regions {

    private Regions() {}

    static Point point(ImageSize size, Random random) {
        return new Point(
                (1.4 * random.nextDouble() - 0.2) * size.width(), (1.4 * random.nextDouble() - 0.2) * size.height());
    }

    static List<Point> points(int count, ImageSize size, Random random) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            points.add(point(size, random));
        }
        return points;
    }

    static Annotation.Polygon polygon(ImageSize size, Random random) {
        FillRule fill = random.nextBoolean() ? FillRule.EVEN_ODD : FillRule.NON_ZERO;
        return new Annotation.Polygon(points(3 + random.nextInt(9), size, random), fill);
    }

    static Annotation.Stroke stroke(ImageSize size, Random random) {
        return new Annotation.Stroke(points(1 + random.nextInt(6), size, random), 0.2 + 5 * random.nextDouble());
    }

    static Annotation.Box box(ImageSize size, Random random) {
        return new Annotation.Box(point(size, random), 0.1 + 30 * random.nextDouble(), 0.1 + 30 * random.nextDouble());
    }

    static Annotation.Ellipse ellipse(ImageSize size, Random random) {
        return new Annotation.Ellipse(
                point(size, random),
                0.3 + 15 * random.nextDouble(),
                0.3 + 15 * random.nextDouble(),
                720 * random.nextDouble() - 360);
    }

    static Annotation.Fixations fixations(ImageSize size, Random random) {
        List<Annotation.Fixation> fixations = new ArrayList<>();
        for (int i = random.nextInt(8); i >= 0; i--) {
            fixations.add(new Annotation.Fixation(point(size, random), 1 + random.nextInt(900)));
        }
        return new Annotation.Fixations(fixations, random.nextBoolean() ? 0 : 6 * random.nextDouble());
    }

    static Annotation.Mask mask(ImageSize size, Random random) {
        boolean[] marked = new boolean[size.pixels()];
        for (int i = 0; i < marked.length; i++) {
            marked[i] = random.nextInt(3) == 0;
        }
        return new Annotation.Mask(BinaryMask.of(size.width(), size.height(), marked));
    }

    /** One region of every kind that needs no file, several of some. */
    static List<Annotation> ofEveryKind(ImageSize size, Random random) {
        List<Annotation> regions = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            regions.add(polygon(size, random));
            regions.add(stroke(size, random));
            regions.add(box(size, random));
        }
        regions.add(ellipse(size, random));
        regions.add(fixations(size, random));
        regions.add(mask(size, random));
        return regions;
    }
}
