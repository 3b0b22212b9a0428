package org.cyborgml.saliency.image;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Names the format of files that are not read, by their first bytes. */
final class OtherFormat {

    private static final String[][] SIGNATURES = {
        {"GIF8", "GIF"},
        {"II*\0", "TIFF"},
        {"MM\0*", "TIFF"},
        {"II+\0", "TIFF"},
        {"8BPS", "Photoshop's PSD"},
        {"\0\0\1\0", "an icon (ICO)"},
        {"\0\0\0\fjP  ", "JPEG 2000"},
        {"\u00ffO\u00ffQ", "JPEG 2000"},
        {"\u00ff\n", "JPEG XL"},
        {"\0\0\0\fJXL ", "JPEG XL"},
        {"v/1\1", "OpenEXR"},
        {"#?RADIANCE", "Radiance HDR"},
        {"\u0093NUMPY", "a numpy array (.npy)"},
        {"%PDF", "PDF"},
        {"%!PS", "PostScript"},
        {"PK\3\4", "a ZIP archive"},
        {"\u001f\u008b", "a gzip file"},
        {"\0\5\26\7", "AppleDouble data of macOS, not the picture itself"},
        {"\0\5\26\0", "AppleSingle data of macOS"},
        {"version https://git-lfs", "a pointer of Git LFS, not the picture itself (git lfs pull brings it)"},
        {"<svg", "SVG"},
        {"<?xml", "XML"},
        {"<!DOCTYPE", "a web page (HTML)"},
        {"<html", "a web page (HTML)"},
        {"{", "JSON"},
        {"P1\n", "a PBM picture"},
        {"P2\n", "a PGM picture"},
        {"P3\n", "a PPM picture"},
        {"P4\n", "a PBM picture"},
        {"P5\n", "a PGM picture"},
        {"P6\n", "a PPM picture"},
    };

    private OtherFormat() {}

    /** The name of a format behind "is"; empty if it is not known. */
    static Optional<String> of(byte[] file) {
        String start = new String(file, 0, Math.min(file.length, 132), StandardCharsets.ISO_8859_1);
        if (start.startsWith("ftyp", 4)) {
            String brand = start.length() < 12 ? "" : start.substring(8, 12);
            return Optional.of(
                    brand.startsWith("avi") ? "AVIF" : brand.matches("he.*|mif1|msf1") ? "HEIF" : "a video (MP4)");
        }
        if (start.startsWith("DICM", 128)) {
            return Optional.of("DICOM");
        }
        if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
            return Optional.of("a WebP that ends in its header");
        }
        String lower = start.toLowerCase(Locale.ROOT);
        for (String[] signature : SIGNATURES) {
            if (start.startsWith(signature[0])
                    || (signature[0].startsWith("<") && lower.startsWith(signature[0].toLowerCase(Locale.ROOT)))) {
                return Optional.of(signature[1]);
            }
        }
        return Optional.empty();
    }
}
