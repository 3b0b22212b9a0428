package org.cyborgml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitFileTest {

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.write(folder.resolve("split.csv"), text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void rowsComeInTheirOrder() throws IOException {
        SplitFile split =
                SplitFile.read(file("train,Synthetic,/b.jpg\ntest,Real,a.jpg\n\ntrain,Real,\"x, y/c.jpg\"\n"));
        assertThat(split.images(Split.TRAIN))
                .containsExactly(
                        new LabelledImage(Split.TRAIN, "Synthetic", "/b.jpg"),
                        new LabelledImage(Split.TRAIN, "Real", "x, y/c.jpg"));
        assertThat(split.images(Split.TEST)).containsExactly(new LabelledImage(Split.TEST, "Real", "a.jpg"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train,Real | row 1: must be split,label,path, found 2 columns",
                "train,,a.jpg | row 1: has no label",
                "train,Real,a.jpg;dev,Real,b.jpg | row 2: split must be one of [train, test], found \"dev\"",
                "train,Real, | row 1: has no path",
                "dev,Fake,a.jpg;train,Real,b.jpg;train,Real | 2 rows cannot be used: row 1: split must be",
                "'' | has no rows",
                "train,Real,\u00e9.jpg | is not text in UTF-8",
                "train,Real,\"a.jpg | is not csv",
            })
    void badRowsAreNamed(String rows, String message) throws IOException {
        Path file = file(rows.replace(';', '\n'));
        assertThatIOException()
                .isThrownBy(() -> SplitFile.read(file))
                .withMessageStartingWith(file.toString())
                .withMessageContaining(message);
    }

    @Test
    void emptySplitsAndMissingFilesAreErrors() throws IOException {
        SplitFile split = SplitFile.read(file("train,Real,a.jpg\n"));
        assertThatIOException()
                .isThrownBy(() -> split.images(Split.TEST))
                .withMessageContaining("has no image of split test");
        assertThatIOException()
                .isThrownBy(() -> SplitFile.read(folder.resolve("none.csv")))
                .isInstanceOf(NoSuchFileException.class);
    }
}
