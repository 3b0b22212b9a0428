package org.cyborgml.saliency.annotation;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.cyborgml.saliency.image.BinaryMask;

/**
 * One thing that an annotator marked on an image. Coordinates are those of {@link Point}. A shape covers a pixel when it
 * covers the pixel's centre; what lies off the image is cut.
 */
public sealed interface Annotation {

    /**
     * Marked pixels.
     *
     * @param mask a mask of the annotated image's size
     */
    record Mask(BinaryMask mask) implements Annotation {}

    /**
     * Marked pixels in an image file, read when the annotation is rasterised.
     *
     * <p>Without a level, what is not background is marked. Background is black and what is transparent; where all that is not
     * transparent is black, what is transparent alone. So masks of 0 and 1, the numbers and colours of classes, palettes and
     * shapes on nothing are read like white on black. Where bright pixels, of a luminance above {@value #HALF}, are the mask,
     * and the darker ones only its soft edges, noise or shades (more than 64 greys), the bright ones alone are marked; so it
     * always is in JPEG and WebP.
     *
     * @param file an image of the annotated image's size
     * @param level the pixel is marked if its 8-bit luminance is above this level, 0 to 254; empty for the rule above
     */
    record MaskFile(Path file, OptionalInt level) implements Annotation {

        /** The upper half of the luminances is above it. */
        public static final int HALF = 127;

        /**
         * Checks the level.
         *
         * @throws IllegalArgumentException if the level is not from 0 to 254
         */
        public MaskFile {
            if (level.isPresent() && (level.getAsInt() < 0 || level.getAsInt() > 254)) {
                throw new IllegalArgumentException("level " + level.getAsInt() + ": must be from 0 to 254");
            }
        }

        /**
         * A mask in which what is not background is marked.
         *
         * @param file an image of the annotated image's size
         */
        public MaskFile(Path file) {
            this(file, OptionalInt.empty());
        }

        /**
         * A mask in which luminances above a level are marked.
         *
         * @param file an image of the annotated image's size
         * @param level 0 to 254
         * @throws IllegalArgumentException if the level is not from 0 to 254
         */
        public MaskFile(Path file, int level) {
            this(file, OptionalInt.of(level));
        }
    }

    /**
     * A filled outline; the last corner joins the first.
     *
     * @param corners at least three
     * @param fill the rule that decides what is inside where the outline crosses itself
     */
    record Polygon(List<Point> corners, FillRule fill) implements Annotation {

        /**
         * Checks and copies the corners.
         *
         * @throws IllegalArgumentException if there are fewer than three
         */
        public Polygon {
            corners = List.copyOf(corners);
            Rules.requireAtLeast("polygon corners", 3, corners);
        }
    }

    /**
     * A freehand line of a round brush: all places within the radius of the line through the points.
     *
     * @param points at least one; a single one makes a disc
     * @param radius half the brush's width in pixels, above 0
     */
    record Stroke(List<Point> points, double radius) implements Annotation {

        /**
         * Checks both and copies the points.
         *
         * @throws IllegalArgumentException if there is no point or the radius is not above 0 and at most 1e7
         */
        public Stroke {
            points = List.copyOf(points);
            Rules.requireAtLeast("stroke points", 1, points);
            Rules.requireLength("stroke radius", radius);
        }
    }

    /**
     * An upright rectangle; the left and upper edges belong to it, the others do not.
     *
     * @param corner upper left
     * @param width pixels, above 0
     * @param height pixels, above 0
     */
    record Box(Point corner, double width, double height) implements Annotation {

        /**
         * Checks the sides.
         *
         * @throws IllegalArgumentException if one is not above 0 and at most 1e7
         */
        public Box {
            Rules.requireLength("box width", width);
            Rules.requireLength("box height", height);
        }
    }

    /**
     * An ellipse, its edge included.
     *
     * @param centre its middle
     * @param radiusX half its width before the rotation, above 0
     * @param radiusY half its height before the rotation, above 0
     * @param degrees clockwise rotation, as seen on the screen
     */
    record Ellipse(Point centre, double radiusX, double radiusY, double degrees) implements Annotation {

        /**
         * Checks radii and angle.
         *
         * @throws IllegalArgumentException if a radius is not above 0 and at most 1e7, or the angle not from -360 to 360
         */
        public Ellipse {
            Rules.requireLength("ellipse radius", radiusX);
            Rules.requireLength("ellipse radius", radiusY);
            if (!(Math.abs(degrees) <= 360)) {
                throw new IllegalArgumentException("ellipse angle " + degrees + ": must be from -360 to 360 degrees");
            }
        }
    }

    /**
     * Fixations recorded by an eye tracker. Each is a disc with the weight of its duration; where discs overlap, durations add
     * up. All weights are divided by the largest, so that an annotator's fixations weigh at most 1, like a marked pixel. As a
     * binary array, the pixels of the discs are marked.
     *
     * @param fixations any number
     * @param radius of the discs in pixels, 0 for the one pixel that the fixation falls on
     */
    record Fixations(List<Fixation> fixations, double radius) implements Annotation {

        /**
         * Checks the radius and copies the fixations.
         *
         * @throws IllegalArgumentException if the radius is not from 0 to 1e7
         */
        public Fixations {
            fixations = List.copyOf(fixations);
            if (!(radius >= 0 && radius <= Point.LIMIT)) {
                throw new IllegalArgumentException("fixation radius " + radius + ": must be from 0 to 1e7");
            }
        }
    }

    /**
     * One fixation: a point of gaze and its duration.
     *
     * @param place the point of gaze
     * @param milliseconds the duration, above 0
     */
    record Fixation(Point place, double milliseconds) {

        /**
         * Checks the duration.
         *
         * @throws IllegalArgumentException if it is not above 0 and at most 1e9 milliseconds
         */
        public Fixation {
            if (!(milliseconds > 0 && milliseconds <= 1e9)) {
                throw new IllegalArgumentException(
                        "fixation duration " + milliseconds + " ms: must be above 0 and at most 1e9");
            }
        }
    }
}
