package org.cyborgml.saliency.face;

import java.util.List;
import org.cyborgml.saliency.annotation.Point;
import org.cyborgml.saliency.geometry.AffineMap;
import org.cyborgml.saliency.geometry.AlignedCrop;
import org.cyborgml.saliency.geometry.BorderRule;
import org.cyborgml.saliency.geometry.BoundingBox;
import org.cyborgml.saliency.geometry.CropGeometry;
import org.cyborgml.saliency.geometry.CropTransform;
import org.cyborgml.saliency.geometry.UprightCrop;
import org.cyborgml.saliency.image.ImageSize;

/**
 * Computes the crop of a face. Immutable: {@code withX} gives a changed copy.
 *
 * @param style the way to crop
 * @param side of the square crops in pixels, at least 1
 * @param border the rule at the photograph's border; {@link CropStyle#BONETTINI} knows {@link BorderRule#CLIP} only, and styles
 *     that turn do not know it
 */
public record FaceCropper(CropStyle style, int side, BorderRule border) {

    /** The landmarks of a frontal face in 112x112 pixels, as face recognition aligns them. */
    private static final Landmarks FRONTAL = new Landmarks(
            new Point(39.73, 51.138),
            new Point(72.27, 51.138),
            new Point(56, 68.493),
            new Point(42.463, 87.01),
            new Point(69.537, 87.01));

    private static final double FRONTAL_SIDE = 112;
    private static final int LARGEST_SIDE = 8192;

    /** FFHQ's square: half its side by the eyes' distance, by that of eyes and mouth, and the shift of its middle. */
    private static final double BY_EYES = 2;

    private static final double BY_MOUTH = 1.8;
    private static final double TOWARDS_MOUTH = 0.1;

    /**
     * Checks the side and the rule.
     *
     * @throws IllegalArgumentException if the side is not from 1 to 8192, or the style does not know the rule
     */
    public FaceCropper {
        if (side < 1 || side > LARGEST_SIDE) {
            throw new IllegalArgumentException("side " + side + " of crops: must be from 1 to " + LARGEST_SIDE);
        }
        if (style.needsLandmarks() && border == BorderRule.CLIP) {
            throw new IllegalArgumentException(
                    "border clip of crops in the style " + style + ": must be pad_zero or pad_replicate");
        }
        if (style == CropStyle.BONETTINI && border != BorderRule.CLIP) {
            throw new IllegalArgumentException("border " + border + " of crops in the style bonettini: must be clip");
        }
    }

    /**
     * A style as published.
     *
     * @param style the way to crop
     * @return the cropper
     */
    public static FaceCropper of(CropStyle style) {
        return new FaceCropper(style, style.side(), style.border());
    }

    /**
     * The paper's crop, upright, at 224x224.
     *
     * @return the cropper
     */
    public static FaceCropper paper() {
        return of(CropStyle.PAPER);
    }

    /**
     * Sets the side.
     *
     * @param pixels from 1 to 8192
     * @return a cropper with it
     */
    public FaceCropper withSide(int pixels) {
        return new FaceCropper(style, pixels, border);
    }

    /**
     * Sets the rule at the border.
     *
     * @param rule the rule
     * @return a cropper with it
     */
    public FaceCropper withBorder(BorderRule rule) {
        return new FaceCropper(style, side, rule);
    }

    /**
     * The crop of a face.
     *
     * @param face its box for upright styles, its landmarks for those that turn
     * @param photograph the photograph's size
     * @return the transform from photograph to crop
     * @throws IllegalArgumentException if what the style needs is not known of the face, or the crop does not meet the photograph
     */
    public CropTransform transform(Face face, ImageSize photograph) {
        ImageSize target = new ImageSize(side, side);
        return switch (style) {
            case PAPER -> new UprightCrop(new CropGeometry(0.2, 0.3, border).cropOf(box(face), photograph), target);
            case BONETTINI -> new UprightCrop(BonettiniCrop.of(box(face), photograph, side), target);
            case ALIGNED -> new AlignedCrop(aligned(landmarks(face)), photograph, target, border);
            case FFHQ -> new AlignedCrop(ffhq(landmarks(face)), photograph, target, border);
        };
    }

    private BoundingBox box(Face face) {
        return face.box()
                .orElseThrow(() -> new IllegalArgumentException(
                        "a face without box cannot be cropped in the style " + style + ", which goes by the box"));
    }

    private Landmarks landmarks(Face face) {
        return face.landmarks()
                .orElseThrow(
                        () -> new IllegalArgumentException("a face without landmarks cannot be cropped in the style "
                                + style + ", which goes by the landmarks: take YuNet, or a csv with landmarks"));
    }

    private AffineMap aligned(Landmarks landmarks) {
        double scale = side / FRONTAL_SIDE;
        List<Point> template = FRONTAL.points().stream()
                .map(point -> new Point(point.x() * scale, point.y() * scale))
                .toList();
        return AffineMap.similarity(landmarks.points(), template);
    }

    /** The square of FFHQ's align script, with the mouth's corners and the eyes' centres for its 68 landmarks. */
    private AffineMap ffhq(Landmarks face) {
        Point eyes = Landmarks.middle(face.leftEye(), face.rightEye());
        Point mouth = Landmarks.middle(face.leftMouth(), face.rightMouth());
        double acrossX = face.rightEye().x() - face.leftEye().x();
        double acrossY = face.rightEye().y() - face.leftEye().y();
        double downX = mouth.x() - eyes.x();
        double downY = mouth.y() - eyes.y();
        double alongX = acrossX + downY;
        double alongY = acrossY - downX;
        double length = Math.hypot(alongX, alongY);
        double half = Math.max(Math.hypot(acrossX, acrossY) * BY_EYES, Math.hypot(downX, downY) * BY_MOUTH);
        double x = alongX / length * half;
        double y = alongY / length * half;
        double step = 2.0 / side;
        return new AffineMap(
                        step * x,
                        -step * y,
                        eyes.x() + TOWARDS_MOUTH * downX - x + y,
                        step * y,
                        step * x,
                        eyes.y() + TOWARDS_MOUTH * downY - y - x)
                .inverse();
    }
}
