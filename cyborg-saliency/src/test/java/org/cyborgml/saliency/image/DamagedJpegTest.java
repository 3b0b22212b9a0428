package org.cyborgml.saliency.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cyborgml.saliency.GoldenFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damage that libjpeg goes on with, filling in grey: each kind is refused, with its reason. What libjpeg warns of without a
 * change to the pixels is read.
 */
class DamagedJpegTest {

    private static final int SOS = 0xda;
    private static final int EOI = 0xd9;

    /** Where a file's parts begin: each marker segment with the coded data that follow it. */
    private static List<Integer> parts(byte[] file) {
        List<Integer> starts = new ArrayList<>();
        int at = 2;
        while ((file[at + 1] & 0xff) != EOI) {
            starts.add(at);
            boolean scan = (file[at + 1] & 0xff) == SOS;
            at += 2 + ((file[at + 2] & 0xff) << 8 | (file[at + 3] & 0xff));
            while (scan && (file[at] != -1 || file[at + 1] == 0 || (file[at + 1] & 0xf8) == 0xd0)) {
                at++;
            }
        }
        starts.add(at);
        return starts;
    }

    private static boolean isScan(byte[] file, int start) {
        return (file[start + 1] & 0xff) == SOS;
    }

    private static byte[] without(byte[] file, int from, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(file, 0, from);
        out.write(file, to, file.length - to);
        return out.toByteArray();
    }

