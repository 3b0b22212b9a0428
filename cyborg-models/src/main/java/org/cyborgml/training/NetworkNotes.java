package org.cyborgml.training;

import java.io.IOException;
import java.util.Map;
import org.cyborgml.data.ClassNames;
import org.cyborgml.models.Architecture;
import org.jspecify.annotations.Nullable;

/** Notes on a network beside its weights and settings, by key. */
public final class NetworkNotes {

    /** The architecture's name. */
    public static final String ARCHITECTURE = "architecture";

    /** Side of the square images that the network was trained with, in pixels. */
    public static final String SIZE = "size";

    /** The way in which a Self-Attention network makes its map; absent where the map is regressed directly. */
    public static final String ATTENTION = "attention";

    /** The paddings of an EfficientNet; absent where they are those of 0.6.1 because none were chosen. */
    public static final String PADDING = "padding";

    /** The names of the classes, as {@link ClassNames#line} writes them; absent for {@link ClassNames#FACES}. */
    public static final String CLASSES = "classes";

    /** The precision that the network was trained in; files of before there were several say FLOAT for fp32. */
    public static final String PRECISION = "precision";

    /** The choice of algorithms on a GPU; absent where they give the same bits in every run. */
    public static final String ALGORITHMS = "algorithms";

    private NetworkNotes() {}

    /**
     * The note on the classes of a network.
     *
     * @param classes its classes
     * @return by {@link #CLASSES}, or nothing for {@link ClassNames#FACES}
     */
    public static Map<String, String> of(ClassNames classes) {
        return classes.equals(ClassNames.FACES) ? Map.of() : Map.of(CLASSES, classes.line());
    }

    /**
     * The architecture of a network: the given one, which must be the noted one if one is noted, else the noted one.
     *
     * @param notes beside its weights
     * @param given null if it is not given
     * @return the architecture
     * @throws IOException if neither is there, or they differ
     */
    public static Architecture architecture(Map<String, String> notes, @Nullable Architecture given)
            throws IOException {
        String noted = notes.get(ARCHITECTURE);
        if (given == null) {
            if (noted == null) {
                throw new IOException("the weights do not say which network they are of: name its architecture");
            }
            return Architecture.named(noted);
        }
        if (noted != null && !noted.equals(given.toString())) {
            throw new IOException("the weights are those of " + noted + ", not of " + given);
        }
        return given;
    }

    /**
     * Side of the network's square input: the given one, else the noted one, else the architecture's own.
     *
     * @param notes beside its weights
     * @param architecture of the network
     * @param given null if it is not given
     * @return pixels
     * @throws IOException if the note is no number
     */
    public static int side(Map<String, String> notes, Architecture architecture, @Nullable Integer given)
            throws IOException {
        if (given != null) {
            if (given < 1) {
                throw new IllegalArgumentException("size must be at least 1, found " + given);
            }
            return given;
        }
        String noted = notes.get(SIZE);
        try {
            return noted == null ? architecture.side() : Integer.parseInt(noted);
        } catch (NumberFormatException e) {
            throw new IOException("the weights say size \"" + noted + "\", which is no number", e);
        }
    }

    /**
     * The classes of a network: the given ones, which must be the noted ones if some are noted, else the noted ones, else
     * those that {@link ClassNames#unnamed} gives.
     *
     * @param notes beside its weights
     * @param logits the number of its logits
     * @param given null if they are not given
     * @return its classes
     * @throws IOException if the note is damaged, is not what is given, or has another number of classes than the network
     */
    public static ClassNames classes(Map<String, String> notes, int logits, @Nullable ClassNames given)
            throws IOException {
        int number = logits == 1 ? 2 : logits;
        String line = notes.get(CLASSES);
        ClassNames noted = line == null ? null : parsed(line);
        if (noted != null && given != null && !noted.equals(given)) {
            throw new IOException("the weights are for the classes " + noted + ", not for " + given);
        }
        ClassNames classes = given != null ? given : noted != null ? noted : ClassNames.unnamed(number);
        if (classes.size() != number) {
            throw new IOException(
                    "the weights are for " + number + " classes, not for " + classes.size() + ": " + classes);
        }
        return classes;
    }

    private static ClassNames parsed(String line) throws IOException {
        try {
            return ClassNames.parse(line);
        } catch (IllegalArgumentException e) {
            throw new IOException("the weights say classes \"" + line + "\": " + e.getMessage(), e);
        }
    }
}
