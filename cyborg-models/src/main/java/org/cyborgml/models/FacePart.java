package org.cyborgml.models;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The classes of a pixel in face parsing, in the order of CelebAMask-HQ as face-parsing.PyTorch has it; left and right are the face's
 * own.
 */
public enum FacePart {
    /** Neither face nor clothes. */
    BACKGROUND(0, 0x000000),

    /** Skin of the face. */
    SKIN(1, 0xF2C39A),

    /** Left eyebrow. */
    L_BROW(2, 0x8C510A),

    /** Right eyebrow. */
    R_BROW(3, 0xBF812D),

    /** Left eye. */
    L_EYE(4, 0x2166AC),

    /** Right eye. */
    R_EYE(5, 0x4393C3),

    /** Glasses. */
    EYE_G(6, 0x053061),

    /** Left ear. */
    L_EAR(7, 0xC51B7D),

    /** Right ear. */
    R_EAR(8, 0xDE77AE),

    /** Earring. */
    EAR_R(9, 0xFFD700),

    /** Nose. */
    NOSE(10, 0xE08214),

    /** Inside of the mouth. */
    MOUTH(11, 0x67001F),

    /** Upper lip. */
    U_LIP(12, 0xB2182B),

    /** Lower lip. */
    L_LIP(13, 0xD6604D),

    /** Neck. */
    NECK(14, 0x7FBC41),

    /** Necklace. */
    NECK_L(15, 0x9970AB),

    /** Clothes. */
    CLOTH(16, 0x4D9221),

    /** Hair. */
    HAIR(17, 0x762A83),

    /** Hat. */
    HAT(18, 0x35978F);

    private final int label;
    private final int colour;

    FacePart(int label, int colour) {
        this.label = label;
        this.colour = colour;
    }

    /**
     * Number in label maps.
     *
     * @return from 0 to 18
     */
    public int label() {
        return label;
    }

    /**
     * Colour in pictures of label maps.
     *
     * @return 0xRRGGBB
     */
    public int colour() {
        return colour;
    }

    /**
     * The part of a name.
     *
     * @param name such as {@code skin} or {@code u_lip}
     * @return the part
     * @throws IllegalArgumentException if there is none of that name; the message lists all
     */
    public static FacePart named(String name) {
        return Arrays.stream(values())
                .filter(part -> part.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no part of a face is named \"" + name
                        + "\"; there are "
                        + Arrays.stream(values()).map(FacePart::toString).collect(Collectors.joining(", "))));
    }

    /** The name. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
