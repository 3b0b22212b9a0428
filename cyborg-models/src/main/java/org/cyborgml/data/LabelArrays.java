package org.cyborgml.data;

/** The label arrays of a batch. */
public enum LabelArrays {

    /** The classes, and the saliency maps with their mask. */
    CLASSES_AND_MAPS,

    /** The classes alone. */
    CLASSES
}
