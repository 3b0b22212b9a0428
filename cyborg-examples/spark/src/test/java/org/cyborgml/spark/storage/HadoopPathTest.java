package org.cyborgml.spark.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths of a cluster's storage follow the rules of Linux's. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class HadoopPathTest {

    @TempDir
    private Path folder;

    private Path root;

    @BeforeEach
    void open() throws IOException {
        root = Storage.folder("viewfs://lab/", MountedFolder.configuration(folder))
                .getFileSystem()
                .getPath("");
    }

    private Path of(String text) {
        return root.getFileSystem().getPath(text);
    }

    private static String text(Path path) {
        return path.toString().replace("viewfs://lab", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a/b", "/a", "/a/b/../c", "../a", "a/../../b", "/..", "a/./b", "a//b/", "a b/c:d"})
    void partsAreThoseOfLinux(String text) {
        Path expected = Path.of(text);
        Path path = of(text);
        assertThat(text(path)).isEqualTo(expected.toString());
        assertThat(path.isAbsolute()).isEqualTo(expected.isAbsolute());
        assertThat(path.getNameCount()).isEqualTo(expected.getNameCount());
        assertThat(text(path.normalize())).isEqualTo(expected.normalize().toString());
        assertThat(String.valueOf(path.getFileName())).isEqualTo(String.valueOf(expected.getFileName()));
        assertThat(path.getParent() == null ? "null" : text(path.getParent()))
                .isEqualTo(String.valueOf(expected.getParent()));
        List<String> names = new ArrayList<>();
        path.forEach(name -> names.add(name.toString()));
        List<String> expectedNames = new ArrayList<>();
        expected.forEach(name -> expectedNames.add(name.toString()));
        assertThat(names).isEqualTo(expectedNames);
    }

    @ParameterizedTest
    @CsvSource({"a,b/c", "/a,b", "/a,/b", "/a/b,/a/c/d", "/a/b,/a", "a/b,a/b/c", "/a/bc,/a/b", "/,/a"})
    void pairsAreThoseOfLinux(String one, String other) {
        Path expected = Path.of(one);
        Path path = of(one);
        assertThat(text(path.resolve(other))).isEqualTo(expected.resolve(other).toString());
        assertThat(path.startsWith(other)).isEqualTo(expected.startsWith(other));
        assertThat(path.endsWith(other)).isEqualTo(expected.endsWith(other));
        assertThat(path.equals(of(other))).isEqualTo(expected.equals(Path.of(other)));
        assertThat(path.compareTo(of(other)) > 0).isEqualTo(expected.compareTo(Path.of(other)) > 0);
        if (expected.isAbsolute() == Path.of(other).isAbsolute()) {
            assertThat(text(path.relativize(of(other))))
                    .isEqualTo(expected.relativize(Path.of(other)).toString());
        }
        assertThat(path.startsWith(Path.of(one)))
                .as("a path of another file system")
                .isFalse();
    }
}
