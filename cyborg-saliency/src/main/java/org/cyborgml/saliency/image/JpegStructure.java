package org.cyborgml.saliency.image;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks a whole JPEG file (ITU-T T.81, annex B), its coded data included, before it is decoded: libjpeg fills the missing parts
 * of a damaged file with grey and only prints a warning to the terminal. The package documentation lists the damage that
 * libraries do not find.
 */
final class JpegStructure {

    private static final int SOF0 = 0xc0;
    private static final int SOF2 = 0xc2;
    private static final int SOI = 0xd8;
    static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    static final int DHT = 0xc4;
    private static final int JPG = 0xc8;
    private static final int DAC = 0xcc;
    private static final int TEM = 0x01;
    private static final int MAXIMUM_BLOCKS_OF_UNIT = 10;
    static final int RST0 = 0xd0;
    private static final int RST7 = 0xd7;

    private final byte[] file;
    private final String name;
    private final JpegRepairs repairs = new JpegRepairs();
    private final JpegTables tables;
    private int at = 2;

    private JpegStructure(byte[] file, String name) {
        this.file = file;
        this.name = name;
        this.tables = new JpegTables(file, name, repairs);
    }

    static boolean startsLike(byte[] file) {
        return file.length >= 3 && (file[0] & 0xff) == 0xff && (file[1] & 0xff) == SOI && (file[2] & 0xff) == 0xff;
    }

    /** Reads up to the frame header. */
    static ImageHeader header(byte[] file, String name) throws ImageFileException {
        return new JpegStructure(file, name).frameHeader();
    }

    /** Checks that everything is there, from the frame header through every block to the end of the image. */
    static WholeJpeg check(byte[] file, String name) throws ImageFileException {
        JpegStructure structure = new JpegStructure(file, name);
        ImageHeader header = structure.frameHeader();
        JpegColour colour = structure.requireScansAndEnd();
        return new WholeJpeg(header, colour, structure.repairs.applyTo(file));
    }

    /** Leaves {@link #at} at the frame header's length. */
    private ImageHeader frameHeader() throws ImageFileException {
        while (true) {
            int marker = nextMarker();
            if (marker == EOI || marker == SOS) {
                throw new ImageFileException(name, "JPEG has no frame header (SOF) before byte " + at);
            }
            if (isFrame(marker)) {
                return header(marker);
            }
            readSegment(marker);
        }
    }

    private static boolean isFrame(int marker) {
        return marker >= SOF0 && marker <= 0xcf && marker != DHT && marker != JPG && marker != DAC;
    }

    private ImageHeader header(int marker) throws ImageFileException {
        int length = segmentLength(marker);
        if (length < 8) {
            throw new ImageFileException(name, "JPEG frame header has " + length + " bytes, 8 are needed");
        }
        int bits = file[at + 2] & 0xff;
        int height = unsignedShort(at + 3);
        int width = unsignedShort(at + 5);
        int components = file[at + 7] & 0xff;
        if (marker > SOF2 || bits != 8) {
            throw new ImageFileException(
                    name,
                    "JPEG process SOF" + (marker - SOF0) + " with " + bits
                            + " bits: only baseline, extended and progressive JPEG of 8 bits in Huffman codes are read");
        }
        if (components != 1 && components != 3 && components != 4) {
            throw new ImageFileException(
                    name, "JPEG of " + components + " components: only grey (1), colour (3) and CMYK (4) are read");
        }
        Channels channels = components == 1 ? Channels.GREY : Channels.RGB;
        return new ImageHeader(
                ImageFormat.JPEG,
                DecodingLimits.size(width, height, name),
                channels,
                SampleDepth.EIGHT_BITS,
                tables.orientation());
    }

