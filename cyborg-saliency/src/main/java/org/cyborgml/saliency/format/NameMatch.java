package org.cyborgml.saliency.format;

/** Rules by which the image of an annotation is found in the folder of images. */
public enum NameMatch {
    /** By the path, or else the name, with or without the extension. */
    WHOLE,
    /**
     * As {@link #WHOLE}, or else the only image the last part of whose name is the annotation's: of {@code 7_Mallard_00042.jpg} the
     * last part is {@code 00042}, what stands behind the last underscore.
     */
    END
}
