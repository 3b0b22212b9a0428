package org.cyborgml.saliency.face;

import java.util.Locale;
import org.cyborgml.saliency.geometry.BorderRule;

/** The ways to crop a face. */
public enum CropStyle {

    /**
     * The paper's, upright: the box grown by 20 % in every direction and a further 30 % at the forehead, cut at the border,
     * stretched to 224x224 (Boyd et al., WACV 2023, section 6).
     */
    PAPER(224, BorderRule.CLIP),

    /** Turned, so that the five landmarks come closest to those of a frontal face at 224x224. */
    ALIGNED(224, BorderRule.PAD_ZERO),

    /**
     * Bonettini et al.'s (2020), upright: the box grown by 20 % of its height, and 40 % at the forehead, cut at the border;
     * around its middle a square of its longer side, moved or cut where the photograph ends, stretched to 224x224.
     */
    BONETTINI(224, BorderRule.CLIP),

    /**
     * As the FFHQ images are cropped (Karras et al. 2019), turned: a square around eyes and mouth, by the distances between
     * them, at 1024x1024. Where FFHQ mirrors and blurs what is missing, the border's pixels are repeated.
     */
    FFHQ(1024, BorderRule.PAD_REPLICATE);

    private final int side;
    private final BorderRule border;

    CropStyle(int side, BorderRule border) {
        this.side = side;
        this.border = border;
    }

    /**
     * Side of the square crops as published.
     *
     * @return pixels
     */
    public int side() {
        return side;
    }

    /**
     * The rule for crops that reach over the photograph's border, as published.
     *
     * @return the rule
     */
    public BorderRule border() {
        return border;
    }

    /**
     * Tells if the style goes by the landmarks.
     *
     * @return false if it goes by the box
     */
    public boolean needsLandmarks() {
        return this == ALIGNED || this == FFHQ;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
