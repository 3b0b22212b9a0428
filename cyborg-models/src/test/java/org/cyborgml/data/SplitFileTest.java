package org.cyborgml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                "'train\tReal\ta.jpg;train\tReal\tb.jpg' | 2 rows cannot be used: row 1: must be split,label,path, found 1 columns: columns are separated by tabs, must be by commas",
                "'train|Real|a.jpg' | 'columns are separated by \"|\", must be by commas'",
                "train,Real,a, b.jpg | row 1: must be split,label,path, found 4 columns: a path with a comma must stand in quotes",
                "'split,label,path' | has no rows below its header",
                "'split,label,path;split,label,path;train,Real,a.jpg' | row 2: split must be one of [train, test], found \"split\"",
                "'train,Real,a.jpg;train,Real,\u00e9.jpg' | is not text in UTF-8: byte e9 in line 2",
                "'\u00ff\u00fet\0r\0' | is text in UTF-16: save it as UTF-8",
                "train,Real,\"a.jpg | is not csv",
            })
    void badRowsAreNamed(String rows, String message) throws IOException {
        Path file = file(rows.replace(';', '\n'));
        assertThatIOException()
                .isThrownBy(() -> SplitFile.read(file))
                .withMessageStartingWith(file.toString())
                .withMessageContaining(message);
    }

    /** As spreadsheets, Windows and people write them: all give the same two rows. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "train,Real,a/b.jpg\ntest,Fake,c, d.jpg\n",
                "\u00ef\u00bb\u00bftrain,Real,a/b.jpg\ntest,Fake,c, d.jpg\n",
                "train,Real,a/b.jpg\r\ntest,Fake,c, d.jpg\r\n",
                "train,Real,a/b.jpg\rtest,Fake,c, d.jpg",
                "\u00ef\u00bb\u00bf\"train\",\"Real\",\"a/b.jpg\"\r\n\"test\",\"Fake\",\"c, d.jpg\"\r\n",
                " train , Real , a/b.jpg \n test , Fake , c, d.jpg \n",
                "\n\ntrain,Real,a/b.jpg\n   \n,,\ntest,Fake,c, d.jpg\n\n\n  ",
                "split,label,path\ntrain,Real,a/b.jpg\ntest,Fake,c, d.jpg\n",
                "\u00ef\u00bb\u00bfSplit,Label,Image_Path\r\ntrain,Real,a/b.jpg\r\ntest,Fake,c, d.jpg\r\n",
                "\"file\",\"class\",\"set\"\na/b.jpg,Real,train\nc, d.jpg,Fake,test\n",
            })
    void theSameRowsInOtherForms(String text) throws IOException {
        String quoted = text.contains("\"c,") ? text : text.replace("c, d.jpg", "\"c, d.jpg\"");
        SplitFile split = SplitFile.read(file(quoted));
        assertThat(split.rows())
                .containsExactly(
                        new LabelledImage(Split.TRAIN, "Real", "a/b.jpg"),
                        new LabelledImage(Split.TEST, "Fake", "c, d.jpg"));
        assertThat(split.header().isPresent())
                .isEqualTo(text.toLowerCase(Locale.ROOT).contains("class")
                        || text.toLowerCase(Locale.ROOT).contains("label"));
        split.headerInWords().ifPresent(words -> assertThat(words).contains("split.csv: its first row is a header, "));
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws IOException {
        Path file = file("train,Real,a.jpg\ntrain,Re\0al,b.jpg\n");
        assertThatIOException()
                .isThrownBy(() -> SplitFile.read(file))
                .withMessage(file + ", row 2: has a NUL in its label");
        Path wide = file("t\0r\0a\0i\0n\0,\0R\0,\0a\0\n\0");
        assertThatIOException()
                .isThrownBy(() -> SplitFile.read(wide))
                .withMessageStartingWith(wide + ": is no text: 10 of its 20 characters are NUL");
    }

    /** The image of that name is refused, not the whole file. */
    @Test
    void aNulInAPathIsForTheReaderOfTheImage() throws IOException {
        assertThat(SplitFile.read(file("train,Real,image-of-a-face.jpg\ntrain,Real,b\0.jpg\n"))
                        .rows())
                .extracting(LabelledImage::path)
                .containsExactly("image-of-a-face.jpg", "b\0.jpg");
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
