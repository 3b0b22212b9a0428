package org.cyborgml.app.cams;

import java.util.Optional;
import java.util.OptionalInt;
import org.cyborgml.data.ClassNames;

/** The class whose CAM is shown: the predicted one, the label's, or the same for all images. Immutable. */
public final class ClassChoice {

    /** Names the class that the network predicts. */
    public static final String PREDICTED = "predicted";

    /** Names the class of the image's label. */
    public static final String TRUE = "true";

    private final String name;
    private final ClassNames classes;
    private final OptionalInt fixed;

    private ClassChoice(String name, ClassNames classes, OptionalInt fixed) {
        this.name = name;
        this.classes = classes;
        this.fixed = fixed;
    }

    /**
     * A choice by its name.
     *
     * @param name {@link #PREDICTED}, {@link #TRUE}, or a class: its name, in upper or lower case, or its number from 0
     * @param classes of the network
     * @return the choice
     * @throws IllegalArgumentException if there is no such class
     */
    public static ClassChoice named(String name, ClassNames classes) {
        if (name.equals(PREDICTED) || name.equals(TRUE)) {
            return new ClassChoice(name, classes, OptionalInt.empty());
        }
        return new ClassChoice(name, classes, OptionalInt.of(index(name, classes)));
    }

    private static int index(String name, ClassNames classes) {
        if (classes.contains(name)) {
            return classes.index(name);
        }
        for (int i = 0; i < classes.size(); i++) {
            if (classes.name(i).equalsIgnoreCase(name)) {
                return i;
            }
        }
        if (name.matches("[0-9]{1,6}") && Integer.parseInt(name) < classes.size()) {
            return Integer.parseInt(name);
        }
        throw new IllegalArgumentException("the class to show must be predicted, true, a number below " + classes.size()
                + ", or one of " + classes + "; found \"" + name + "\"");
    }

    /**
     * The class of one image.
     *
     * @param predicted number of the predicted class
     * @param label name of the image's class, if it is known
     * @return number of the class whose CAM is shown
     * @throws IllegalArgumentException if it is the label's, and there is none or it is no class of the network
     */
    public int of(int predicted, Optional<String> label) {
        return name.equals(TRUE)
                ? classes.index(label.orElseThrow(
                        () -> new IllegalArgumentException("the label's class of an image without a label")))
                : fixed.orElse(predicted);
    }

    @Override
    public String toString() {
        return name;
    }
}
