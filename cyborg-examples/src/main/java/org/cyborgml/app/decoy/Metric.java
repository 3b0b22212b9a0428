package org.cyborgml.app.decoy;

/** What is measured of one trained network on one test set. */
public enum Metric {
    /** Share of images whose most probable class is the label, 0 to 1. */
    ACCURACY("Accuracy"),

    /** Mean over the classes of the AUC of one class against the rest, by its probability, 0 to 1. */
    AUC("AUC"),

    /** Mean over images of the correlation (Pearson's) of the predicted class's CAM with the mask map, on the CAM's grid. */
    CORRELATION("Correlation of CAM and mask map"),

    /** Mean over images of the share of the enlarged CAM's sum that lies on the garment, 0 to 1. */
    ENERGY_ON_GARMENT("CAM's share on the garment"),

    /** Share of images whose enlarged CAM is greatest on the garment, 0 to 1 (the pointing game). */
    POINTING_GAME("CAM's maximum on the garment"),

    /** Mean over images of the share of the enlarged CAM's sum that lies on the patch, 0 to 1; only where there is one. */
    ENERGY_ON_PATCH("CAM's share on the patch");

    private final String title;

    Metric(String title) {
        this.title = title;
    }

    /**
     * The metric's name in figures and tables.
     *
     * @return a few words
     */
    public String title() {
        return title;
    }
}
