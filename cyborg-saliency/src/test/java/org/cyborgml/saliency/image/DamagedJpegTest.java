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

/** Damage that libjpeg goes on with, filling in grey: each kind is refused, with its reason. */
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
    void refusesCodedDataThatAreShortOrLong(String name) {
        byte[] file = GoldenFiles.bytes(name + ".jpg");
        int end = file.length - 2;
        assertRefused(without(file, end - 9, end), "JPEG coded data end at byte");
        assertRefused(with(file, end, 1, 2, 3), "JPEG coded data go on at byte");
        assertRefused(with(file, end, 0xff, 0), "JPEG coded data go on at byte");
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
    @CsvSource({"3,true", "1,false", "0,false"})
    void refusesColourTransformsThatNobodyKnows(int transform, boolean refused) throws ImageFileException {
        // An Adobe segment in the place of JFIF's.
        byte[] plain = without(GoldenFiles.bytes("jpeg_444_progressive.jpg"), 2, 20);
        byte[] file = with(plain, 2, 0xff, 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, transform);
        if (refused) {
            assertRefused(file, "JPEG colour transform 3: must be 0 or 1");
        } else {
            Raster image = ImageDecoder.withDefaults().decode(file, "a.jpg");
            boolean same = image.equals(GoldenFiles.image("jpeg_444_progressive.jpg"));
            // 1 is the transform that the file has; 0 says that it holds RGB.
            assertThat(same).isEqualTo(transform == 1);
        }
    }

    @Test
    void refusesAnotherVersionOfJfif() {
        byte[] file = GoldenFiles.bytes("jpeg_420.jpg");
        assertThat(Arrays.copyOfRange(file, 6, 10)).containsExactly('J', 'F', 'I', 'F');
        file[11] = 3;
        assertRefused(file, "JFIF version 3: must be 1");
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
