package org.cyborgml.saliency.image;

/** A canonical Huffman table of a JPEG file (ITU-T T.81, annex C and F.2.2.3). */
final class JpegHuffmanTable {

    private static final int LONGEST = 16;

    // By code length: one above the largest code, and what to add to a code for the place of its symbol.
    private final int[] end = new int[LONGEST + 1];
    private final int[] offset = new int[LONGEST + 1];
    private final byte[] symbols;
    // By the next eight bits: the length of the code that they begin with, and its symbol; length 0 if it is longer.
    private final byte[] quickLength = new byte[256];
    private final byte[] quickSymbol = new byte[256];

    private JpegHuffmanTable(byte[] symbols) {
        this.symbols = symbols;
    }

    /** The table of a DHT segment: 16 counts by code length, then the symbols. */
    static JpegHuffmanTable of(int[] counts, byte[] symbols, String name) throws ImageFileException {
        JpegHuffmanTable table = new JpegHuffmanTable(symbols);
        int code = 0;
        int place = 0;
        for (int length = 1; length <= LONGEST; length++) {
            table.offset[length] = place - code;
            for (int i = 0; i < counts[length - 1]; i++) {
                if (length <= 8) {
                    table.addQuick(code, length, symbols[place]);
                }
                code++;
                place++;
            }
            if (code > (1 << length)) {
                throw new ImageFileException(
                        name, "JPEG Huffman table has more codes of up to " + length + " bits than there are");
            }
            table.end[length] = code;
            code <<= 1;
        }
        return table;
    }

    private void addQuick(int code, int length, byte symbol) {
        int from = code << (8 - length);
        for (int i = from; i < Math.min(256, from + (1 << (8 - length))); i++) {
            quickLength[i] = (byte) length;
            quickSymbol[i] = symbol;
        }
    }

    /** The symbol of the next code, 0 to 255. */
    int decode(JpegBits bits) throws ImageFileException {
        int next = bits.peekByte();
        if (next >= 0 && quickLength[next] > 0) {
            bits.skip(quickLength[next]);
            return quickSymbol[next] & 0xff;
        }
        int code = 0;
        for (int length = 1; length <= LONGEST; length++) {
            code = (code << 1) | bits.next(1);
            int place = code + offset[length];
            if (code < end[length]) {
                return symbols[place] & 0xff;
            }
        }
        throw bits.damaged("a code that is in no Huffman table");
    }
}
