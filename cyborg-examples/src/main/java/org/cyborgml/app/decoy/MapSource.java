package org.cyborgml.app.decoy;

/** What an arm's saliency maps are of. */
enum MapSource {
    /** The object's mask: bright on the garment or digit. */
    OBJECT,
    /** Everything but the patch: what Ross et al.'s penalty says, that the patch is wrong, and nothing of where the object is. */
    NOT_PATCH,
    /** Control: the mean of all object maps for every image. */
    MEAN,
    /** Control: the object map of another image. */
    SHUFFLED,
    /** Control: one grey, which is scaled to zeros. */
    UNIFORM
}
