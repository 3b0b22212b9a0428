package org.cyborgml.saliency.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderListingTest {

    @TempDir
    private Path folder;

    private void put(String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
    }

    @Test
    void imagesComeInTheOrderOfTheirPaths() throws IOException {
        put("b.png", "a/z.JPG", "a.png", "a/b/c.jpeg", "p.jfif", "w.webp", "w.bmp", "notes.txt", "a/list.csv");
        FolderListing listing = FolderListing.of(folder);
        assertThat(listing.images())
                .containsExactly("a.png", "a/b/c.jpeg", "a/z.JPG", "b.png", "p.jfif", "w.bmp", "w.webp");
        assertThat(listing.others()).containsExactly("a/list.csv", "notes.txt");
        assertThat(listing.leftOut()).isEmpty();
    }

    @Test
    void hiddenFilesAndFoldersAreLeftOut() throws IOException {
        put(
                "a.png",
                "._a.png",
                ".a.png",
                ".ipynb_checkpoints/a-checkpoint.png",
                "x/.git/a.png",
                "__MACOSX/a.png",
                "__MACOSX/._a.png",
                "@eaDir/a.png/thumb.jpg",
                "Thumbs.db",
                "lost+found/a.png");
        FolderListing listing = FolderListing.of(folder);
        assertThat(listing.images()).containsExactly("a.png");
        assertThat(listing.others()).isEmpty();
    }

    @Test
    void picturesOfOtherTypesAreCountedAndOneIsNamed() throws IOException {
        put("a.png", "x/b.GIF", "c.gif", "d.tiff", "e.heic", "f.txt", "gif");
        assertThat(FolderListing.of(folder).leftOut())
                .contains(folder
                        + ": only PNG, JPEG, BMP and WebP are read; left out are 3 .gif, 1 .heic, 1 .tiff, the first:"
                        + " c.gif");
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "./sub/..", ".hidden", "with space", "\u00e4\u4f60"})
    void theFolderItselfMayHaveAnyName(String name) throws IOException {
        put("sub/x.txt");
        Path root = Files.createDirectories(folder.resolve(name));
        Files.writeString(root.resolve("a b\u00e9.png"), "x");
        assertThat(FolderListing.of(root).images()).containsExactly("a b\u00e9.png");
    }

    @Test
    void linksAreFollowedAndLoopsAreNot() throws IOException {
        put("real/a.png", "other/c.png");
        Path root = Files.createDirectories(folder.resolve("root"));
        Files.createSymbolicLink(root.resolve("images"), folder.resolve("real"));
        Files.createSymbolicLink(root.resolve("b.png"), folder.resolve("other/c.png"));
        Files.createSymbolicLink(root.resolve("gone.png"), folder.resolve("nothing.png"));
        Files.createSymbolicLink(root.resolve("self"), root);
        Files.createSymbolicLink(folder.resolve("real/up"), root);
        Files.createSymbolicLink(folder.resolve("link"), root);
        for (Path start : new Path[] {root, folder.resolve("link")}) {
            assertThat(FolderListing.of(start).images()).containsExactly("b.png", "gone.png", "images/a.png");
        }
        assertThatThrownBy(() -> ImageDecoder.withDefaults().read(root.resolve("gone.png")))
                .hasMessage(root.resolve("gone.png") + ": is a link to a file that does not exist");
    }

    @Test
    void namesOf255BytesAreListed() throws IOException {
        String name = "\u00e9".repeat(125) + "x.png";
        put(name);
        assertThat(FolderListing.of(folder).images()).containsExactly(name);
    }

    /** A folder that cannot be read is not passed over: whoever reads it as an image is told why. */
    @Test
    void aFolderThatCannotBeReadIsAnImageThatCannotBeUsed() throws IOException {
        put("a.png", "locked/b.png");
        Path locked = folder.resolve("locked");
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
        Assumptions.assumeFalse(Files.isReadable(locked), "the user may read everything");
        assertThat(FolderListing.of(folder).images()).containsExactly("a.png", "locked");
        assertThatThrownBy(() -> ImageDecoder.withDefaults().read(locked))
                .hasMessage(locked + ": is a folder that cannot be read");
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void whatIsNoFolderIsNamed() throws IOException {
        put("a.png");
        assertThatThrownBy(() -> FolderListing.of(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> FolderListing.of(folder.resolve("a.png"))).isInstanceOf(NotDirectoryException.class);
    }
}
