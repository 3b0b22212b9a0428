package org.cyborgml.scoring.onnx;

import org.cyborgml.data.Normalisation;
import org.jspecify.annotations.Nullable;

/**
 * The facts about a detector that its ONNX file does not state. Immutable.
 *
 * @param normalisation of its input, of three channels
 * @param colours order of the input's channels
 * @param side of its square input in pixels; null for what the file says
 * @param output kind of its output; null for what the graph's last operator gives
 * @param classes order of its classes
 */
public record OnnxSettings(
        Normalisation normalisation,
        ColourOrder colours,
        @Nullable Integer side,
        @Nullable DetectorOutput output,
        ClassOrder classes) {

    /**
     * Checks the normalisation.
     *
     * @throws IllegalArgumentException if it is not of three channels
     */
    public OnnxSettings {
        if (normalisation.channels() != 3) {
            throw new IllegalArgumentException(
                    "normalisation of " + normalisation.channels() + " channels: must be of three");
        }
    }

    /**
     * A detector of RGB images whose file says everything else.
     *
     * @param normalisation of its input
     * @return the settings
     */
    public static OnnxSettings of(Normalisation normalisation) {
        return new OnnxSettings(normalisation, ColourOrder.RGB, null, null, ClassOrder.REAL_FIRST);
    }

    /**
     * With another order of channels.
     *
     * @param value the order
     * @return the changed settings
     */
    public OnnxSettings withColours(ColourOrder value) {
        return new OnnxSettings(normalisation, value, side, output, classes);
    }

    /**
     * With a side, for files that leave it open.
     *
     * @param pixels of the square input
     * @return the changed settings
     */
    public OnnxSettings withSide(@Nullable Integer pixels) {
        return new OnnxSettings(normalisation, colours, pixels, output, classes);
    }

    /**
     * With a kind of output, for files that leave it open.
     *
     * @param kind logits or probabilities
     * @return the changed settings
     */
    public OnnxSettings withOutput(@Nullable DetectorOutput kind) {
        return new OnnxSettings(normalisation, colours, side, kind, classes);
    }

    /**
     * With another order of classes.
     *
     * @param value the order
     * @return the changed settings
     */
    public OnnxSettings withClasses(ClassOrder value) {
        return new OnnxSettings(normalisation, colours, side, output, value);
    }

    /** The settings in one line. */
    @Override
    public String toString() {
        return normalisation + ", " + colours + (side == null ? "" : ", side " + side)
                + (output == null ? "" : ", " + output) + ", " + classes;
    }
}
