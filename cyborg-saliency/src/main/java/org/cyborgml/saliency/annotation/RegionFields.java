package org.cyborgml.saliency.annotation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cyborgml.saliency.image.ImageSize;
import org.jspecify.annotations.Nullable;

/**
 * A region as both file forms write it: a type, one option (a radius, a fill rule, a level, or none), rows of numbers, or a
 * file. JSON and CSV only differ in how these four are laid out.
 *
 * @param type polygon, stroke, box, ellipse, fixations, mask or mask-file
 * @param option radius, fill rule or level; null where the type has none
 * @param rows points, or one row of numbers for box, ellipse and mask
 * @param file of a mask-file; null for others
 */
record RegionFields(String type, @Nullable String option, List<List<Double>> rows, @Nullable String file) {

    /** The name of the option of a type in JSON; null if the type has none. */
    static @Nullable String optionName(String type) {
        return switch (type) {
            case "polygon" -> "fill";
            case "stroke", "fixations" -> "radius";
            case "mask-file" -> "level";
            default -> null;
        };
    }

    /** The length of the rows in which a type's numbers come; 0 for one row of any length, -1 for no numbers. */
    static int rowLength(String type) {
        return switch (type) {
            case "polygon", "stroke" -> 2;
            case "fixations" -> 3;
            case "box" -> 4;
            case "ellipse" -> 5;
            case "mask" -> 0;
            case "mask-file" -> -1;
            default ->
                throw new IllegalArgumentException("region type \"" + type
                        + "\": must be polygon, stroke, box, ellipse, fixations, mask or mask-file");
        };
    }

    /** True if a type's numbers are a list of rows, false if they are one row. */
    static boolean hasManyRows(String type) {
        int length = rowLength(type);
        return length == 2 || length == 3;
    }

    static RegionFields of(Annotation region, Path folder) {
        if (region instanceof Annotation.Polygon polygon) {
            return new RegionFields("polygon", fillName(polygon.fill()), rows(polygon.corners()), null);
        } else if (region instanceof Annotation.Stroke stroke) {
            return new RegionFields("stroke", number(stroke.radius()), rows(stroke.points()), null);
        } else if (region instanceof Annotation.Box box) {
            Point corner = box.corner();
            return oneRow("box", List.of(corner.x(), corner.y(), box.width(), box.height()));
        } else if (region instanceof Annotation.Ellipse e) {
            Point centre = e.centre();
            return oneRow("ellipse", List.of(centre.x(), centre.y(), e.radiusX(), e.radiusY(), e.degrees()));
        } else if (region instanceof Annotation.Fixations fixations) {
            List<List<Double>> rows = fixations.fixations().stream()
                    .map(f -> List.of(f.place().x(), f.place().y(), f.milliseconds()))
                    .toList();
            return new RegionFields("fixations", number(fixations.radius()), rows, null);
        } else if (region instanceof Annotation.Mask mask) {
            return oneRow(
                    "mask",
                    MaskRuns.encode(mask.mask()).stream()
                            .map(Integer::doubleValue)
                            .toList());
        }
        Annotation.MaskFile mask = (Annotation.MaskFile) region;
        Path file = mask.file().toAbsolutePath().normalize();
        Path base = folder.toAbsolutePath().normalize();
        String written = (file.startsWith(base) ? base.relativize(file) : file)
                .toString()
                .replace('\\', '/');
        String level = mask.level().isPresent() ? Integer.toString(mask.level().getAsInt()) : null;
        return new RegionFields("mask-file", level, List.of(), written);
    }

    private static RegionFields oneRow(String type, List<Double> row) {
        return new RegionFields(type, null, List.of(row), null);
    }

    private static List<List<Double>> rows(List<Point> points) {
        return points.stream().map(p -> List.of(p.x(), p.y())).toList();
    }

    /** A number as short as it can be read back. */
    static String number(double value) {
        return isWhole(value) ? Integer.toString((int) value) : Double.toString(value);
    }

    /** True if an int holds the same number, which excludes -0. */
    static boolean isWhole(double value) {
        return value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE && !(value == 0 && 1 / value < 0);
    }

    Annotation toAnnotation(ImageSize size, Path folder) {
        int length = rowLength(type);
        for (List<Double> row : rows) {
            if (length > 0 && row.size() != length) {
                throw new IllegalArgumentException(
                        type + " has a row of " + row.size() + " numbers: " + length + " are needed");
            }
        }
        return switch (type) {
            case "polygon" -> new Annotation.Polygon(points(), fill());
            case "stroke" -> new Annotation.Stroke(points(), parse("radius", required("radius")));
            case "fixations" -> fixations();
            case "box" -> new Annotation.Box(corner(), row().get(2), row().get(3));
            case "ellipse" -> new Annotation.Ellipse(corner(), row().get(2), row().get(3), row().get(4));
            case "mask" -> new Annotation.Mask(MaskRuns.decode(row(), size));
            default -> maskFile(folder);
        };
    }

    private Annotation fixations() {
        List<Annotation.Fixation> list = new ArrayList<>();
        for (List<Double> row : rows) {
            list.add(new Annotation.Fixation(new Point(row.get(0), row.get(1)), row.get(2)));
        }
        return new Annotation.Fixations(list, option == null ? 0 : parse("radius", option));
    }

    private Annotation maskFile(Path folder) {
        if (file == null || file.isBlank()) {
            throw new IllegalArgumentException("mask-file has no file: one is needed");
        }
        if (option == null) {
            return new Annotation.MaskFile(folder.resolve(file));
        }
        double level = parse("level", option);
        if (level != Math.rint(level)) {
            throw new IllegalArgumentException("level " + level + ": must be a whole number");
        }
        return new Annotation.MaskFile(folder.resolve(file), (int) level);
    }

    private List<Point> points() {
        return rows.stream().map(row -> new Point(row.get(0), row.get(1))).toList();
    }

    private Point corner() {
        return new Point(row().get(0), row().get(1));
    }

    private List<Double> row() {
        if (rows.size() != 1) {
            throw new IllegalArgumentException(type + " has " + rows.size() + " rows of numbers: 1 is needed");
        }
        return rows.get(0);
    }

    private String required(String name) {
        if (option == null) {
            throw new IllegalArgumentException(type + " has no " + name + ": one is needed");
        }
        return option;
    }

    private FillRule fill() {
        if (option == null || option.equals(fillName(FillRule.EVEN_ODD))) {
            return FillRule.EVEN_ODD;
        } else if (option.equals(fillName(FillRule.NON_ZERO))) {
            return FillRule.NON_ZERO;
        }
        throw new IllegalArgumentException("fill \"" + option + "\": must be even-odd or non-zero");
    }

    private static String fillName(FillRule fill) {
        return fill == FillRule.EVEN_ODD ? "even-odd" : "non-zero";
    }

    static double parse(String name, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " \"" + text + "\": must be a number", e);
        }
    }
}
