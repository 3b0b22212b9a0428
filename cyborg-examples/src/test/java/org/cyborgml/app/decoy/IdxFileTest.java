package org.cyborgml.app.decoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdxFileTest {

    private static final String SOUND = "00000802 00000002 00000003 010203fdfeff";

    private static byte[] gzipped(String hex) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(HexFormat.of().parseHex(hex.replace(" ", "")));
        }
        return bytes.toByteArray();
    }

    private static IdxFile read(byte[] bytes) throws IOException {
        return IdxFile.read("some.gz", new ByteArrayInputStream(bytes), 2);
    }

    @Test
    void aSoundFileIsReadWhole() throws IOException {
        IdxFile file = read(gzipped(SOUND));

        assertThat(file.size(0)).isEqualTo(2);
        assertThat(file.size(1)).isEqualTo(3);
        assertThat(file.values()).containsExactly(1, 2, 3, -3, -2, -1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "00000803 00000002 00000003 00000001 010203fdfeff | some.gz: magic number 0x00000803, must be 0x00000802 (unsigned bytes, dimensions: 2)",
                "00000d02 00000001 00000001 00000000 | some.gz: magic number 0x00000d02, must be 0x00000802 (unsigned bytes, dimensions: 2)",
                "00000802 00000000 00000003 | some.gz: dimension 0 is 0, must be at least 1, and all values together at most 536870912",
                "00000802 ffffffff 00000003 | some.gz: dimension 0 is 4294967295, must be at least 1, and all values together at most 536870912",
                "00000802 00010000 00010000 | some.gz: dimension 1 is 65536, must be at least 1, and all values together at most 536870912",
                "00000802 00000002 00000003 010203fdfe | some.gz: ends too early",
                "00000802 00000002 | some.gz: ends too early",
                "000008 | some.gz: ends too early",
                "00000802 00000002 00000003 010203fdfeff00 | some.gz: has more than the 6 values that its header [2, 3] gives"
            })
    void brokenFilesAreNamedWithTheRule(String hex, String message) throws IOException {
        byte[] bytes = gzipped(hex);

        assertThatThrownBy(() -> read(bytes)).isInstanceOf(IOException.class).hasMessage(message);
    }

    @Test
    void whatIsNoSoundGzipIsRefused() throws IOException {
        byte[] sound = gzipped(SOUND);
        byte[] cut = Arrays.copyOf(sound, sound.length - 9);
        byte[] changed = sound.clone();
        changed[sound.length - 6] ^= 1;

        assertThatThrownBy(() -> read(new byte[0])).hasMessage("some.gz: ends too early");
        assertThatThrownBy(() -> read("no gzip".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .hasMessage("some.gz: is not a sound gzip file: Not in GZIP format");
        assertThatThrownBy(() -> read(cut)).hasMessage("some.gz: ends too early");
        assertThatThrownBy(() -> read(changed)).hasMessageStartingWith("some.gz: is not a sound gzip file: Corrupt");
    }
}
