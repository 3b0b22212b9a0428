package org.cyborgml.saliency.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.cyborgml.saliency.GoldenFiles;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.ImageFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapFolderTest {

    @TempDir
    Path folder;

    private void put(String... names) throws IOException {
        for (String name : names) {
            Files.write(folder.resolve(name), GoldenFiles.bytes("small_grey.png"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a.png,a.png",
        "faces/deep/a.png,a.png",
        "faces\\a.png,a.png",
        "a.jpg,a.png",
        "a.JPEG,a.png",
        "a.tiff,a.png",
        "a,a.png",
        "b.png,b.JPG",
        "both.jpg,both.jpg",
        "both.png,both.png",
        "dotted.v2.jpg,dotted.v2.png",
        "notes.png,",
        "notes.txt,notes.txt",
        "none.png,",
        "A.png,",
        "dotted.jpg,",
        "sub/,",
        "below.png,"
    })
    void findsByBaseNameAndThenByStem(String image, String expected) throws IOException {
        put("a.png", "b.JPG", "both.jpg", "both.png", "dotted.v2.png", "notes.txt");
        Files.createDirectories(folder.resolve("below.png"));
        MapFolder maps = MapFolder.open(folder);
        assertThat(maps.find(image).orElse(null)).isEqualTo(expected == null ? null : folder.resolve(expected));
    }

    private void putBelow(String... names) throws IOException {
        for (String name : names) {
            Files.createDirectories(folder.resolve(name).getParent());
        }
        put(names);
    }

    @ParameterizedTest
    @CsvSource({
        "real/0.png, real/0.png",
        "fake/0.png, fake/0.png",
        "/fake/0.png, fake/0.png",
        "./fake//0.png, fake/0.png",
        "x/../fake/0.png, fake/0.png",
        "fake\\0.png, fake/0.png",
        "fake/0.jpg, fake/0.png",
        "data/fake/0.png, fake/0.png",
        "0.png, 0.png",
        "other/0.png, 0.png",
        "real/1.png, real/1.jpg",
        "deep/2.png, some/folder/2.png",
        "2.jpg, some/folder/2.png",
        "a.png, a.png.png",
        "a.jpg, a.jpg.png",
        "x/a.jpg, a.jpg.png",
        "caf\u00e9.jpg, cafe\u0301.png",
        "cafe\u0301.jpg, cafe\u0301.png",
        "../0.png,",
        "real/9.png,"
    })
    void findsByPathBeforeBaseName(String image, String expected) throws IOException {
        putBelow(
                "real/0.png",
                "fake/0.png",
                "0.png",
                "real/1.jpg",
                "some/folder/2.png",
                "a.png.png",
                "a.jpg.png",
                "cafe\u0301.png",
                ".hidden/9.png",
                "real/._9.png",
                "__MACOSX/9.png");
        MapFolder maps = MapFolder.open(folder);
        assertThat(maps.mapName(image).orElse(null)).isEqualTo(expected);
    }

    @Test
    void severalMapsOfABaseNameAreNotChosenFrom() throws IOException {
        putBelow("a/0.png", "b/0.png");
        assertThatThrownBy(() -> MapFolder.open(folder).find("c/0.png"))
                .isInstanceOf(ImageFileException.class)
                .hasMessage(folder.resolve("a/0.png")
                        + ": is one of 2 maps of c/0.png, [a/0.png, b/0.png]: must be the only one");
    }

    @Test
    void refusesToChooseBetweenSeveral() throws IOException {
        put("a.png", "a.jpg");
        MapFolder maps = MapFolder.open(folder);
        assertThat(maps.find("a.jpg")).contains(folder.resolve("a.jpg"));
        assertThatThrownBy(() -> maps.find("faces/a.jpeg"))
                .isInstanceOf(ImageFileException.class)
                .hasMessage(folder.resolve("a.jpg")
                        + ": is one of 2 maps of faces/a.jpeg, [a.jpg, a.png]: must be the only one");
    }

    @Test
    void readsMapsAndNamesThoseItCannotRead() throws IOException {
        put("a.png");
        Files.writeString(folder.resolve("b.png"), "no image");
        MapFolder maps = MapFolder.open(folder);
        assertThat(maps.read("faces/a.jpg")).contains(GoldenFiles.image("small_grey.png"));
        assertThat(maps.read("c.jpg")).isEmpty();
        assertThatThrownBy(() -> maps.read("b.jpg"))
                .isInstanceOf(ImageFileException.class)
                .hasMessageStartingWith(folder.resolve("b.png") + ": is neither PNG, JPEG, BMP nor WebP");
        assertThatThrownBy(() -> maps.withDecoder(ImageDecoder.withDefaults().withMaximumPixels(9))
                        .read("a.png"))
                .hasMessageContaining("at most 9 are read");
    }

    @Test
    void namesAFolderThatIsNotThere() {
        Path none = folder.resolve("none");
        assertThatThrownBy(() -> MapFolder.open(none))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(none.toString());
    }
}
