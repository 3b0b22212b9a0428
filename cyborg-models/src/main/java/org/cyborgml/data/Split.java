package org.cyborgml.data;

/** The two parts of the authors' split files. */
public enum Split {

    /** Trained on. */
    TRAIN("train"),

    /** Not trained on: the validation set of a training, or the images to score. */
    TEST("test");

    private final String word;

    Split(String word) {
        this.word = word;
    }

    /**
     * The split as files and the command line have it.
     *
     * @return {@code train} or {@code test}
     */
    public String word() {
        return word;
    }
}
