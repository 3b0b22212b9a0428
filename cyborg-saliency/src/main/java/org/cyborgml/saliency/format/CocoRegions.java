package org.cyborgml.saliency.format;

/** The part of a COCO annotation that is read as its region. */
public enum CocoRegions {
    /** The segmentation: polygons or run lengths. An annotation that has only a box is a problem of its image. */
    SEGMENTATIONS,
    /** The box. */
    BOXES
}
