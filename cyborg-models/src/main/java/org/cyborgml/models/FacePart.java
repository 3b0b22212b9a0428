package org.cyborgml.models;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The classes of a pixel in face parsing, in the order of CelebAMask-HQ as face-parsing.PyTorch has it; left and right are the face's
 * own. A label in a label map is the place in this order.
 */
public enum FacePart {
    BACKGROUND(0x000000),
    SKIN(0xF2C39A),
    L_BROW(0x8C510A),
    R_BROW(0xBF812D),
    L_EYE(0x2166AC),
    R_EYE(0x4393C3),
    EYE_G(0x053061),
    L_EAR(0xC51B7D),
    R_EAR(0xDE77AE),
    EAR_R(0xFFD700),
    NOSE(0xE08214),
    MOUTH(0x67001F),
    U_LIP(0xB2182B),
    L_LIP(0xD6604D),
    NECK(0x7FBC41),
    NECK_L(0x9970AB),
    CLOTH(0x4D9221),
    HAIR(0x762A83),
    HAT(0x35978F);

    private final int colour;

    FacePart(int colour) {
        this.colour = colour;
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