    private JpegFrame frame() throws ImageFileException {
        boolean progressive = (file[at - 1] & 0xff) == SOF2;
        int length = unsignedShort(at);
        int count = file[at + 7] & 0xff;
        if (length != 8 + 3 * count) {
            throw new ImageFileException(
                    name,
                    "JPEG frame header of " + count + " components has " + length + " bytes: " + (8 + 3 * count)
                            + " are needed");
        }
        List<JpegFrame.Component> components = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int factors = file[at + 9 + 3 * i] & 0xff;
            JpegFrame.Component component = new JpegFrame.Component(
                    i, file[at + 8 + 3 * i] & 0xff, factors >> 4, factors & 15, file[at + 10 + 3 * i] & 3);
            if (component.samplingX() < 1
                    || component.samplingX() > 4
                    || component.samplingY() < 1
                    || component.samplingY() > 4) {
                throw new ImageFileException(
                        name,
                        "JPEG sampling factors " + component.samplingX() + "x" + component.samplingY()
                                + ": must be from 1 to 4");
            }
            components.add(component);
        }
        ImageSize size = new ImageSize(unsignedShort(at + 5), unsignedShort(at + 3));
        at += length;
        return new JpegFrame(size, progressive, components);
    }

    private JpegColour requireScansAndEnd() throws ImageFileException {
        JpegFrame frame = frame();
        JpegProgress progress = new JpegProgress(frame, name);
        @Nullable JpegColour colour = null;
        while (true) {
            int marker = nextMarker();
            if (marker == EOI) {
                progress.requireAll();
                return colour == null ? tables.colour(frame.components().size()) : colour;
            }
            if (isFrame(marker)) {
                throw new ImageFileException(name, "JPEG has a second frame header (SOF" + (marker - SOF0) + ")");
            }
            if (marker == SOS) {
                if (colour == null) {
                    colour = tables.colour(frame.components().size());
                }
                JpegScan scan = scan(frame, progress);
                at = scan.walk(new JpegBits(file, at, name, repairs), tables.restartInterval());
            } else {
                readSegment(marker);
            }
        }
    }

    private JpegScan scan(JpegFrame frame, JpegProgress progress) throws ImageFileException {
        int length = segmentLength(SOS);
        int count = length > 2 ? file[at + 2] & 0xff : 0;
        if (count < 1 || count > frame.components().size() || length != 6 + 2 * count) {
            throw new ImageFileException(
                    name,
                    "JPEG scan header of " + length + " bytes at byte " + at + " names " + count + " of "
                            + frame.components().size() + " components: damaged");
        }
        int tail = at + 3 + 2 * count;
        JpegScan.Band band = new JpegScan.Band(
                file[tail] & 0xff, file[tail + 1] & 0xff, (file[tail + 2] & 0xff) >> 4, file[tail + 2] & 15);
        List<JpegScan.Part> parts = new ArrayList<>();
        int blocks = 0;
        for (int i = 0; i < count; i++) {
            JpegScan.Part part = part(frame, at + 3 + 2 * i);
            if (parts.stream().anyMatch(other -> other.component().equals(part.component()))) {
                throw new ImageFileException(
                        name, "JPEG scan names component " + part.component().id() + " twice: damaged");
            }
            parts.add(part);
            blocks += part.component().samplingX() * part.component().samplingY();
            progress.begin(part.component(), band);
        }
        if (count > 1 && blocks > MAXIMUM_BLOCKS_OF_UNIT) {
            throw new ImageFileException(
                    name,
                    "JPEG scan of " + blocks + " blocks in a unit: at most " + MAXIMUM_BLOCKS_OF_UNIT + " are allowed");
        }
        if (count > 1 && frame.progressive() && band.first() > 0) {
            throw new ImageFileException(name, "JPEG scan of AC coefficients of " + count + " components: damaged");
        }
        at += length;
        return new JpegScan(
                frame, progress, parts, band, new JpegValues(frame.components().size()));
    }

    private JpegScan.Part part(JpegFrame frame, int index) throws ImageFileException {
        int id = file[index] & 0xff;
        int selected = file[index + 1] & 0xff;
        for (JpegFrame.Component component : frame.components()) {
            if (component.id() == id && selected >> 4 < 4 && (selected & 15) < 4) {
                return new JpegScan.Part(
                        component,
                        tables.dc(selected >> 4),
                        tables.ac(selected & 15),
                        tables.dcQuantiser(component.quantisers()));
            }
        }
        throw new ImageFileException(
                name,
                "JPEG scan of component " + id + " with Huffman tables " + (selected >> 4) + " and " + (selected & 15)
                        + ": they do not exist");
    }

    /** Goes behind the next marker and gives its number; what stands before it is passed over, as libjpeg does. */
    private int nextMarker() throws ImageFileException {
        int marker = JpegRepairs.nextMarker(file, at);
        if (marker < 0) {
            throw truncated();
        }
        if (marker > at) {
            repairs.leaveOut(at, marker);
        }
        at = marker;
        // Any number of fill bytes 0xff may stand before a marker.
        while ((file[at] & 0xff) == 0xff) {
            at++;
        }
        return file[at++] & 0xff;
    }

    /** Reads a segment that is neither frame nor scan, and leaves {@link #at} after it. */
    private void readSegment(int marker) throws ImageFileException {
        if (marker != TEM && (marker < RST0 || marker > RST7)) {
            int length = segmentLength(marker);
            tables.read(marker, at + 2, at + length);
            at += length;
        }
    }

    private int segmentLength(int marker) throws ImageFileException {
        if (at + 2 > file.length) {
            throw truncated();
        }
        int length = unsignedShort(at);
        if (length < 2) {
            throw new ImageFileException(
                    name,
                    "JPEG segment " + Integer.toHexString(marker) + " at byte " + at + " has length " + length
                            + ", below 2");
        }
        if (length > file.length - at) {
            throw truncated();
        }
        return length;
    }

    private int unsignedShort(int index) {
        return ((file[index] & 0xff) << 8) | (file[index + 1] & 0xff);
    }

    private ImageFileException truncated() {
        return truncated(file, name);
    }

    static ImageFileException truncated(byte[] file, String name) {
        return new ImageFileException(
                name, "ends after " + file.length + " bytes without JPEG's end marker: truncated");
    }
}
