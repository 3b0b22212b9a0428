package org.cyborgml.app.decoy;

/** The test sets of the demo: the same clean images, each time with another patch. */
public enum TestSet {
    /** A random corner, the value that belongs to the label. */
    AS_TRAINED("Patch as in training", "in a random corner, with the grey value of the image's own label"),

    /** A random corner, one of the ten values of training, all as likely: the test of Ross et al. */
    RANDOM_VALUE("Random patch value", "in a random corner, with one of the ten grey values drawn at random"),

    /** The image as it is. */
    NO_PATCH("No patch", "absent: the image as it is"),

    /** A random corner, the value of a label drawn from the nine others: a patch that always lies. */
    OTHER_LABEL(
            "Value of another label", "in a random corner, with the grey value of another label: it always misleads"),

    /** At the border but off all corners, the value that belongs to the label. */
    ELSEWHERE(
            "Patch elsewhere",
            "at the border but off the corners, with the grey value of the image's own label: it tells the label, from a"
                    + " place where training never showed it");

    private final String title;
    private final String patch;

    TestSet(String title, String patch) {
        this.title = title;
        this.patch = patch;
    }

    /**
     * The set's name in figures and tables.
     *
     * @return a few words
     */
    public String title() {
        return title;
    }

    /**
     * What the patch is like, as the end of a sentence that begins with "the patch is".
     *
     * @return a phrase
     */
    public String patch() {
        return patch;
    }
}
