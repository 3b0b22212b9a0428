package org.cyborgml.examples.data;

/** The two classes of the authors' split files, in the order of the network's outputs. */
public enum Label {

    /** A photograph of a person: class 0. */
    REAL("Real"),

    /** An image that a generator made: class 1, the positive one. */
    SYNTHETIC("Synthetic");

    private final String word;

    Label(String word) {
        this.word = word;
    }

    /**
     * The label as split files have it.
     *
     * @return {@code Real} or {@code Synthetic}
     */
    public String word() {
        return word;
    }
}
