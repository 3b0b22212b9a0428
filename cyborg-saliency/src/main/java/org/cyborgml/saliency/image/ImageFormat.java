package org.cyborgml.saliency.image;

/** The file formats that are read. The first bytes of a file decide, not its name. */
public enum ImageFormat {
    /** Portable Network Graphics (ISO/IEC 15948). */
    PNG,
    /** JPEG (ISO/IEC 10918-1), baseline or progressive. */
    JPEG
}
