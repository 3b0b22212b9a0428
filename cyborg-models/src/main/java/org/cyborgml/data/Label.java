package org.cyborgml.data;

/** The two classes of the authors' split files, in the order of the network's outputs. */
public enum Label {

    /** A photograph of a person: class 0. */
    REAL("Real", 0),

    /** An image that a generator made: class 1, the positive one. */
    SYNTHETIC("Synthetic", 1);

    private final String word;
    private final int classIndex;

    Label(String word, int classIndex) {
        this.word = word;
        this.classIndex = classIndex;
    }

    /**
     * The class as networks count.
     *
     * @return 0 or 1
     */
    public int classIndex() {
        return classIndex;
    }

    /**
     * The label as split files have it.
     *
     * @return {@code Real} or {@code Synthetic}
     */
    public String word() {
        return word;
    }

    /**
     * The label of a class.
     *
     * @param classIndex as networks count, 0 or 1
     * @return the label
     * @throws IllegalArgumentException if there is no such class
     */
    public static Label ofClass(int classIndex) {
        for (Label label : values()) {
            if (label.classIndex == classIndex) {
                return label;
            }
        }
        throw new IllegalArgumentException("class must be 0 or 1, found " + classIndex);
    }
}
