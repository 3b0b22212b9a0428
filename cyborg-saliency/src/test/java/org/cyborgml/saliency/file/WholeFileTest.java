package org.cyborgml.saliency.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeFileTest {

    @TempDir
    private Path folder;

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void writesPieceByPieceAndReplaces() throws IOException {
        Path file = folder.resolve("file");
        WholeFile.write(file, "old and longer".getBytes(StandardCharsets.UTF_8));
        WholeFile.write(file, channel -> {
            WholeFile.writeFully(channel, bytes("new "));
            assertThat(file).hasContent("old and longer");
            WholeFile.writeFully(channel, bytes("content"));
        });
        assertThat(file).hasContent("new content");
        assertThat(folder.toFile().list()).containsExactly("file");
    }

    @Test
    void contentMayCloseTheFile() throws IOException {
        Path file = folder.resolve("file");
        WholeFile.write(file, channel -> {
            WholeFile.writeFully(channel, bytes("content"));
            channel.close();
        });
        assertThat(file).hasContent("content");
    }

    @Test
    void keepsTheOldFileWhenTheContentFails() throws IOException {
        Path file = folder.resolve("file");
        WholeFile.write(file, "old".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> WholeFile.write(file, channel -> {
                    WholeFile.writeFully(channel, bytes("half"));
                    throw new IOException("the disk is full");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": cannot be written: the disk is full");
        assertThat(file).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("file");
    }

    /** File systems take names of 255 bytes, and the temporary name is longer than the name. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "ä", "人"})
    void writesFilesOfTheLongestNames(String letter) throws IOException {
        String name = letter.repeat(255 / letter.getBytes(StandardCharsets.UTF_8).length);
        WholeFile.write(folder.resolve(name), "content".getBytes(StandardCharsets.UTF_8));
        assertThat(folder.resolve(name)).hasContent("content");
        assertThat(folder.toFile().list()).containsExactly(name);
    }

    @Test
    void namesTheFileThatHasATooLongName() {
        Path file = folder.resolve("x".repeat(256));
        assertThatThrownBy(() -> WholeFile.write(file, new byte[1]))
                .isInstanceOf(FileWriteException.class)
                .hasMessage(file + ": cannot be written: the name is too long for the file system");
    }

    @Test
    void refusesWhatIsNoPlaceForAFile() {
        assertThatThrownBy(() -> WholeFile.write(Path.of("/"), new byte[1]))
                .isInstanceOf(IOException.class)
                .hasMessage("/: is not the name of a file");
        assertThatThrownBy(() -> WholeFile.write(folder.resolve("none").resolve("file"), new byte[1]))
                .isInstanceOf(FileWriteException.class)
                .hasMessage(folder.resolve("none").resolve("file") + ": cannot be written: its folder does not exist");
        assertThat(Files.exists(folder.resolve("none"))).isFalse();
    }
}
