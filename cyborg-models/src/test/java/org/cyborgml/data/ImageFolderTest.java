package org.cyborgml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.image.PngWriter;
import org.cyborgml.saliency.image.Raster;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFolderTest {

    private static final Raster IMAGE = Raster.of(2, 1, Channels.RGB, new byte[] {1, 2, 3, 4, 5, 6});

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(folder.resolve("images/real"));
        Files.createDirectories(folder.resolve("images/x"));
        PngWriter.write(IMAGE, folder.resolve("images/real/a b\u00e9.png"));
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("images"));
        Files.createDirectory(folder.resolve("\u00e4 \u4f60"));
        Files.move(
                Files.createSymbolicLink(folder.resolve("tmp"), folder.resolve("images")),
                folder.resolve("\u00e4 \u4f60/l"));
    }

    /** A folder by any of its names gives the same list, and every listed image is read. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "images",
                "images/",
                "./images",
                "images/.",
                "images/x/..",
                "x/../images",
                "images/../images/real/..",
                "link",
                "link/.",
                "\u00e4 \u4f60/l"
            })
    void aFolderMayBeNamedInManyWays(String name) throws IOException {
        Files.createDirectories(folder.resolve("x"));
        ImageFolder images = ImageFolder.open(folder.resolve(name));
        assertThat(images.list()).containsExactly("real/a b\u00e9.png");
        assertThat(images.read("real/a b\u00e9.png")).isEqualTo(IMAGE);
    }

    /** The test runs in the module's folder. */
    @ParameterizedTest
    @ValueSource(strings = {".", "", "./.", "target/..", "../cyborg-models"})
    void theWorkingFolderIsAFolderToo(String name) throws IOException {
        Files.createDirectories(Path.of("target"));
        ImageFolder images = ImageFolder.open(Path.of(name));
        assertThat(images.file("pom.xml").toAbsolutePath().normalize())
                .isEqualTo(Path.of("pom.xml").toAbsolutePath());
        assertThatThrownBy(() -> images.file("../pom.xml")).hasMessageContaining("leads out of the image folder");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "real/a b\u00e9.png",
                "/real/a b\u00e9.png",
                "//real/a b\u00e9.png",
                "./real/a b\u00e9.png",
                "real/../real/a b\u00e9.png",
                "x/../real/./a b\u00e9.png",
                "../images/real/a b\u00e9.png",
                "real\\a b\u00e9.png",
                ".\\real\\a b\u00e9.png",
                "real/a be\u0301.png"
            })
    void anImageMayBeNamedInManyWays(String path) throws IOException {
        ImageFolder images = ImageFolder.open(folder.resolve("images"));
        assertThat(images.read(path)).isEqualTo(IMAGE);
        images.check(path);
        assertThat(images.read(folder.resolve("images/real/a b\u00e9.png").toString()))
                .isEqualTo(IMAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret.png", "real/../../secret.png", "/../secret.png", "..\\secret.png"})
    void noPathLeadsOut(String path) throws IOException {
        PngWriter.write(IMAGE, folder.resolve("secret.png"));
        ImageFolder images = ImageFolder.open(folder.resolve("images"));
        assertThatThrownBy(() -> images.read(path))
                .isInstanceOf(ImageFileException.class)
                .hasMessage(path.replace('\\', '/') + ": leads out of the image folder " + folder.resolve("images"));
    }

    @Test
    void whatCannotBeAPathIsNamed() throws IOException {
        ImageFolder images = ImageFolder.open(folder.resolve("images"));
        assertThatThrownBy(() -> images.read("a\0b.png"))
                .isInstanceOf(ImageFileException.class)
                .hasMessageStartingWith("a\\0b.png: ");
        assertThatThrownBy(() -> images.read("")).hasMessage(folder.resolve("images") + ": is a folder");
    }

    @Test
    void aFolderWithoutImagesTellsWhatItHolds() throws IOException {
        Files.createDirectories(folder.resolve("empty/.hidden"));
        PngWriter.write(IMAGE, folder.resolve("empty/.hidden/a.png"));
        Files.writeString(folder.resolve("empty/b.gif"), "GIF89a");
        assertThatThrownBy(() -> ImageFolder.open(folder.resolve("empty")).list())
                .hasMessageStartingWith(
                        "image folder " + folder.resolve("empty") + " holds no PNG, JPEG, BMP or WebP file; ")
                .hasMessageEndingWith("left out are 1 .gif, the first: b.gif");
    }
}