    private static byte[] with(byte[] file, int at, int... inserted) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(file, 0, at);
        for (int value : inserted) {
            out.write(value);
        }
        out.write(file, at, file.length - at);
        return out.toByteArray();
    }

    private static void assertRefused(byte[] file, String reason) {
        assertThatThrownBy(() -> ImageDecoder.withDefaults().decode(file, "000174.jpg"))
                .isInstanceOf(ImageFileException.class)
                .hasMessageStartingWith("000174.jpg: ")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg_420", "jpeg_444_progressive", "jpeg_grey", "jpeg_restart", "jpeg_scans"})
    void refusesCodedDataThatAreShort(String name) {
        byte[] file = GoldenFiles.bytes(name + ".jpg");
        assertRefused(without(file, file.length - 11, file.length - 2), "JPEG coded data end at byte");
    }

    private static final List<int[]> SURPLUS = List.of(
            new int[] {0},
            new int[] {1, 2, 3},
            new int[] {0xff, 0},
            new int[] {0, 0xff, 0, 0xff, 0xff, 0, 7},
            "extraneous bytes before the end".repeat(20).chars().toArray());

    /** libjpeg passes over them and prints a warning; Pillow has the pixels of the clean file. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jpeg_420",
                "jpeg_444_progressive",
                "jpeg_grey",
                "jpeg_restart",
                "jpeg_restart_progressive",
                "jpeg_scans",
                "jpeg_cmyk",
                "jpeg_ycck_420"
            })
    void passesOverBytesBetweenSegmentsAndBeforeTheEnd(String name) throws ImageFileException {
        byte[] file = GoldenFiles.bytes(name + ".jpg");
        Raster clean = GoldenFiles.image(name + ".jpg");
        List<Integer> parts = parts(file);
        for (int i = 1; i < parts.size(); i++) {
            boolean isInside = isScan(file, parts.get(i - 1)) && i + 1 < parts.size();
            for (int[] surplus : SURPLUS) {
                byte[] longer = with(file, parts.get(i), surplus);
                if (isInside) {
                    // More likely the scan is out of step.
                    assertRefused(longer, "JPEG coded data go on at byte");
                } else {
                    assertThat(ImageDecoder.withDefaults().decode(longer, "a.jpg"))
                            .as("%s bytes at %s", surplus.length, parts.get(i))
                            .isEqualTo(clean);
                }
            }
        }
    }

    /** As frames of Motion JPEG are, whose tables are those of the standard. */
    @ParameterizedTest
    @ValueSource(strings = {"jpeg_420", "jpeg_grey"})
    void missingHuffmanTablesAreTheStandardOnes(String name) throws ImageFileException {
        byte[] file = GoldenFiles.bytes(name + ".jpg");
        List<Integer> parts = parts(file);
        for (int i = parts.size() - 2; i >= 0; i--) {
            if ((file[parts.get(i) + 1] & 0xff) == 0xc4) {
                file = without(file, parts.get(i), parts.get(i + 1));
            }
        }
        assertThat(ImageDecoder.withDefaults().decode(file, "a.jpg")).isEqualTo(GoldenFiles.image(name + ".jpg"));
    }

    /** The last bits of the scan, which are those of the last block, are cut off: the rest is out of step. */
    @ParameterizedTest
    @ValueSource(strings = {"jpeg_420", "jpeg_grey", "jpeg_cmyk"})
    void surplusWithoutPaddingIsDamage(String name) {
        byte[] file = GoldenFiles.bytes(name + ".jpg");
        int last = file.length - 3;
        int padding = Integer.numberOfTrailingZeros(~file[last]);
        file[last] &= (byte) ~1;
        if (padding > 0) {
            assertRefused(with(file, last + 1, 7, 7), "JPEG coded data go on at byte");
        }
    }

    /** Each value stands for brighter than white behind a scan whose first DC difference is as large as codes allow. */
    @Test
    void surplusBehindImpossibleValuesIsDamage() {
        JpegValues values = new JpegValues(1);
        values.addDc(0, 11, 0x400, 1);
        assertThat(values.isPossible()).isTrue();
        values.addDc(0, 2, 2, 1);
        assertThat(values.isPossible()).isFalse();
        JpegValues dark = new JpegValues(2);
        dark.addDc(1, 8, 0, 4);
        assertThat(dark.isPossible()).isTrue();
        dark.restart();
        dark.addDc(1, 9, 0, 4);
        assertThat(dark.isPossible()).isFalse();
        JpegValues fine = new JpegValues(1);
        fine.addAc(10);
        assertThat(fine.isPossible()).isTrue();
        fine.addAc(11);
        assertThat(fine.isPossible()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg_444_progressive", "jpeg_restart_progressive", "jpeg_scans"})
    void refusesAFileThatLacksAScanThatOthersBuildOn(String name) {
        byte[] file = GoldenFiles.bytes(name + ".jpg");
        List<Integer> parts = parts(file);
        int refused = 0;
        int scans = 0;
        for (int i = 0; i + 1 < parts.size(); i++) {
            if (isScan(file, parts.get(i))) {
                scans++;
                try {
                    ImageDecoder.withDefaults().decode(without(file, parts.get(i), parts.get(i + 1)), "a.jpg");
                } catch (ImageFileException e) {
                    assertThat(e).hasMessageStartingWith("a.jpg: JPEG ");
                    refused++;
                }
            }
        }
        // The last refinements of a progressive file only make it sharper: one of luminance and one of each
        // chrominance.
        assertThat(refused).isEqualTo(name.equals("jpeg_scans") ? 3 : scans - 4).isPositive();
    }

    @Test
    void saysWhichRefinementIsMissing() {
        byte[] file = GoldenFiles.bytes("jpeg_444_progressive.jpg");
        List<Integer> scans =
                parts(file).stream().filter(start -> isScan(file, start)).toList();
        // libjpeg's sixth scan brings luminance from bit 2 to bit 1, its tenth and last from bit 1 to bit 0.
        assertRefused(
                without(file, scans.get(5), scans.get(6)),
                "JPEG scan refines coefficient 1 from bit 1 where it is known to bit 2: damaged");
    }

    @Test
    void refusesRestartMarkersOutOfTheirOrder() {
        byte[] file = GoldenFiles.bytes("jpeg_restart.jpg");
        int first = 0;
        while (file[first] != -1 || (file[first + 1] & 0xff) != 0xd0) {
            first++;
        }
        byte[] other = file.clone();
        other[first + 1] = (byte) 0xd3;
        assertRefused(other, "where restart marker 0 is due");
        assertRefused(without(file, first, first + 2), "JPEG coded data ");
    }

    @ParameterizedTest
    @CsvSource({"0,false", "1,true", "2,true", "3,true", "255,true"})
    void aColourTransformThatNobodyKnowsIsTheUsualOne(int transform, boolean same) throws ImageFileException {
        // An Adobe segment in the place of JFIF's. 0 says that the file holds RGB.
        byte[] plain = without(GoldenFiles.bytes("jpeg_444_progressive.jpg"), 2, 20);
        byte[] file = with(plain, 2, 0xff, 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, transform);
        Raster image = ImageDecoder.withDefaults().decode(file, "a.jpg");
        assertThat(image.equals(GoldenFiles.image("jpeg_444_progressive.jpg"))).isEqualTo(same);
    }

    /** With four components libjpeg takes an unknown transform for YCCK. */
    @ParameterizedTest
    @CsvSource({"0,jpeg_cmyk", "1,jpeg_ycck", "2,jpeg_ycck", "9,jpeg_ycck"})
    void adobesTransformTellsCmykFromYcck(int transform, String pixels) throws ImageFileException {
        byte[] file = GoldenFiles.bytes("jpeg_cmyk.jpg");
        int adobe = new String(file, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("Adobe");
        file[adobe + 11] = (byte) transform;
        assertThat(ImageDecoder.withDefaults().decode(file, "a.jpg")).isEqualTo(GoldenFiles.image(pixels + ".jpg"));
        byte[] none = without(GoldenFiles.bytes("jpeg_cmyk.jpg"), adobe - 4, adobe + 12);
        assertThat(ImageDecoder.withDefaults().decode(none, "a.jpg")).isEqualTo(GoldenFiles.image("jpeg_cmyk.jpg"));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,0", "2,1", "3,0", "255,255"})
    void anyVersionOfJfifIsRead(int major, int minor) throws ImageFileException {
        byte[] file = GoldenFiles.bytes("jpeg_420.jpg");
        assertThat(Arrays.copyOfRange(file, 6, 10)).containsExactly('J', 'F', 'I', 'F');
        file[11] = (byte) major;
        file[12] = (byte) minor;
        assertThat(ImageDecoder.withDefaults().decode(file, "a.jpg")).isEqualTo(GoldenFiles.image("jpeg_420.jpg"));
    }

    @Test
    void passesOverWhatStandsBehindTheEnd() throws ImageFileException {
        byte[] file = GoldenFiles.bytes("jpeg_420.jpg");
        byte[] longer = Arrays.copyOf(file, file.length + 1000);
        assertThat(ImageDecoder.withDefaults().decode(longer, "a.jpg")).isEqualTo(GoldenFiles.image("jpeg_420.jpg"));
    }

    @Test
    void fillBytesBeforeAMarkerAreNoDamage() throws ImageFileException {
        byte[] file = GoldenFiles.bytes("jpeg_420.jpg");
        byte[] filled = with(file, file.length - 2, 0xff, 0xff);
        assertThat(ImageDecoder.withDefaults().decode(filled, "a.jpg")).isEqualTo(GoldenFiles.image("jpeg_420.jpg"));
    }
}
