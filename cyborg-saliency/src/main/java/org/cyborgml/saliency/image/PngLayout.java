package org.cyborgml.saliency.image;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The parts of a PNG file that its pixels are made of.
 *
 * @param header the file's header, without the alpha that a tRNS chunk adds
 * @param bits of a sample as stored, 1 to 16
 * @param colour the meaning of stored samples
 * @param interlaced true if rows come in the seven passes of Adam7
 * @param palette red, green, blue of each index; empty if there is none
 * @param transparency opacities of the palette, or the one transparent colour of RGB; empty if there is none
 * @param data the compressed rows, in pieces
 */
record PngLayout(
        ImageHeader header,
        int bits,
        Colour colour,
        boolean interlaced,
        ByteBuffer palette,
        ByteBuffer transparency,
        List<ByteBuffer> data) {

    /** The colour types of ISO/IEC 15948, table 11.1, with the number of stored samples of a pixel. */
    enum Colour {
        GREY(1),
        RGB(3),
        PALETTE(1),
        GREY_ALPHA(2),
        RGBA(4);

        private final int samples;

        Colour(int samples) {
            this.samples = samples;
        }

        /** The colour type of a number that the header was checked for. */
        static Colour of(int type) {
            return switch (type) {
                case 0 -> GREY;
                case 2 -> RGB;
                case 3 -> PALETTE;
                case 4 -> GREY_ALPHA;
                case 6 -> RGBA;
                default -> throw new IllegalArgumentException("PNG colour type " + type + " does not exist");
            };
        }

        int samples() {
            return samples;
        }
    }

    ImageSize size() {
        return header.size();
    }

    int bitsPerPixel() {
        return bits * colour.samples();
    }
}
