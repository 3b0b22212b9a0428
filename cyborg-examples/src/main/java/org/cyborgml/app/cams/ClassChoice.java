package org.cyborgml.app.cams;

import java.util.Optional;
import java.util.OptionalInt;
import org.cyborgml.cam.ClassActivationMaps;
import org.cyborgml.data.ClassNames;

/** Which class's CAM is shown: the predicted one, the label's, or the same for all images. Immutable. */
public final class ClassChoice {

    private final String name;
    private final boolean byLabel;
    private final OptionalInt fixed;

    private ClassChoice(String name, boolean byLabel, OptionalInt fixed) {
        this.name = name;
        this.byLabel = byLabel;
        this.fixed = fixed;
    }

    /**
     * A choice by its name.
     *
     * @param name {@code predicted}, {@code true} for the label's, {@code real}, {@code synthetic}, or a class's number
     * @return the choice
     * @throws IllegalArgumentException if it is none of those
     */
    public static ClassChoice named(String name) {
        if (name.equals("predicted") || name.equals("true")) {
            return new ClassChoice(name, name.equals("true"), OptionalInt.empty());
        }
        for (String label : ClassNames.FACES.names()) {
            if (label.equalsIgnoreCase(name)) {
                return new ClassChoice(name, false, OptionalInt.of(ClassNames.FACES.index(label)));
            }
        }
        if (name.matches("[0-9]{1,6}")) {
            return new ClassChoice(name, false, OptionalInt.of(Integer.parseInt(name)));
        }
        throw new IllegalArgumentException(
                "the class to show must be predicted, true, real, synthetic or a number, found \"" + name + "\"");
    }

    /**
     * Whether images must have labels.
     *
     * @return true for {@code true}
     */
    public boolean needsLabels() {
        return byLabel;
    }

    /** The class of one image of a batch. */
    int of(ClassActivationMaps maps, int predicted, Optional<String> label) {
        int chosen = byLabel
                ? ClassNames.FACES.index(label.orElseThrow(
                        () -> new IllegalArgumentException("the label's class of an image without a label")))
                : fixed.orElse(predicted);
        if (chosen >= maps.classes()) {
            throw new IllegalArgumentException("class " + chosen + " of " + maps.classes()
                    + " is to be shown: must be from 0 to " + (maps.classes() - 1));
        }
        return chosen;
    }

    @Override
    public String toString() {
        return name;
    }
}
