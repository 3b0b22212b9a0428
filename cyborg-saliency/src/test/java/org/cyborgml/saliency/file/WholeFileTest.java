package org.cyborgml.saliency.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
                .hasMessage("the disk is full");
        assertThat(file).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("file");
    }

    @Test
    void refusesWhatIsNoPlaceForAFile() {
        assertThatThrownBy(() -> WholeFile.write(Path.of("/"), new byte[1]))
                .isInstanceOf(IOException.class)
                .hasMessage("/: is not the name of a file");
        assertThatThrownBy(() -> WholeFile.write(folder.resolve("none").resolve("file"), new byte[1]))
                .isInstanceOf(NoSuchFileException.class);
        assertThat(Files.exists(folder.resolve("none"))).isFalse();
    }
}
