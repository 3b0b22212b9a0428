package org.cyborgml.saliency.face;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.cyborgml.saliency.annotation.Point;
import org.cyborgml.saliency.file.NamedRows;
import org.cyborgml.saliency.geometry.AffineMap;
import org.cyborgml.saliency.geometry.AlignedCrop;
import org.cyborgml.saliency.geometry.BorderRule;
import org.cyborgml.saliency.geometry.BoundingBox;
import org.cyborgml.saliency.geometry.CropTransform;
import org.cyborgml.saliency.geometry.PixelCrop;
import org.cyborgml.saliency.geometry.UprightCrop;
import org.cyborgml.saliency.image.ImageSize;

/** A row of a {@link CropTable}'s file. */
final class CropRow {

    private static final List<String> MAP = List.of("xx", "xy", "dx", "yx", "yy", "dy");
    private static final List<String> RECTANGLE = List.of("left", "top", "right", "bottom");
    private static final List<String> BOX = List.of("box_x", "box_y", "box_width", "box_height");
    private static final List<String> PLACES = List.of("left_eye", "right_eye", "nose", "left_mouth", "right_mouth");
    private static final String UPRIGHT = "upright";
    private static final String ALIGNED = "aligned";

    private CropRow() {}

    static String header() {
        List<String> names = new ArrayList<>(List.of(
                "crop",
                "photograph",
                "face",
                "photograph_width",
                "photograph_height",
                "crop_width",
                "crop_height",
                "kind",
                "border"));
        names.addAll(RECTANGLE);
        names.addAll(MAP);
        names.add("score");
        names.addAll(BOX);
        PLACES.forEach(place -> names.addAll(List.of(place + "_x", place + "_y")));
        return CSVFormat.RFC4180.format(names.toArray()) + "\n";
    }

    static String of(FaceCrop crop) {
        CropTransform transform = crop.transform();
        List<Object> cells = new ArrayList<>(List.of(
                crop.path(),
                crop.photograph(),
                crop.number(),
                transform.source().width(),
                transform.source().height(),
                transform.target().width(),
                transform.target().height()));
        if (transform instanceof UprightCrop upright) {
            PixelCrop place = upright.crop();
            cells.addAll(List.of(
                    UPRIGHT,
                    place.border().name().toLowerCase(Locale.ROOT),
                    place.left(),
                    place.top(),
                    place.left() + place.size().width(),
                    place.top() + place.size().height()));
        } else {
            AlignedCrop aligned = (AlignedCrop) transform;
            cells.addAll(List.of(ALIGNED, aligned.border().name().toLowerCase(Locale.ROOT), "", "", "", ""));
        }
        AffineMap map = transform.map();
        cells.addAll(List.of(
                map.xx(),
                map.xy(),
                map.dx(),
                map.yx(),
                map.yy(),
                map.dy(),
                crop.face().score()));
        cells.addAll(crop.face()
                .box()
                .map(box -> List.<Object>of(box.x(), box.y(), box.width(), box.height()))
                .orElse(List.of("", "", "", "")));
        for (int i = 0; i < Landmarks.COUNT; i++) {
            int place = i;
            cells.addAll(crop.face()
                    .landmarks()
                    .map(all -> List.<Object>of(
                            all.points().get(place).x(), all.points().get(place).y()))
                    .orElse(List.of("", "")));
        }
        return CSVFormat.RFC4180.format(cells.toArray()) + "\n";
    }

    static FaceCrop read(NamedRows.Row row) throws IOException {
        String path = row.filled("crop");
        String photograph = row.filled("photograph");
        for (String one : List.of(path, photograph)) {
            if (one.startsWith("/") || List.of(one.split("[/\\\\]", -1)).contains("..")) {
                throw row.error("path \"" + one + "\" leads out of its folder");
            }
        }
        try {
            return new FaceCrop(path, photograph, row.whole("face"), face(row), transform(row));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw row.error(String.valueOf(e.getMessage()));
        }
    }

    private static CropTransform transform(NamedRows.Row row) throws IOException {
        ImageSize source = new ImageSize(row.whole("photograph_width"), row.whole("photograph_height"));
        ImageSize target = new ImageSize(row.whole("crop_width"), row.whole("crop_height"));
        BorderRule border = border(row);
        double[] numbers = new double[MAP.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = row.number(MAP.get(i));
        }
        AffineMap map = new AffineMap(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
        String kind = row.text("kind");
        if (kind.equals(ALIGNED)) {
            return new AlignedCrop(map, source, target, border);
        }
        if (!kind.equals(UPRIGHT)) {
            throw row.error("kind is \"" + kind + "\": must be " + UPRIGHT + " or " + ALIGNED);
        }
        int left = row.whole("left");
        int top = row.whole("top");
        ImageSize size = new ImageSize(
                Math.subtractExact(row.whole("right"), left), Math.subtractExact(row.whole("bottom"), top));
        UprightCrop upright = new UprightCrop(new PixelCrop(left, top, size, source, border), target);
        if (isOther(upright.map(), map, source)) {
            throw row.error("the rectangle and the map of coordinates say different things");
        }
        return upright;
    }

    /** True if two maps bring a corner of the photograph to places more than a hundredth of a pixel apart. */
    private static boolean isOther(AffineMap one, AffineMap other, ImageSize size) {
        for (int corner = 0; corner < 4; corner++) {
            double x = corner % 2 * size.width();
            double y = corner / 2 * size.height();
            if (!(Math.hypot(one.x(x, y) - other.x(x, y), one.y(x, y) - other.y(x, y)) < 0.01)) {
                return true;
            }
        }
        return false;
    }

    private static BorderRule border(NamedRows.Row row) throws IOException {
        String name = row.text("border");
        for (BorderRule rule : BorderRule.values()) {
            if (rule.name().equalsIgnoreCase(name)) {
                return rule;
            }
        }
        throw row.error("border is \"" + name + "\": must be clip, pad_zero or pad_replicate");
    }

    private static Face face(NamedRows.Row row) throws IOException {
        Optional<BoundingBox> box = row.isEmpty(BOX.get(0))
                ? Optional.empty()
                : Optional.of(new BoundingBox(
                        row.number(BOX.get(0)),
                        row.number(BOX.get(1)),
                        row.number(BOX.get(2)),
                        row.number(BOX.get(3))));
        Optional<Landmarks> landmarks = Optional.empty();
        if (!row.isEmpty(PLACES.get(0) + "_x")) {
            List<Point> points = new ArrayList<>();
            for (String place : PLACES) {
                points.add(new Point(row.number(place + "_x"), row.number(place + "_y")));
            }
            landmarks = Optional.of(Landmarks.of(points));
        }
        return new Face(box, landmarks, row.number("score"));
    }
}
