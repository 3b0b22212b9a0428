package org.cyborgml.saliency.image;

/** The file formats that are read, told apart by their first bytes and never by the file's name. */
public enum ImageFormat {
    /** Portable Network Graphics (ISO/IEC 15948). */
    PNG,
    /** JPEG (ISO/IEC 10918-1), baseline or progressive. */
    JPEG
}
