package org.cyborgml.training;

import java.io.IOException;
import java.util.Map;
import org.cyborgml.data.ClassNames;

/** Notes on a network beside its weights and settings, by key. */
public final class NetworkNotes {

    /** The architecture's name. */
    public static final String ARCHITECTURE = "architecture";

    /** Side of the square images that the network was trained with, in pixels. */
    public static final String SIZE = "size";

    /** The way in which a Self-Attention network makes its map; absent where the map is regressed directly. */
    public static final String ATTENTION = "attention";

    /** The names of the classes, as {@link ClassNames#line} writes them; absent for {@link ClassNames#FACES}. */
    public static final String CLASSES = "classes";

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
     * The classes of a network: those noted, else those that {@link ClassNames#unnamed} gives.
     *
     * @param notes beside its weights
     * @param logits the number of its logits
     * @return its classes
     * @throws IOException if the note is damaged, or has another number of classes
     */
    public static ClassNames classes(Map<String, String> notes, int logits) throws IOException {
        int number = logits == 1 ? 2 : logits;
        String line = notes.get(CLASSES);
        try {
            ClassNames classes = line == null ? ClassNames.unnamed(number) : ClassNames.parse(line);
            if (classes.size() != number) {
                throw new IOException(
                        "the weights are for " + number + " classes, but name " + classes.size() + ": " + classes);
            }
            return classes;
        } catch (IllegalArgumentException e) {
            throw new IOException("the weights say classes \"" + line + "\": " + e.getMessage(), e);
        }
    }
}
